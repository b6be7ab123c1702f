"""Screenshots taken from inside the program. Nothing here but `SHORTCUT` is imported before the first capture."""

from typing import Final

SHORTCUT: Final = "Ctrl+Shift+S"
"""What opens the choice of what to capture, wherever the focus is in the window."""

"""How large a dialog opens: as large as its text wants it, and never larger than the screen."""

from PySide6.QtWidgets import QDialog

_PART_OF_SCREEN = 0.95


def open_at(dialog: QDialog, width_em: float, height_em: float) -> None:
    """Give a dialog its first size, in heights of a line of text."""
    em = dialog.fontMetrics().height()
    room = dialog.screen().availableSize() * _PART_OF_SCREEN
    dialog.resize(min(round(width_em * em), room.width()), min(round(height_em * em), room.height()))

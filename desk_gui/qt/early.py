"""What the window needs of Qt's namespace `Qt` before its first paint, without touching it.

Whoever names `Qt` once pays for all of its 93 enums, a tenth of the start. Qt's properties take plain numbers, so those
are here; a test compares them with Qt's own. What only runs once the window is up writes `QtCore.Qt.…`, which costs
nothing until then.
"""

from typing import Final

from PySide6.QtCore import QObject

PLAIN_TEXT: Final = ("textFormat", 0)
"""Of a label: markup is shown as it is, not obeyed."""

SELECTABLE_TEXT: Final = ("textInteractionFlags", 3)
"""Of a label: by mouse and by keyboard."""

NO_FOCUS: Final = ("focusPolicy", 0)
NO_SIDEWAYS_BAR: Final = ("horizontalScrollBarPolicy", 1)
FOLLOW_SYSTEM: Final = ("colorScheme", 0)
BE_LIGHT: Final = ("colorScheme", 1)
BE_DARK: Final = ("colorScheme", 2)


def set_early(target: QObject, prop: tuple[str, int]) -> None:
    """Set one of the properties above. Call on the GUI thread.

    Raises:
        AttributeError: The target has no such property.
    """
    name, value = prop
    if not target.setProperty(name, value):
        raise AttributeError(name)

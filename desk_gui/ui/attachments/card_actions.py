"""What can be done with attached files: one name and one key each, the same on cards, in the menu and by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desk_gui.outbox.desk_photos import may_be_smaller
from desk_gui.outbox.desk_text import may_hold_text
from desk_gui.outbox.draft import Attachment
from desk_gui.ui.attachments.card import is_editable
from desk_gui.ui.menus import Menu
from desk_gui.ui.tickets.row_buttons import key_text


class CardAction(Enum):
    """Something to do with the selected files."""

    OPEN = auto()
    HIDE = auto()
    RENAME = auto()
    EARLIER = auto()
    LATER = auto()
    ROW_EARLIER = auto()
    ROW_LATER = auto()
    MOVE = auto()
    TEXT = auto()
    SAVE = auto()
    SMALLER = auto()
    REVERT = auto()
    REMOVE = auto()
    UNDO = auto()


KEYS: Final = {
    CardAction.OPEN: ("Return",),
    CardAction.HIDE: ("Ctrl+H",),
    CardAction.RENAME: ("F2",),
    CardAction.EARLIER: ("Alt+Left",),
    CardAction.LATER: ("Alt+Right",),
    CardAction.ROW_EARLIER: ("Alt+Up",),
    CardAction.ROW_LATER: ("Alt+Down",),
    CardAction.MOVE: ("Ctrl+Shift+N",),
    CardAction.TEXT: ("Ctrl+T",),
    CardAction.SAVE: ("Ctrl+S",),
    CardAction.SMALLER: ("Ctrl+Shift+R",),
    CardAction.REVERT: ("Ctrl+R",),
    CardAction.REMOVE: ("Del", "Backspace"),
    CardAction.UNDO: ("Ctrl+Z",),
}
"""The keys of each, the one that is shown first."""

MENU: Final = (
    CardAction.OPEN,
    CardAction.HIDE,
    CardAction.RENAME,
    None,
    CardAction.EARLIER,
    CardAction.LATER,
    CardAction.MOVE,
    None,
    CardAction.TEXT,
    CardAction.SAVE,
    CardAction.SMALLER,
    CardAction.REVERT,
    None,
    CardAction.REMOVE,
    CardAction.UNDO,
)
"""The menu, from the top; None is a line between."""


@dataclass(frozen=True, slots=True)
class Selected:
    """What is selected, and what is around it.

    Attributes:
        files: The selected files, in order.
        is_first: Whether they are the first ones already.
        is_last: Whether they are the last ones already.
        can_undo: Whether something was removed that can be had back.
    """

    files: Sequence[Attachment] = ()
    is_first: bool = False
    is_last: bool = False
    can_undo: bool = False


def action_of(event: QKeyEvent) -> CardAction | None:
    """Return what a key does."""
    pressed = QKeySequence(event.keyCombination()).toString().replace("Enter", "Return").replace("Num+", "")
    return next((action for action, keys in KEYS.items() if pressed in keys), None)


def can_do(action: CardAction, selected: Selected) -> bool:
    """Say whether an action makes sense for what is selected."""
    files = selected.files
    if action is CardAction.UNDO:
        return selected.can_undo
    if not files:
        return False
    match action:
        case CardAction.OPEN:
            return len(files) == 1 and files[0].is_copied
        case CardAction.HIDE:
            return len(files) == 1 and is_editable(files[0])
        case CardAction.RENAME:
            return len(files) == 1
        case CardAction.EARLIER | CardAction.ROW_EARLIER:
            return not selected.is_first
        case CardAction.LATER | CardAction.ROW_LATER:
            return not selected.is_last
        case CardAction.MOVE | CardAction.SAVE | CardAction.TEXT:
            return any(may_hold_text(file) if action is CardAction.TEXT else file.is_copied for file in files)
        case CardAction.SMALLER | CardAction.REVERT:
            return any(may_be_smaller(file) if action is CardAction.SMALLER else file.original_sha256 for file in files)
        case _:
            return True


def words_for(action: CardAction, selected: Selected) -> str:
    """Name an action for what is selected."""
    if len(selected.files) > 1 and action is CardAction.SAVE:
        return QCoreApplication.translate("CardAction", "Save copies in a folder…")
    if len(selected.files) > 1 and action is CardAction.TEXT:
        return QCoreApplication.translate("CardAction", "Put their text into the description")
    if len(selected.files) > 1 and action is CardAction.REVERT:
        return QCoreApplication.translate("CardAction", "Use the originals again")
    if action is CardAction.OPEN and len(selected.files) == 1 and is_editable(selected.files[0]):
        return QCoreApplication.translate("CardAction", "Preview and mark up")
    return {
        CardAction.OPEN: QCoreApplication.translate("CardAction", "Open in another program…"),
        CardAction.HIDE: QCoreApplication.translate("CardAction", "Hide data"),
        CardAction.RENAME: QCoreApplication.translate("CardAction", "Rename"),
        CardAction.EARLIER: QCoreApplication.translate("CardAction", "Move left"),
        CardAction.LATER: QCoreApplication.translate("CardAction", "Move right"),
        CardAction.ROW_EARLIER: QCoreApplication.translate("CardAction", "Move up"),
        CardAction.ROW_LATER: QCoreApplication.translate("CardAction", "Move down"),
        CardAction.MOVE: QCoreApplication.translate("CardAction", "Move to a new ticket"),
        CardAction.TEXT: QCoreApplication.translate("CardAction", "Put its text into the description"),
        CardAction.SAVE: QCoreApplication.translate("CardAction", "Save a copy as…"),
        CardAction.SMALLER: QCoreApplication.translate("CardAction", "Make smaller"),
        CardAction.REVERT: QCoreApplication.translate("CardAction", "Use the original again"),
        CardAction.REMOVE: QCoreApplication.translate("CardAction", "Remove"),
        CardAction.UNDO: QCoreApplication.translate("CardAction", "Undo remove"),
    }[action]


def card_menu(selected: Selected, parent: QWidget) -> QMenu:
    """Build the menu of the selected files, the key of each action beside it. Entries hold their CardAction as data.

    The keys are a part of the text: shortcuts of the entries' own would quarrel with the list's.
    """
    menu = Menu(parent)
    menu.setAccessibleName(QCoreApplication.translate("CardAction", "What to do with the files"))
    for action in MENU:
        if action is None:
            menu.addSeparator()
        elif action is not CardAction.UNDO or selected.can_undo:
            entry = menu.addAction(f"{words_for(action, selected)}\t{key_text(KEYS[action][0])}")
            entry.setData(action)
            entry.setEnabled(can_do(action, selected))
    return menu


_OPENED: Final = frozenset(
    (
        *("pdf", "txt", "log", "csv", "md", "json", "rtf", "docx", "xlsx", "pptx", "odt", "ods", "odp"),
        *("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif", "avif"),
        *("mp4", "mov", "mkv", "avi", "webm", "mp3", "wav", "ogg", "flac", "m4a", "zip", "7z", "gz", "tar"),
    )
)
"""Endings of files that are looked at, and that nothing runs. What is not listed is not opened."""


def can_open_elsewhere(attachment: Attachment) -> bool:
    """Say whether a file may be handed to the system's program for it: never what could run as a program itself."""
    return attachment.name.rpartition(".")[2].lower() in _OPENED and "." in attachment.name

"""What a window may ask about the text in attached files, and what comes back. Standard library only."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from desk_gui.outbox.draft import Attachment

LONGEST_TEXT: Final = 20_000
"""Characters of a file that are read at most, the last ones: what went wrong is at the end of a log."""

LONGEST_TEXT_LINE: Final = 10_000
"""Characters in one line of it: a line is laid out anew with every key that is pressed in it."""

_TEXT_ENDINGS: Final = frozenset(
    ("log", "txt", "csv", "tsv", "json", "xml", "conf", "cfg", "ini", "yaml", "yml", "toml", "md", "out", "err", "reg")
)
_NO_TEXT: Final = ("image/", "video/")


class TextTrouble(Enum):
    """Why there is no text."""

    NO_TEXT = "no text"
    """What the file holds is no text."""
    EMPTY = "empty"
    """It holds nothing but blanks."""
    UNREADABLE = "unreadable"
    """Its copy could not be read, or it is not attached any more."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """Read the text of attached files from their copies. Each is answered by `TextRead`, in this order.

    Attributes:
        draft_id: The draft they are attached to.
        attachment_ids: Which.
    """

    draft_id: str
    attachment_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextRead:
    """The text of an attached file, its end where it is long.

    Attributes:
        draft_id: The draft.
        attachment_id: The file.
        name: What it is called; "" where it is not attached any more.
        text: `LONGEST_TEXT` characters at most, in lines of `LONGEST_TEXT_LINE` at most that end in a line feed, and
            without what cannot be seen or would turn a line around.
        left_out_bytes: How much of the file comes before it.
        trouble: Why there is none; None where there is.
    """

    draft_id: str
    attachment_id: str
    name: str = ""
    text: str = field(default="", repr=False)
    left_out_bytes: int = 0
    trouble: TextTrouble | None = None


TextCommand = ReadText
TextEvent = TextRead


def may_hold_text(attachment: Attachment) -> bool:
    """Say whether it makes sense to ask for a file's text. Only reading it shows whether it has one."""
    return attachment.is_copied and not attachment.media_type.startswith(_NO_TEXT)


def looks_like_text(attachment: Attachment) -> bool:
    """Say whether a file is text by its beginning, or else by its ending: many encodings show only further on."""
    if not may_hold_text(attachment):
        return False
    return attachment.media_type == "text/plain" or attachment.name.rpartition(".")[2].lower() in _TEXT_ENDINGS

"""What a window may ask about the photos of a draft, and what comes back. Standard library only."""

from dataclasses import dataclass
from typing import Final

from desk_gui.outbox.draft import Attachment, Note

HEIF_TYPES: Final = frozenset({"image/heic", "image/heif"})
"""What phones save that little else reads."""

_PHOTO_TYPES: Final = HEIF_TYPES | {"image/jpeg", "image/webp"}
_LEAST_BYTES: Final = 400 * 1024
"""Smaller photos are small already."""

_LEAST_PNG_BYTES: Final = 2 * 1024 * 1024
"""A PNG is a screenshot more often than a photo; a large one may be a photo, and is looked into."""


@dataclass(frozen=True, slots=True)
class MeasurePhotos:
    """Find out how much smaller a draft's photos can be made. Answered by `PhotosMeasured`, unless asked anew.

    Nothing is changed. Each is really encoded, one after the other, on a thread of its own; asking anew, for whatever
    draft, or changing the photos breaks off what is still being measured.

    Attributes:
        draft_id: The draft.
        attachment_ids: Which; empty for all.
    """

    draft_id: str
    attachment_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShrinkPhotos:
    """Send photos made smaller in the place of what was attached. Answered by `PhotosShrunk`.

    Each one that changes is told by `AttachmentCopied` too. As with an edited picture, the original stays on this
    computer until the ticket is created and `RevertAttachment` brings it back; a Submit waits.

    Attributes:
        draft_id: The draft.
        attachment_ids: Which; empty for all. Those that would not become smaller stay as they are.
    """

    draft_id: str
    attachment_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotosMeasured:
    """How much smaller photos can be made.

    Attributes:
        draft_id: The draft.
        attachment_ids: Those that become smaller.
        before_bytes: What these have together.
        after_bytes: What they would have.
    """

    draft_id: str
    attachment_ids: tuple[str, ...]
    before_bytes: int
    after_bytes: int


@dataclass(frozen=True, slots=True)
class PhotosShrunk:
    """Photos were made smaller.

    Attributes:
        draft_id: The draft.
        attachment_ids: Those that became smaller; empty when none did.
        before_bytes: What these had together.
        after_bytes: What they have now.
    """

    draft_id: str
    attachment_ids: tuple[str, ...]
    before_bytes: int
    after_bytes: int


PhotoCommand = MeasurePhotos | ShrinkPhotos
PhotoEvent = PhotosMeasured | PhotosShrunk


def may_be_smaller(attachment: Attachment) -> bool:
    """Say whether it is worth finding out how much smaller a file can be made."""
    if not attachment.is_copied or Note.SMALLER in attachment.notes:
        return False
    return is_photo(attachment.media_type, attachment.size_bytes)


def is_photo(media_type: str, size_bytes: int) -> bool:
    """Say whether a file of this kind and size may well be a photo that can be made smaller."""
    least = _LEAST_PNG_BYTES if media_type == "image/png" else _LEAST_BYTES
    return size_bytes >= least and media_type in (_PHOTO_TYPES | {"image/png"})

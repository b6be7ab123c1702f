"""What a window may ask about the files of a draft, and what comes back. Standard library only."""

from dataclasses import dataclass
from pathlib import Path

from desk_gui.outbox.draft import Attachment, Draft


@dataclass(frozen=True, slots=True)
class RenameAttachment:
    """Tell LiveDesk this name. Answered by `AttachmentCopied`, for a copy under way once that has ended.

    Attributes:
        draft_id: The draft.
        attachment_id: The file; its edited version and its original are one file.
        name: The whole name; reduced to a safe base name.
    """

    draft_id: str
    attachment_id: str
    name: str


@dataclass(frozen=True, slots=True)
class OrderAttachments:
    """Keep a draft's files in this order, the order they are sent in. What is not named here stays behind them."""

    draft_id: str
    attachment_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakeOffAttachments:
    """Take files off a draft so that `PutBackAttachments` brings them back; copies under way are given up.

    Their bytes stay until `ForgetTakenOff`, the ticket's Submit, or the end of the program.
    """

    draft_id: str
    attachment_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PutBackAttachments:
    """Bring files back that were taken off. One that cannot be had back is answered by `AttachmentRefused`.

    Attributes:
        draft_id: The draft.
        attachments: As they were; for their names, should one be gone.
        order: All of the draft's files, in order.
    """

    draft_id: str
    attachments: tuple[Attachment, ...]
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForgetTakenOff:
    """Let go of what was taken off a draft: nobody can ask for it any more."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class MoveAttachments:
    """Move files of a draft to a new one that is for the same people. Answered by `AttachmentsMoved`.

    Each file is in exactly one of both at every moment. What is still being copied or saved stays where it is.

    Attributes:
        draft: The form as it stands; the new draft gets all of it but title, description and files.
        new_draft_id: Made by the window.
        attachment_ids: Which files, in the order they shall have there.
    """

    draft: Draft
    new_draft_id: str
    attachment_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LendCopies:
    """Lay copies of files out for another program, under their own names. Answered by `CopiesLent`.

    The other program may do with them what it likes; they go when the program ends.

    Attributes:
        request_id: Comes back with the answer.
        attachments: Copied ones.
    """

    request_id: str
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class SaveCopies:
    """Save copies of files where the technician wants them. Answered by `CopiesSaved`.

    Attributes:
        attachments: Copied ones.
        target: The file to write (replaced if it is there), or for several the folder to put them into under their
            own names (nothing is replaced there).
    """

    attachments: tuple[Attachment, ...]
    target: Path


@dataclass(frozen=True, slots=True)
class AttachmentsMoved:
    """Files moved to a new draft.

    Attributes:
        draft_id: The draft they were in.
        new_draft_id: Where they are now; "" when nothing moved.
        attachment_ids: Those that moved.
        left_out: How many were still being copied or saved, and stayed.
    """

    draft_id: str
    new_draft_id: str
    attachment_ids: tuple[str, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class CopiesLent:
    """Copies lie ready for another program.

    Attributes:
        request_id: Of the command.
        paths: In the command's order; empty when they could not be made.
    """

    request_id: str
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class CopiesSaved:
    """Copies were saved, or could not be.

    Attributes:
        paths: What was written.
        failure: Why not all of them were, a plain sentence; "" otherwise.
    """

    paths: tuple[Path, ...]
    failure: str = ""


FileCommand = (
    RenameAttachment
    | OrderAttachments
    | TakeOffAttachments
    | PutBackAttachments
    | ForgetTakenOff
    | MoveAttachments
    | LendCopies
    | SaveCopies
)

FileEvent = AttachmentsMoved | CopiesLent | CopiesSaved

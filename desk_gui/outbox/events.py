"""What comes back from the outbox: frozen data, safe to hand across threads. Standard library only."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desk_gui.outbox.desk_files import FileEvent
from desk_gui.outbox.desk_people import PeopleEvent
from desk_gui.outbox.desk_photos import PhotoEvent
from desk_gui.outbox.desk_templates import TemplateEvent
from desk_gui.outbox.desk_text import TextEvent
from desk_gui.outbox.draft import Attachment, Draft, Problem
from desk_gui.outbox.tickets import Hold, TicketRow

if TYPE_CHECKING:
    from desk_gui.system.settings import Settings


@dataclass(frozen=True, slots=True)
class WorkerReady:
    """The outbox is open. Sent once, first.

    Attributes:
        settings: As read from disk.
        notices: Plain sentences about what was found at start (settings set aside, say).
        recovered: The draft that was in the form when the program last ended without being closed; None otherwise.
        recovered_at: When it was last saved.
    """

    settings: "Settings"
    notices: tuple[str, ...] = ()
    recovered: Draft | None = None
    recovered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ArrivalChecked:
    """What LiveDesk knows of a ticket ID that was looked up for an unconfirmed ticket.

    Attributes:
        ticket: The outbox id.
        ticket_id: What was looked up.
        title: The title of the ticket there; "" when there is none or it could not be asked.
        trouble: Why it could not be asked (`livedesk.errors.Trouble`), or "".
    """

    ticket: str
    ticket_id: str
    title: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class TicketExported:
    """A ticket was saved to hand over, or could not be.

    Attributes:
        ticket: The outbox id.
        path: The .zip.
        failure: Why not, a plain sentence; "" when it was saved.
    """

    ticket: str
    path: Path
    failure: str = ""


@dataclass(frozen=True, slots=True)
class StorageFailed:
    """The data folder could not be read or written; nothing is taken until that is mended.

    Attributes:
        words: What happened, what was kept, what to do: one or two plain sentences.
        is_fatal: The outbox could not be opened at all.
    """

    words: str
    is_fatal: bool = False


@dataclass(frozen=True, slots=True)
class StorageWarned:
    """Everything asked for was done and kept, but not for much longer: the disk is full, or nearly.

    Attributes:
        words: What happened and what to do: one or two plain sentences.
    """

    words: str


@dataclass(frozen=True, slots=True)
class AttachmentCopied:
    """A file's bytes are safely in the spool."""

    draft_id: str
    attachment: Attachment


class RefusedFile(StrEnum):
    """Why a file could not be taken."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not_a_file"
    IS_FOLDER = "is_folder"
    """A window then asks what to do with it: what was dropped is only looked at where it holds nobody up."""
    EMPTY = "empty"
    DISK_FULL = "disk_full"
    TOO_MANY = "too_many"
    NOT_KEPT = "not_kept"
    """The program's own data folder could not be written, for another reason than space."""
    TOO_LARGE = "too_large"
    """Larger than what is fetched from a link, or packed into a .zip; a file of that size is taken."""
    OVER_LIMIT = "over_limit"
    """Larger than the settings allow."""
    PHOTO_OVER_LIMIT = "photo_over_limit"
    """A photo larger than the settings allow; made smaller it may be taken (`FileSource.made_smaller`)."""
    NOT_FETCHED = "not_fetched"
    """What a link leads to could not be had: no answer, too slow, or not there."""
    WEB_PAGE = "web_page"
    """A link leads to a page and not to a file."""
    PRIVATE_ADDRESS = "private_address"
    """A link leads into this computer or this network, where the program does not go by itself."""


@dataclass(frozen=True, slots=True)
class AttachmentRefused:
    """A file could not be taken; the others of the same drop were not touched by that."""

    draft_id: str
    attachment_id: str
    name: str
    reason: RefusedFile


@dataclass(frozen=True, slots=True)
class DraftSaved:
    """What is in the form is on disk."""

    draft_id: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class DraftOpened:
    """A ticket was taken back; show it in the form.

    Attributes:
        draft: With its attachments, all copied.
        trouble: Why it came back (`livedesk.errors.Trouble`), or "".
        words: LiveDesk's words about it, or "".
    """

    draft: Draft
    trouble: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class DraftSubmitted:
    """The ticket is durably queued; the form is free."""

    row: TicketRow


@dataclass(frozen=True, slots=True)
class SubmitRefused:
    """The draft was not queued; it stays in the form.

    With neither problems nor files it is the disk's fault, and a `StorageFailed` came before.

    Attributes:
        draft_id: The draft.
        problems: What to fix.
        refused_files: Names of files that could not be copied.
    """

    draft_id: str
    problems: tuple[Problem, ...] = ()
    refused_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketChanged:
    """A ticket is new or stands elsewhere now.

    A try of a ticket ends with one of these whose row is neither `uploading` nor `creating` and, when it is `queued`,
    has a `hold` other than `undo`: without one, or with that, the next try is still to come.
    """

    row: TicketRow


@dataclass(frozen=True, slots=True)
class TicketRemoved:
    """A draft was discarded or taken back into the form."""

    ticket: str


@dataclass(frozen=True, slots=True)
class FileProgress:
    """How far one attachment got."""

    attachment_id: str
    name: str
    sent_bytes: int
    total_bytes: int


@dataclass(frozen=True, slots=True)
class UploadProgressed:
    """How far a ticket's uploads got; at most four a second and ticket, and always the last one.

    Attributes:
        ticket: The outbox id.
        files: Every attachment of the ticket.
        sent_bytes: Of all together, less what this computer still holds back.
        total_bytes: Of all together.
        is_approximate: What the kernel still holds could not be asked for.
    """

    ticket: str
    files: tuple[FileProgress, ...]
    sent_bytes: int
    total_bytes: int
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class TicketsListed:
    """A page of tickets, newest first."""

    request_id: int
    offset: int
    total: int
    rows: tuple[TicketRow, ...]


@dataclass(frozen=True, slots=True)
class ConnectionSeen:
    """What the last request saw; never a guess.

    Attributes:
        at: When.
        reached: Whether LiveDesk itself answered.
        trouble: Otherwise what was in the way (`livedesk.errors.Trouble`).
    """

    at: datetime
    reached: bool
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class QueueCounted:
    """How many tickets wait, sent whenever that changes.

    Attributes:
        waiting: Those that go by themselves.
        needs_you: Those that do not.
        sending: Those on their way.
        next_try_at: When the first that waits is tried again; None when one goes right now.
        holds: Why queued tickets are held and how many for each reason, in no order.
    """

    waiting: int
    needs_you: int
    sending: int
    next_try_at: datetime | None = None
    holds: tuple[tuple[Hold, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RoundEnded:
    """Everything a `SendNow` named has been tried once, or was not to be tried.

    Attributes:
        rows: How those tickets stand now, oldest first; empty when nothing waited.
        request_id: That of the `SendNow`.
    """

    rows: tuple[TicketRow, ...]
    request_id: int = 0


class PortalTrouble(StrEnum):
    """Why the desktop's portal gave nothing."""

    NONE = ""
    MISSING = "missing"
    """There is no portal, or it cannot do this."""
    DENIED = "denied"
    """The person, or the desktop, said no."""
    SILENT = "silent"
    """It did not answer in time."""


@dataclass(frozen=True, slots=True)
class PortalAnswered:
    """What the desktop's portal gave.

    Attributes:
        request_id: Of the command.
        paths: Files to attach; empty with a trouble.
        trouble: Why there is none.
    """

    request_id: int
    paths: tuple[Path, ...] = ()
    trouble: PortalTrouble = PortalTrouble.NONE


class CredentialState(StrEnum):
    """What is known of a profile's key."""

    STORED = "stored"
    THIS_RUN_ONLY = "this_run_only"
    MISSING = "missing"
    LOCKED = "locked"
    NO_KEYRING = "no_keyring"
    KEYRING_FAILED = "keyring_failed"
    """The keyring did not answer in time or refused."""


@dataclass(frozen=True, slots=True)
class CredentialsChanged:
    """What is known of a profile's key. Never carries the secret.

    Attributes:
        profile: The profile's name.
        origin: The address they belong to.
        state: Where they are, or why they are not.
        api_key: To show which key it is; "" when none.
    """

    profile: str
    origin: str
    state: CredentialState
    api_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class KeyringAsked:
    """The keyring asks its human to unlock it, and whatever needs a key waits; or it does so no longer."""

    is_waiting: bool


@dataclass(frozen=True, slots=True)
class KeyNeeded:
    """LiveDesk refused the key, or none is stored, and tickets wait for one. Sent once until a key is saved."""

    profile: str
    origin: str
    waiting: int
    was_refused: bool


@dataclass(frozen=True, slots=True)
class SettingsSaved:
    """These settings are in use and on disk."""

    settings: "Settings"


Event = (
    WorkerReady
    | StorageFailed
    | StorageWarned
    | AttachmentCopied
    | AttachmentRefused
    | DraftSaved
    | DraftOpened
    | DraftSubmitted
    | SubmitRefused
    | TicketChanged
    | TicketRemoved
    | UploadProgressed
    | TicketsListed
    | ConnectionSeen
    | QueueCounted
    | RoundEnded
    | ArrivalChecked
    | TicketExported
    | PortalAnswered
    | CredentialsChanged
    | KeyringAsked
    | KeyNeeded
    | SettingsSaved
    | FileEvent
    | PhotoEvent
    | TextEvent
    | PeopleEvent
    | TemplateEvent
)

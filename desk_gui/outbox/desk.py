"""What a window may ask of the outbox: commands as frozen data, and the facade that takes them. Standard library only.

Every command is answered by events (`outbox.events`), never by a return value: the window does not wait.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desk_gui.outbox.desk_files import FileCommand
from desk_gui.outbox.desk_people import PeopleCommand
from desk_gui.outbox.desk_photos import PhotoCommand
from desk_gui.outbox.desk_templates import TemplateCommand
from desk_gui.outbox.desk_text import TextCommand
from desk_gui.outbox.draft import Draft

if TYPE_CHECKING:
    from desk_gui.outbox.events import Event
    from desk_gui.system.settings import Settings


@dataclass(frozen=True, slots=True)
class FileSource:
    """Something to attach: a file to copy, or bytes that came by drop or clipboard.

    Exactly one of `path`, `data`, `make`.

    Attributes:
        attachment_id: Made by the window (`uuid4().hex`), so that its card exists before the copy does.
        name: As the source calls it; the spool reduces it to a safe base name.
        path: The file to copy. It is never written to, moved or deleted.
        data: The encoded bytes.
        as_zip: Whether `path` is a folder, to be packed into one .zip on the way.
        make: Makes the bytes where that takes a while (encoding an image); called once, on the spool's thread. No
            bytes mean that it could not.
        is_finished: Whether this program made it, so that nothing is to be taken out of it or made of it.
        made_smaller: Whether to attach it made smaller, if it is a photo.
    """

    attachment_id: str
    name: str
    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)
    as_zip: bool = False
    make: Callable[[], bytes] | None = field(default=None, repr=False)
    is_finished: bool = False
    made_smaller: bool = False


@dataclass(frozen=True, slots=True)
class AddFiles:
    """Copy these into the spool for this draft. Answered per file by `AttachmentCopied` or `AttachmentRefused`."""

    draft_id: str
    sources: tuple[FileSource, ...]


@dataclass(frozen=True, slots=True)
class FetchLink:
    """Fetch what a link leads to, and attach it. Answered by `AttachmentCopied` or `AttachmentRefused`.

    Only ever sent because a human asked for this very link. A Submit waits for it as for a copy.

    Attributes:
        draft_id: The draft.
        attachment_id: Made by the window, as for `FileSource`.
        url: An http or https address. Neither a key nor a cookie is sent to it.
    """

    draft_id: str
    attachment_id: str
    url: str


@dataclass(frozen=True, slots=True)
class RemoveAttachment:
    """Take a file off a draft; a copy under way is given up."""

    draft_id: str
    attachment_id: str


@dataclass(frozen=True, slots=True)
class EditAttachment:
    """Send this picture in place of the attached one, which is kept on this computer until the ticket is created.

    Answered by `AttachmentCopied`.

    Attributes:
        draft_id: The draft.
        attachment_id: The picture that was edited; its place and id stay.
        name: With the ending that fits the bytes.
        data: The flattened picture.
        layers: The editor's marks, to go on with.
    """

    draft_id: str
    attachment_id: str
    name: str
    data: bytes = field(repr=False)
    layers: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RevertAttachment:
    """Send the original again in place of the edited picture. Answered by `AttachmentCopied`."""

    draft_id: str
    attachment_id: str


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keep what is in the form. Answered by `DraftSaved`."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class DiscardDraft:
    """Forget a draft; `UndoDiscard` brings it back until the program ends. Answered by `TicketRemoved`.

    Also takes rejected and cancelled tickets.
    """

    draft_id: str


@dataclass(frozen=True, slots=True)
class SubmitDraft:
    """Turn a draft into a ticket to send, once its copies have ended. Answered by `DraftSubmitted` or `SubmitRefused`.

    Attributes:
        draft: The form as it stands; attachments named here but still being copied are waited for.
        profile: Whose key and address to use.
        is_from_form: Whether a human wrote it in the form, and may undo this for as long as the settings say.
    """

    draft: Draft
    profile: str
    is_from_form: bool = True


@dataclass(frozen=True, slots=True)
class CancelTicket:
    """Stop sending a ticket, at once. What may have arrived becomes `unconfirmed`, the rest `cancelled`."""

    ticket: str


@dataclass(frozen=True, slots=True)
class ReopenTicket:
    """Take a ticket that LiveDesk does not have back into the form. Answered by `DraftOpened`.

    Legal for draft, queued, rejected and cancelled tickets; ignored otherwise.
    """

    ticket: str


@dataclass(frozen=True, slots=True)
class SendAgain:
    """A human's decision to send an unconfirmed, rejected, held or cancelled ticket once more."""

    ticket: str


@dataclass(frozen=True, slots=True)
class MarkArrived:
    """A human's decision that an unconfirmed ticket did arrive.

    Attributes:
        ticket: The outbox id.
        ticket_id: LiveDesk's id, or empty when it is not known.
    """

    ticket: str
    ticket_id: str = ""


@dataclass(frozen=True, slots=True)
class SendNow:
    """Try everything that waits or is held, now. Answered by `RoundEnded` when each was tried once.

    Attributes:
        request_id: Comes back with the answer; 0 where nobody asks for it.
    """

    request_id: int = 0


@dataclass(frozen=True, slots=True)
class SendWithout:
    """Send a ticket without the part that is in its way: its team, or its files. Answered like a Submit.

    Legal for a rejected ticket, and for one held as `upload_address`. Files left out stay on a linked draft.

    Attributes:
        ticket: The outbox id.
        part: What to leave out.
        and_others: Do the same with every other ticket that the same refusal stopped.
    """

    ticket: str
    part: "Part"
    and_others: bool = False


class Part(StrEnum):
    """What a ticket can be sent without."""

    TEAM = "team"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class CheckArrival:
    """Look a ticket ID up at LiveDesk, for an unconfirmed ticket. Answered by `ArrivalChecked`; changes nothing.

    Attributes:
        ticket: The outbox id.
        ticket_id: What the desk said.
    """

    ticket: str
    ticket_id: str


@dataclass(frozen=True, slots=True)
class ExportTicket:
    """Save a ticket that waits as one .zip to hand over, and hold it as `handed_over`. Answered by `TicketExported`.

    Attributes:
        ticket: The outbox id.
        path: Where the .zip goes; an existing file is replaced.
    """

    ticket: str
    path: Path


@dataclass(frozen=True, slots=True)
class UndoDiscard:
    """Bring a draft back that was discarded in this run. Answered by `DraftOpened`."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class TakePortalScreenshot:
    """Let the desktop's portal take a screenshot (Wayland). Answered by `PortalAnswered`.

    Attributes:
        request_id: Comes back with the answer.
        parent_window: Our window as the portal names it, `x11:<hex>` or `wayland:`.
    """

    request_id: int
    parent_window: str


@dataclass(frozen=True, slots=True)
class RetrievePortalFiles:
    """Ask the documents portal for the files of a drop from a sandboxed program. Answered by `PortalAnswered`.

    Attributes:
        request_id: Comes back with the answer.
        key: What the drop carried as `application/vnd.portal.filetransfer`.
    """

    request_id: int
    key: str


@dataclass(frozen=True, slots=True)
class LeaveForm:
    """The window closes in good order: nothing will have to be recovered at the next start."""


@dataclass(frozen=True, slots=True)
class NoteNetwork:
    """A hint that the network changed: what waits for it is tried at once.

    Attributes:
        is_reachable: What the system believes; False only stops nothing, as it may be wrong.
    """

    is_reachable: bool


@dataclass(frozen=True, slots=True)
class NoteSleep:
    """The system goes to sleep, or is back: no create call starts in between.

    Attributes:
        is_asleep: Whether it goes to sleep.
    """

    is_asleep: bool


@dataclass(frozen=True, slots=True)
class ListTickets:
    """Read a page of the tickets on this computer, newest first. Answered by `TicketsListed`.

    Attributes:
        request_id: Comes back with the answer, so that a stale one can be told.
        offset: Rows to skip, from 0.
        limit: Rows at most, 1 to 500.
        query: Text that title, reference or ticket ID contains; empty for all.
        submitter_id: Whose tickets; empty for everybody's.
    """

    request_id: int
    offset: int = 0
    limit: int = 100
    query: str = ""
    submitter_id: str = ""


@dataclass(frozen=True, slots=True)
class CheckCredentials:
    """Look whether a key is stored for a profile. Answered by `CredentialsChanged`; the secret never comes back."""

    profile: str


@dataclass(frozen=True, slots=True)
class SaveCredentials:
    """Store a key and its secret for a profile and address. Answered by `CredentialsChanged`.

    Attributes:
        profile: The profile's name.
        base_url: The address they belong to; only its origin is used.
        api_key: As the console shows it.
        api_secret: As the console shows it. Empty keeps the stored one.
        for_this_run_only: Keep them in memory and nowhere else.
    """

    profile: str
    base_url: str
    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)
    for_this_run_only: bool = False


@dataclass(frozen=True, slots=True)
class SaveSettings:
    """Keep these settings and use them from now on. Answered by `SettingsSaved`."""

    settings: "Settings"


TicketCommand = (
    CancelTicket | ReopenTicket | SendAgain | MarkArrived | SendNow | SendWithout | CheckArrival | ExportTicket
)

Command = (
    AddFiles
    | FetchLink
    | RemoveAttachment
    | EditAttachment
    | RevertAttachment
    | SaveDraft
    | DiscardDraft
    | SubmitDraft
    | TicketCommand
    | UndoDiscard
    | TakePortalScreenshot
    | RetrievePortalFiles
    | LeaveForm
    | NoteNetwork
    | NoteSleep
    | ListTickets
    | CheckCredentials
    | SaveCredentials
    | SaveSettings
    | FileCommand
    | PhotoCommand
    | TextCommand
    | PeopleCommand
    | TemplateCommand
)

Publish = Callable[["Event"], None]
"""How events leave the worker; called on the worker's threads, must not block."""


class Desk(Protocol):
    """The outbox as a window sees it. Both methods may be called on any thread and return at once."""

    def do(self, command: Command) -> None:
        """Hand a command over. Commands given before the worker runs are kept and done in order."""

    def spool_path(self, sha256: str) -> Path:
        """Return where the copy with this digest lies; for reading only (thumbnails, previews)."""

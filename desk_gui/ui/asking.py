"""What the main window asks of the desk, put into commands. Imported with the first of them, after the first paint."""

from pathlib import Path
from secrets import randbits

from desk_gui.outbox.desk import (
    AddFiles,
    Desk,
    DiscardDraft,
    FetchLink,
    FileSource,
    LeaveForm,
    RemoveAttachment,
    RetrievePortalFiles,
    SaveDraft,
    SendNow,
    SubmitDraft,
)
from desk_gui.outbox.draft import Draft, new_id

_REQUEST_BITS = 62
"""Others ask the portal too, for screenshots: an id that nobody else hits on tells the answers apart."""


class Asking:
    """Hands commands to the desk; answers come as events."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._retrieving: dict[int, str] = {}

    def add_files(self, draft_id: str, sources: tuple[FileSource, ...]) -> None:
        """Have files copied for a draft."""
        self._desk.do(AddFiles(draft_id, sources))

    def add_paths(self, draft_id: str, paths: tuple[Path, ...]) -> None:
        """Have files copied for a draft that is not in the form."""
        self.add_files(draft_id, tuple(FileSource(new_id(), path.name, path=path) for path in paths))

    def fetch_link(self, draft_id: str, attachment_id: str, url: str) -> None:
        """Have what a link leads to fetched for a draft."""
        self._desk.do(FetchLink(draft_id, attachment_id, url))

    def retrieve_files(self, draft_id: str, key: str) -> None:
        """Have the portal asked for dropped files of a draft; `draft_of_answer` tells which."""
        request_id = randbits(_REQUEST_BITS)
        self._retrieving[request_id] = draft_id
        self._desk.do(RetrievePortalFiles(request_id, key))

    def draft_of_answer(self, request_id: int) -> str:
        """Return the draft that the portal was asked for; "" for an answer to somebody else."""
        return self._retrieving.pop(request_id, "")

    def remove_attachment(self, draft_id: str, attachment_id: str) -> None:
        """Take a file off a draft."""
        self._desk.do(RemoveAttachment(draft_id, attachment_id))

    def save(self, draft: Draft) -> None:
        """Keep a draft."""
        self._desk.do(SaveDraft(draft))

    def discard(self, draft_id: str) -> None:
        """Discard a draft."""
        self._desk.do(DiscardDraft(draft_id))

    def submit(self, draft: Draft, profile: str) -> None:
        """Make a draft a ticket of this profile."""
        self._desk.do(SubmitDraft(draft, profile))

    def send_now(self) -> None:
        """Try everything that waits."""
        self._desk.do(SendNow())

    def leave_form(self) -> None:
        """Say that nobody is at the form any more."""
        self._desk.do(LeaveForm())

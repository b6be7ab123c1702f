"""What the main window asks of the desk, put into commands. Imported with the first of them, after the first paint."""

from desk_gui.outbox.desk import (
    AddFiles,
    Desk,
    DiscardDraft,
    FileSource,
    LeaveForm,
    RemoveAttachment,
    SaveDraft,
    SendNow,
    SubmitDraft,
)
from desk_gui.outbox.draft import Draft


class Asking:
    """Hands commands to the desk; answers come as events."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add_files(self, draft_id: str, sources: tuple[FileSource, ...]) -> None:
        """Have files copied for a draft."""
        self._desk.do(AddFiles(draft_id, sources))

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

"""What is in the form, kept: autosave, opening, beginning another, discarding, and handing over on Submit."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QObject, QTimer, Signal, Slot

from desk_gui.outbox.draft import Draft, Field, Problem, problems
from desk_gui.system.settings import Settings
from desk_gui.ui.panes import Panes
from desk_gui.ui.text import fill

if TYPE_CHECKING:
    from desk_gui.outbox.desk import Desk
    from desk_gui.outbox.events import DraftSaved, DraftSubmitted, SubmitRefused
    from desk_gui.ui.asking import Asking

_AUTOSAVE_DELAY_MS = 800


class DraftKeeper(QObject):
    """Sees to it that nothing that is in the form gets lost. Lives on the GUI thread; the window owns it.

    Signals:
        discarded: Outbox id of a draft that can still be brought back.

    Attributes:
        settings: In use now.
        submitting: Outbox id of the draft whose Submit is under way, or "".
        editing: Whether a picture is being edited, for which Submit waits.
    """

    discarded = Signal(str)

    def __init__(self, desk: "Desk", panes: Panes, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self.settings = settings
        self.submitting = ""
        self.editing = False
        self._desk = desk
        self._panes = panes
        self._form, self._footer, self._tickets = panes.form, panes.footer, panes.tickets
        self._submits_after_editing = False
        self._saved_draft = Draft(draft_id="")
        self._asking: Asking | None = None
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(_AUTOSAVE_DELAY_MS)
        self._autosave.timeout.connect(self.save)
        self._form.draft_changed.connect(self._on_form_draft_changed)
        self._footer.new_asked.connect(self.begin_another)
        self._footer.discard_asked.connect(self.discard)

    @property
    def ask(self) -> "Asking":
        """What puts wishes into commands; made when first used."""
        if self._asking is None:
            from desk_gui.ui.asking import Asking  # noqa: PLC0415 - it imports every command; a paint needs none

            self._asking = Asking(self._desk)
        return self._asking

    @Slot()
    def submit(self) -> None:
        """Submit what is in the form, or show what must be fixed first. Does nothing while a Submit is under way."""
        if self.submitting:
            return
        if self.editing:
            self._submits_after_editing = True
            return
        self._panes.show_form()
        draft = self._form.draft()
        found = (*problems(draft), *self._form.problems(draft))
        self._form.show_problems(found)
        self._footer.show_problems(found, {problem.field: self._form.label_of(problem.field) for problem in found})
        if found:
            self._focus(found[0])
            return
        self._autosave.stop()
        profile = self.settings.active
        if profile.people:
            # Whoever is filing now files it, whoever began the draft.
            draft = replace(draft, submitter_id=profile.submitter_id)
        self.submitting = draft.draft_id
        self._footer.show_saved(self.tr("Saving…"))
        self.ask.submit(draft, self.settings.active_profile)

    def end_editing(self) -> None:
        """Let Submit go on; the edited picture is handed over already."""
        self.editing = False
        if self._submits_after_editing:
            self._submits_after_editing = False
            self.submit()

    def take_submitted(self, event: "DraftSubmitted") -> None:
        """Free the form: the ticket is safe."""
        if event.row.ticket == self._form.draft_id:
            self.begin_new()
        self.submitting = ""

    def take_refused(self, event: "SubmitRefused") -> None:
        """Show what must be fixed; the draft is still in the form."""
        self.submitting = ""
        self._footer.show_saved("")
        labels = {problem.field: self._form.label_of(problem.field) for problem in event.problems}
        self._form.show_problems(event.problems)
        self._footer.show_problems(event.problems, labels)
        if event.problems:
            self._focus(event.problems[0])
        elif event.refused_files:
            self._form.focus_field(Field.ATTACHMENTS)

    def _focus(self, problem: Problem) -> None:
        if problem.key:
            self._form.focus_custom_field(problem.key)
        else:
            self._form.focus_field(problem.field)

    def begin_new(self) -> None:
        """Empty the form for the next ticket."""
        profile = self.settings.active
        self._form.show_new_draft(requester_id=profile.default_requester_id, submitter_id=profile.submitter_id)
        self._footer.show_problems((), {})
        self._footer.show_saved("")
        self._autosave.stop()
        self._saved_draft = self._form.draft()
        self._tickets.hide_draft(self._form.draft_id)
        self._form.title.setFocus()

    def open(self, draft: Draft, *, is_saved: bool) -> None:
        """Put another draft into the form; what is there is kept first.

        Args:
            draft: To show.
            is_saved: Whether the outbox has it already.
        """
        self.save(is_left=True)
        self._form.show_draft(draft)
        self._autosave.stop()
        self._saved_draft = draft if is_saved else Draft(draft_id="")
        if not is_saved:
            self._autosave.start()
        self._tickets.hide_draft(draft.draft_id)
        self._footer.show_problems((), {})
        self._footer.show_saved("")
        self._panes.show_form()
        self._form.title.setFocus()

    @Slot()
    def save(self, *, is_left: bool = False) -> None:
        """Keep what is in the form, if it is worth keeping and not kept already; one that is left joins the list."""
        self._autosave.stop()
        draft = self._form.draft()
        if self.submitting == draft.draft_id or (draft == self._saved_draft and not is_left):
            return
        if not draft.is_blank:
            self.ask.save(draft)
        elif not self._saved_draft.is_blank and self._saved_draft.draft_id == draft.draft_id:
            # Saved empty, not discarded: whoever goes on in this form finds it kept. An empty draft is in no list.
            self.ask.save(draft)
        self._saved_draft = draft
        self._tickets.hide_draft(draft.draft_id)

    @Slot()
    def begin_another(self) -> None:
        """Keep what is in the form, and begin another ticket."""
        self.save(is_left=True)
        self.begin_new()

    @Slot()
    def discard(self) -> None:
        """Discard what is in the form; it can be brought back."""
        draft = self._form.draft()
        if draft.is_blank or self.submitting == draft.draft_id:
            return
        # Kept once more first: what was typed in the last second comes back as well.
        self.ask.save(draft)
        self.ask.discard(draft.draft_id)
        self.begin_new()
        self.discarded.emit(draft.draft_id)

    def take_saved(self, event: "DraftSaved") -> None:
        """Say that the draft is on disk, and since when."""
        if event.draft_id == self._form.draft_id and self._saved_draft.is_blank:
            self._footer.show_saved("")
        elif event.draft_id == self._form.draft_id and not self.submitting:
            # Imported when there is something to say: the window paints before that.
            from desk_gui.ui.words import local_time, time_text  # noqa: PLC0415 - see above

            when = time_text(local_time(event.saved_at.timestamp()), QDateTime.currentDateTime())
            self._footer.show_saved(fill(self.tr("Draft saved %1"), when))

    @Slot()
    def _on_form_draft_changed(self) -> None:
        self._autosave.start()
        self._footer.show_discard(is_possible=not self._form.draft().is_blank)

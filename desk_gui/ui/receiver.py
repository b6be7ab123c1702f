"""Shows in the window what comes back from the desk, and carries out what a ticket's row asks for."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from desk_gui.outbox import events as ev
from desk_gui.outbox.desk import (
    CancelTicket,
    CheckCredentials,
    DiscardDraft,
    ListTickets,
    MarkArrived,
    ReopenTicket,
    SaveCredentials,
    SaveSettings,
    SendAgain,
    SendNow,
)
from desk_gui.system.settings import Settings
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.setup.settings_dialog import SettingsDialog
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import Theme
from desk_gui.ui.tickets.row_buttons import Action
from desk_gui.ui.words import explained, field_named_in, state_sentence

_PAGE = 100


class Receiver(QObject):
    """Stands between the desk's events and the window. Lives on the GUI thread; the window owns it."""

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self.dialog: SettingsDialog | None = None
        self._request = 0
        self._last_ticket = ""
        self._strip_opens_settings = False
        window.settings_asked.connect(self.open_settings)
        window.tickets.page_asked.connect(self._on_tickets_page_asked)
        window.tickets.action_asked.connect(self._on_tickets_action_asked)
        window.strip.action_asked.connect(self._on_strip_action_asked)

    @Slot(object)
    def receive(self, event: object) -> None:
        """Show one event of the desk."""
        match event:
            case ev.TicketChanged(row):
                self._window.tickets.show_ticket(row)
                self._follow(row)
            case ev.UploadProgressed():
                self._window.tickets.show_progress(event)
            case ev.AttachmentCopied():
                self._window.attachment_copied(event)
            case ev.AttachmentRefused():
                self._window.attachment_refused(event)
            case ev.DraftSaved():
                self._take_saved(event)
            case ev.ConnectionSeen():
                self._window.header.show_connection(event)
            case ev.QueueCounted():
                self._show_queue(event)
            case ev.TicketsListed() if event.request_id == self._request:
                self._window.tickets.show_page(event)
            case ev.TicketRemoved(ticket):
                self._window.tickets.remove_ticket(ticket)
            case _:
                self._receive_rarer(event)

    def _receive_rarer(self, event: object) -> None:
        match event:
            case ev.DraftSubmitted(row):
                self._last_ticket = row.ticket
                self._window.submitted(event)
                self._window.tickets.show_ticket(row)
                self._follow(row)
            case ev.SubmitRefused():
                self._window.submit_refused(event)
            case ev.DraftOpened():
                self._open_draft(event)
            case ev.WorkerReady():
                self._begin(event)
            case ev.CredentialsChanged():
                self._show_credentials(event)
            case ev.KeyNeeded():
                self._ask_for_key(event)
            case ev.SettingsSaved(settings):
                self._use_settings(settings)
            case ev.StorageFailed(words):
                self._window.submitting = ""
                self._window.strip.say(words, tone="warn")

    def _begin(self, event: ev.WorkerReady) -> None:
        self._use_settings(event.settings)
        self._ask_first_page()
        if not self._window.is_practice:
            self._window.desk.do(CheckCredentials(event.settings.active_profile))
        if event.notices:
            self._window.strip.say(" ".join(event.notices), tone="warn")

    def _use_settings(self, settings: Settings) -> None:
        if settings.appearance != self._window.settings.appearance:
            self._theme.set_appearance(settings.appearance)
        self._window.use_settings(settings)

    def _ask_page(self, offset: int, query: str) -> None:
        self._request += 1
        self._window.desk.do(ListTickets(self._request, offset, _PAGE, query))

    def _take_saved(self, event: ev.DraftSaved) -> None:
        self._window.draft_saved(event)
        if event.draft_id != self._window.form.draft_id:
            self._ask_first_page()

    def _ask_first_page(self) -> None:
        self._ask_page(0, self._window.tickets.search.text().strip())

    def _show_queue(self, event: ev.QueueCounted) -> None:
        self._window.header.show_queue(event)
        text = self._window.tr("Tickets")
        if event.needs_you:
            text = fill(self._window.tr("Tickets · %1 need you"), str(event.needs_you))
        self._window.tabs.setTabText(1, text)

    def _follow(self, row: ev.TicketRow) -> None:
        """Tell in the strip what became of the ticket that was submitted last."""
        if row.ticket != self._last_ticket:
            return
        say = self._window.strip.say
        self._strip_opens_settings = False
        match row.state:
            case ev.State.CREATED if row.ticket_id:
                say(self._window.tr("Filed"), ticket_id=row.ticket_id, tail=self._with_files(row.file_count))
            case ev.State.CREATED:
                say(self._window.tr("Filed. LiveDesk gave no ID; ask the desk for it."), tail=row.reference)
            case ev.State.REJECTED | ev.State.UNCONFIRMED:
                lead = {
                    ev.State.REJECTED: self._window.tr("Not filed."),
                    ev.State.UNCONFIRMED: self._window.tr("Not sure it arrived."),
                }[row.state]
                say(lead, tail=state_sentence(row), tone="warn")
            case ev.State.QUEUED if row.hold is not ev.Hold.NONE:
                saved = self._window.tr("%1 %2 and its files are saved on this laptop.")
                title, next_step = explained(row.trouble)
                text = fill(saved, f"{title}." if title else "", row.reference).strip()
                say(f"{text} {next_step}", tone="warn")
            case ev.State.QUEUED | ev.State.UPLOADING | ev.State.CREATING:
                text = self._window.tr("Saved on this laptop as %1, being sent. Carry on.")
                say(fill(text, row.reference), tone="plain")
            case ev.State.CANCELLED | ev.State.DRAFT:
                self._window.strip.hide()

    def _with_files(self, count: int) -> str:
        if count == 0:
            return ""
        if count == 1:
            return self._window.tr("with 1 file")
        return fill(self._window.tr("with %1 files"), str(count))

    def _open_draft(self, event: ev.DraftOpened) -> None:
        self._window.open_draft(event.draft, is_saved=True)
        # The draft that made room is in the list now.
        self._ask_first_page()
        self._window.strip.hide()
        words = plain(event.words)
        if not event.trouble:
            return
        title, next_step = explained(event.trouble)
        field = field_named_in(words) if words else None
        if field is not None:
            self._window.form.show_refusal(field, fill(self._window.tr("LiveDesk: %1"), words))
            self._window.form.focus_field(field)
        else:
            self._window.strip.say(f"{title}.", tail=words or next_step, tone="warn")

    def _show_credentials(self, event: ev.CredentialsChanged) -> None:
        if self.dialog is not None:
            self.dialog.show_credentials(event)
        if event.profile != self._window.settings.active_profile:
            return
        is_kept = event.state in (ev.CredentialState.STORED, ev.CredentialState.THIS_RUN_ONLY)
        if is_kept and self._strip_opens_settings:
            self._window.strip.hide()
            self._strip_opens_settings = False
        elif event.state is ev.CredentialState.MISSING and self._window.strip.isHidden():
            self._say_settings(self._window.tr("Welcome. Enter your API key once, and tickets go out by themselves."))

    def _ask_for_key(self, event: ev.KeyNeeded) -> None:
        refused = self._window.tr("LiveDesk refused the key; it may have been changed.")
        missing = self._window.tr("No API key is stored yet.")
        waiting = self._window.tr("1 ticket is saved. Enter the key and it goes by itself.")
        if event.waiting > 1:
            text = self._window.tr("%1 tickets are saved. Enter the key and they go by themselves.")
            waiting = fill(text, str(event.waiting))
        self._say_settings(f"{refused if event.was_refused else missing} {waiting}", tone="warn")

    def _say_settings(self, words: str, tone: str = "plain") -> None:
        self._window.strip.say("", tail=words, tone=tone, action=self._window.tr("Enter key"))
        self._strip_opens_settings = True

    @Slot(str)
    def tell_crash(self, name: str) -> None:
        """Say that something went wrong inside the program."""
        text = self._window.tr("Something went wrong inside the program (%1). Your draft is saved; start it again.")
        self._window.save_draft()
        self._window.strip.say(fill(text, name), tone="warn")

    @Slot()
    def open_settings(self) -> None:
        """Open the settings, once."""
        if self.dialog is not None:
            return
        dialog = SettingsDialog(self._window.settings, is_practice=self._window.is_practice, parent=self._window)
        dialog.settings_chosen.connect(self._on_dialog_settings_chosen)
        dialog.credentials_chosen.connect(self._on_dialog_credentials_chosen)
        dialog.finished.connect(self._on_dialog_finished)
        self.dialog = dialog
        dialog.open()
        if not self._window.is_practice:
            self._window.desk.do(CheckCredentials(self._window.settings.active_profile))

    @Slot(object)
    def _on_dialog_settings_chosen(self, settings: object) -> None:
        if isinstance(settings, Settings):
            self._window.desk.do(SaveSettings(settings))

    @Slot(object)
    def _on_dialog_credentials_chosen(self, command: object) -> None:
        if isinstance(command, SaveCredentials):
            self._window.desk.do(command)

    @Slot(int)
    def _on_dialog_finished(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    @Slot()
    def _on_strip_action_asked(self) -> None:
        self.open_settings()

    @Slot(int, str)
    def _on_tickets_page_asked(self, offset: int, query: str) -> None:
        self._ask_page(offset, query)

    @Slot(str, object)
    def _on_tickets_action_asked(self, ticket: str, action: object) -> None:
        row = self._window.tickets.row_of(ticket)
        if row is None:
            return
        match action:
            case Action.COPY_ID:
                QGuiApplication.clipboard().setText(row.ticket_id)
            case Action.COPY_QUESTION:
                QGuiApplication.clipboard().setText(self._question(row))
            case Action.ARRIVED:
                self._ask_arrived_id(row)
            case Action.ENTER_KEY:
                self.open_settings()
            case _:
                self._command(ticket, action)

    def _command(self, ticket: str, action: object) -> None:
        desk = self._window.desk
        match action:
            case Action.CANCEL:
                desk.do(CancelTicket(ticket))
            case Action.REOPEN:
                self._window.save_draft()
                desk.do(ReopenTicket(ticket))
            case Action.DISCARD:
                desk.do(DiscardDraft(ticket))
            case Action.SEND_NOW:
                desk.do(SendNow())
            case Action.SEND_AGAIN:
                desk.do(SendAgain(ticket))

    def _question(self, row: ev.TicketRow) -> str:
        text = self._window.tr("Did a ticket with reference %1, “%2”, reach you? What is its ID?")
        return fill(text, row.reference, plain(row.title, 120))

    def _ask_arrived_id(self, row: ev.TicketRow) -> None:
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self._window.tr("It arrived"))
        dialog.setLabelText(self._window.tr("The ticket's ID, if the desk told you; leave it empty otherwise."))
        dialog.setOkButtonText(self._window.tr("It arrived"))
        dialog.textValueSelected.connect(_Arrived(dialog, self._window.desk.do, row.ticket).accept)
        dialog.open()


class _Arrived(QObject):
    """Remembers which ticket an ID is asked for. The dialog owns it."""

    def __init__(self, dialog: QInputDialog, do: Callable[[MarkArrived], None], ticket: str) -> None:
        super().__init__(dialog)
        self._do = do
        self._ticket = ticket

    @Slot(str)
    def accept(self, ticket_id: str) -> None:
        """Tell the desk."""
        self._do(MarkArrived(self._ticket, ticket_id.strip()))

"""Says in the strip above the form what became of the last ticket, and what has to be done first."""

from datetime import datetime

from PySide6.QtCore import QDateTime, QObject, Slot

from desk_gui.outbox.desk import ReopenTicket, UndoDiscard
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import CredentialsChanged, CredentialState, KeyNeeded, KeyringAsked
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.setup.settings_flow import SettingsFlow
from desk_gui.ui.strip import StripAction
from desk_gui.ui.text import fill, plain
from desk_gui.ui.words import explained, full_stop, joined, local_time, state_sentence, time_text


class Teller(QObject):
    """Follows the ticket that was submitted last. Lives on the GUI thread; the window owns it."""

    def __init__(self, window: MainWindow, settings_flow: SettingsFlow) -> None:
        super().__init__(window)
        self._window = window
        self._settings_flow = settings_flow
        self._followed = ""
        self._discarded = ""
        window.strip.action_asked.connect(self._on_strip_action_asked)
        window.draft_discarded.connect(self._on_window_draft_discarded)

    def begin_to_follow(self, row: TicketRow) -> None:
        """Tell what becomes of this ticket from now on."""
        self._followed = row.ticket
        self.follow(row)

    def follow(self, row: TicketRow) -> None:
        """Tell where the followed ticket stands now."""
        if row.ticket != self._followed:
            return
        say = self._window.strip.say
        match row.state:
            case State.CREATED if row.ticket_id:
                say(self.tr("Filed"), ticket_id=row.ticket_id, tail=self._with_files(row.file_count))
            case State.CREATED:
                say(self.tr("Filed. LiveDesk gave no ID; ask the desk for it."), tail=row.reference)
            case State.REJECTED:
                say(self.tr("Not filed."), tail=state_sentence(row), tone="warn")
            case State.UNCONFIRMED:
                say(self.tr("Not sure it arrived."), tail=state_sentence(row), tone="warn")
            case State.QUEUED if row.hold is Hold.UNDO:
                text = fill(self.tr("Saved on this laptop as %1. It goes in a moment."), row.reference)
                say(text, tone="plain", actions=[(StripAction.UNDO_SUBMIT, self.tr("Undo"))])
            case State.QUEUED if row.hold is not Hold.NONE:
                self._tell_held(row)
            case State.QUEUED | State.UPLOADING | State.CREATING:
                text = self.tr("Saved on this laptop as %1, being sent. Carry on.")
                say(fill(text, row.reference), tone="plain")
            case State.CANCELLED | State.DRAFT:
                self._window.strip.hide()

    def _tell_held(self, row: TicketRow) -> None:
        saved = self.tr("%1 %2 and its files are saved on this laptop.")
        title, next_step = explained(row.trouble)
        text = fill(saved, full_stop(title), row.reference).strip()
        self._window.strip.say(joined(text, next_step), tone="warn")

    def _with_files(self, count: int) -> str:
        if count == 0:
            return ""
        return self.tr("with %n files", "", count)

    def tell_trouble(self, trouble: str, words: str) -> None:
        """Say why a ticket came back into the form, where no field can."""
        title, next_step = explained(trouble)
        self._window.strip.say(joined(full_stop(title), words or next_step), tone="warn")

    def tell_keyring(self, event: KeyringAsked) -> None:
        """Say that the keyring waits for somebody to unlock it, until somebody has."""
        words = self.tr("Your keyring asks to be unlocked. Tickets that need the key wait for that.")
        if event.is_waiting:
            self._window.strip.say(words, tone="warn")
        else:
            self._window.strip.withdraw(words)

    def tell_credentials(self, event: CredentialsChanged) -> None:
        """Take the request for a key back once there is one; ask for the first one."""
        if event.profile != self._window.settings.active_profile:
            return
        self._window.header.show_key(event.state)
        is_kept = event.state in (CredentialState.STORED, CredentialState.THIS_RUN_ONLY)
        if is_kept and StripAction.OPEN_SETTINGS in self._window.strip.offers:
            self._window.strip.end_offer()
        elif not is_kept and self._window.strip.isHidden():
            self._offer_settings(self._why_no_key(event.state))

    def _why_no_key(self, state: CredentialState) -> str:
        match state:
            case CredentialState.LOCKED:
                return self.tr("This computer's keyring is locked. Unlock it, or enter the key for this run.")
            case CredentialState.NO_KEYRING:
                return self.tr("No keyring is running on this computer. Enter your API key for this run.")
            case CredentialState.KEYRING_FAILED:
                return self.tr("This computer's keyring did not answer. Enter your API key for this run.")
        return self.tr("Welcome. Enter your API key once, and tickets go out by themselves.")

    def ask_for_key(self, event: KeyNeeded) -> None:
        """Say that tickets wait for a key."""
        refused = self.tr("LiveDesk refused the key; it may have been changed.")
        missing = self.tr("No API key is stored yet.")
        waiting = self.tr("%n tickets are saved. Enter the key and they go by themselves.", "", max(1, event.waiting))
        self._offer_settings(joined(refused if event.was_refused else missing, waiting), tone="warn")

    def _offer_settings(self, words: str, tone: str = "plain") -> None:
        actions = [(StripAction.OPEN_SETTINGS, self.tr("Enter key"))]
        self._window.strip.say(words, tone=tone, actions=actions)

    def tell_recovered(self, draft: Draft, saved_at: datetime | None) -> None:
        """Say what was in the form when the program ended unexpectedly; it is there again."""
        when = ""
        if saved_at is not None:
            when = time_text(local_time(saved_at.timestamp()), QDateTime.currentDateTime())
        title = plain(draft.title, 60)
        if title:
            text = fill(self.tr("Recovered from %1: “%2”"), when, title)
        else:
            text = fill(self.tr("Recovered from %1: a draft that has no title yet"), when)
        files = self._with_files(len(draft.attachments))
        self._window.strip.say(
            full_stop(joined(text, files)),
            tone="plain",
            actions=[
                (StripAction.KEEP_RECOVERED, self.tr("Keep")),
                (StripAction.DISCARD_RECOVERED, self.tr("Discard")),
            ],
        )

    def tell_crash(self) -> None:
        """Say that something went wrong inside the program."""
        self._window.save_draft()
        text = self.tr("Something went wrong inside the program. Your draft is saved; start the program again.")
        self._window.strip.say(text, tone="warn")

    @Slot(str)
    def _on_window_draft_discarded(self, draft_id: str) -> None:
        self._discarded = draft_id
        actions = [(StripAction.UNDO_DISCARD, self.tr("Undo"))]
        self._window.strip.say(self.tr("Draft discarded."), tone="plain", actions=actions)

    @Slot(object)
    def _on_strip_action_asked(self, action: object) -> None:
        desk = self._window.desk
        match action:
            case StripAction.OPEN_SETTINGS:
                self._settings_flow.open()
            case StripAction.UNDO_SUBMIT:
                self._window.save_draft()
                desk.do(ReopenTicket(self._followed))
            case StripAction.UNDO_DISCARD:
                self._window.save_draft()
                desk.do(UndoDiscard(self._discarded))
            case StripAction.KEEP_RECOVERED:
                self._window.strip.end_offer()
            case StripAction.DISCARD_RECOVERED:
                self._window.discard_draft()

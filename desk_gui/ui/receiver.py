"""Shows in the window what comes back from the desk."""

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from desk_gui.outbox import events as ev
from desk_gui.outbox.desk import CheckCredentials, ListTickets
from desk_gui.outbox.desk_photos import PhotosMeasured, PhotosShrunk
from desk_gui.system.settings import Settings
from desk_gui.ui.attachment_flow import AttachmentFlow
from desk_gui.ui.filing_flow import FilingFlow
from desk_gui.ui.form.description_flow import DescriptionFlow
from desk_gui.ui.form.file_text_flow import FileTextFlow
from desk_gui.ui.form.people_flow import PeopleFlow
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.photos_flow import PhotosFlow
from desk_gui.ui.picture_flow import PictureFlow
from desk_gui.ui.reach import Reach
from desk_gui.ui.setup.settings_flow import SettingsFlow
from desk_gui.ui.teller import Teller
from desk_gui.ui.templates.flow import TemplateFlow
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import Theme
from desk_gui.ui.tickets.actions import TicketActions
from desk_gui.ui.touch_flow import TouchFlow
from desk_gui.ui.window_menu import WindowMenu
from desk_gui.ui.words import field_named_in, translated

_PAGE = 100


class Receiver(QObject):
    """Stands between the desk's events and the window. Lives on the GUI thread; the window owns it.

    Attributes:
        settings_flow: Opens Settings and passes on what is chosen there.
        pictures: Captures and edits pictures.
        photos: Makes photos smaller.
        files: Hands on what is asked about attached files.
        description: Tools and preview of the description.
        texts: Puts the text of attached files into the description.
        people: Requester, completion, similar tickets.
        templates: Templates, and the custom fields that the profile wants.
        teller: Says in the strip what became of things.
    """

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._request = 0
        self.settings_flow = SettingsFlow(window)
        self.pictures = PictureFlow(window, theme)
        self.photos = PhotosFlow(window)
        self.files = AttachmentFlow(window)
        self.description = DescriptionFlow(window, theme, lambda address: QDesktopServices.openUrl(QUrl(address)))
        self.texts = FileTextFlow(window)
        self.people = PeopleFlow(window)
        self.teller = Teller(window, self.settings_flow)
        self._menu = WindowMenu(window)
        self._reach = Reach(window)
        self._filing = FilingFlow(window)
        self._touch = TouchFlow(window)
        self.templates = TemplateFlow(window)
        self._actions = TicketActions(window, self.settings_flow)
        window.tickets.page_asked.connect(self._on_tickets_page_asked)

    @Slot(object)
    def receive(self, event: object) -> None:
        """Show one event of the desk."""
        self.settings_flow.receive(event)
        self._filing.receive(event)
        self.templates.receive(event)
        self.files.receive(event)
        self.texts.receive(event)
        self.people.receive(event)
        match event:
            case ev.TicketChanged(row):
                self._window.tickets.show_ticket(row)
                self.teller.follow(row)
            case ev.UploadProgressed():
                self._window.tickets.show_progress(event)
            case ev.AttachmentCopied() | ev.AttachmentRefused() | ev.PortalAnswered():
                self._take_file(event)
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
                self._window.submitted(event)
                self._window.tickets.show_ticket(row)
                self.teller.begin_to_follow(row)
            case ev.SubmitRefused():
                self._window.submit_refused(event)
            case ev.DraftOpened():
                self._open_draft(event)
            case ev.WorkerReady():
                self._begin(event)
            case ev.CredentialsChanged() | ev.KeyringAsked() | ev.KeyNeeded():
                self._tell_of_keys(event)
            case ev.SettingsSaved(settings):
                self._use_settings(settings)
            case PhotosMeasured() | PhotosShrunk():
                self.photos.receive(event)
            case ev.ArrivalChecked() | ev.TicketExported():
                self._actions.take_answer(event)
            case ev.StorageWarned() | ev.StorageFailed():
                self._tell_storage(event)

    def _take_file(self, event: ev.AttachmentCopied | ev.AttachmentRefused | ev.PortalAnswered) -> None:
        match event:
            case ev.AttachmentCopied():
                self._window.attachment_copied(event)
                self.pictures.receive(event)
                self.photos.receive(event)
            case ev.AttachmentRefused():
                self._window.attachment_refused(event)
                self.photos.receive(event)
            case ev.PortalAnswered():
                self._window.portal_answered(event)
                self.pictures.receive(event)

    def _tell_of_keys(self, event: ev.CredentialsChanged | ev.KeyringAsked | ev.KeyNeeded) -> None:
        match event:
            case ev.CredentialsChanged():
                self.settings_flow.show_credentials(event)
                self.teller.tell_credentials(event)
            case ev.KeyringAsked():
                self.teller.tell_keyring(event)
            case ev.KeyNeeded():
                self.teller.ask_for_key(event)

    def _tell_storage(self, event: ev.StorageWarned | ev.StorageFailed) -> None:
        if isinstance(event, ev.StorageWarned):
            self._window.strip.add(translated(event.words))
            return
        self._window.submitting = ""
        self._window.strip.say(translated(event.words), tone="warn")

    def _begin(self, event: ev.WorkerReady) -> None:
        self._use_settings(event.settings)
        self._ask_first_page()
        if not self._window.is_practice:
            self._window.desk.do(CheckCredentials(event.settings.active_profile))
        if event.notices:
            self._window.strip.add(" ".join(map(translated, event.notices)))
        elif event.recovered is not None and self._window.form.draft().is_blank:
            self._window.open_draft(event.recovered, is_saved=True)
            self.photos.look_soon()
            self.teller.tell_recovered(event.recovered, event.recovered_at)

    def _use_settings(self, settings: Settings) -> None:
        if settings.appearance != self._window.settings.appearance:
            self._theme.set_appearance(settings.appearance)
        self._theme.set_large(is_large=settings.large_controls)
        self._window.use_settings(settings)

    def _take_saved(self, event: ev.DraftSaved) -> None:
        self._window.draft_saved(event)
        if event.draft_id != self._window.form.draft_id:
            self._ask_first_page()

    def _ask_first_page(self) -> None:
        self._ask_page(0, self._window.tickets.search.text().strip())

    def _ask_page(self, offset: int, query: str) -> None:
        self._request += 1
        whose = self._window.tickets.only_submitter
        self._window.desk.do(ListTickets(self._request, offset, _PAGE, query, whose))

    def _show_queue(self, event: ev.QueueCounted) -> None:
        self._window.header.show_queue(event)
        text = self.tr("Tickets")
        if event.needs_you:
            text = fill(self.tr("Tickets · %1 need you"), str(event.needs_you))
        self._window.tabs.setTabText(1, text)

    def _open_draft(self, event: ev.DraftOpened) -> None:
        self._window.open_draft(event.draft, is_saved=True)
        self.photos.look_soon()
        # The draft that made room is in the list now.
        self._ask_first_page()
        self._window.strip.hide()
        words = plain(event.words)
        field = field_named_in(words) if words else None
        if field is not None and event.trouble:
            self._window.form.show_refusal(field, fill(self.tr("LiveDesk: %1"), words))
            self._window.form.focus_field(field)
        elif event.trouble:
            self.teller.tell_trouble(event.trouble, words)

    @Slot(str)
    def tell_crash(self, _name: str) -> None:
        """Say that something went wrong inside the program."""
        self.teller.tell_crash()

    @Slot(int, str)
    def _on_tickets_page_asked(self, offset: int, query: str) -> None:
        self._ask_page(offset, query)

"""The main window: the form on the left, the tickets on the right, one primary button below."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QPoint, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QMainWindow

from desk_gui.outbox.draft import Draft, Field
from desk_gui.system.settings import Settings
from desk_gui.ui.attachments.tray import AttachmentTray
from desk_gui.ui.draft_keeper import DraftKeeper
from desk_gui.ui.panes import Panes
from desk_gui.ui.theme import Theme
from desk_gui.ui.tickets.panel import TicketPanel
from desk_gui.ui.window_actions import WindowActions

if TYPE_CHECKING:
    from desk_gui.outbox.desk import Desk
    from desk_gui.outbox.events import (
        AttachmentCopied,
        AttachmentRefused,
        DraftSaved,
        DraftSubmitted,
        PortalAnswered,
        SubmitRefused,
    )
    from desk_gui.ui.attachments.reader import Reading
    from desk_gui.ui.overlay import DropOverlay


class MainWindow(QMainWindow):
    """Shows one draft and the tickets, and hands what the technician does to the desk.

    What comes back from the desk is shown by `desk_gui.ui.receiver`; what is in the form is kept by its `keeper`.

    Signals:
        settings_asked: Settings should open.
        closing: The window should close; the draft is saved already. Whoever listens hides it.
        reopened: The window is back after all.
        background_asked: The window should close and the program end once nothing waits; `closing` follows.
        quitting: The program should end at once, tickets on their way or not; `closing` follows.
        draft_discarded: Outbox id of a draft that can still be brought back.
        files_dropped: Where in the window, and the attachments that came of it.
    """

    settings_asked = Signal()
    closing = Signal()
    reopened = Signal()
    background_asked = Signal()
    quitting = Signal()
    draft_discarded = Signal(str)
    files_dropped = Signal(QPoint, object)

    def __init__(self, desk: "Desk", theme: Theme, settings: Settings, *, is_practice: bool) -> None:
        """Build the window without showing it.

        Args:
            desk: Takes the commands; outlives the window.
            theme: Colours.
            settings: In use at first.
            is_practice: Whether tickets go to the practice LiveDesk.
        """
        super().__init__()
        self.desk = desk
        self.is_practice = is_practice
        self.settings = settings
        self.setAcceptDrops(True)
        self.setWindowTitle(self.tr("Desk GUI · practice") if is_practice else "Desk GUI")
        self._build(theme)
        self.keeper = DraftKeeper(desk, self.panes, settings, self)
        self.window_actions = WindowActions(self)
        self._connect()
        self._connect_actions()
        self.use_settings(settings)
        self.resize(1180, 720)
        self.setMinimumSize(480, 420)
        self.form.title.setFocus()

    def _build(self, theme: Theme) -> None:
        self.tray = AttachmentTray(theme, self.desk.spool_path)
        self.tickets = TicketPanel(theme, is_practice=self.is_practice)
        self.panes = Panes(self.tray, self.tickets, is_practice=self.is_practice)
        self.header, self.strip, self.form = self.panes.header, self.panes.strip, self.panes.form
        self.footer, self.tabs = self.panes.footer, self.panes.tabs
        self.overlay: DropOverlay | None = None
        self.setCentralWidget(self.panes)

    def _connect(self) -> None:
        self.keeper.discarded.connect(self.draft_discarded)
        self.tray.sources_added.connect(self._on_tray_sources_added)
        self.tray.removed.connect(self._on_tray_removed)
        self.tray.paste_asked.connect(self.paste)
        self.tray.text_dropped.connect(self._on_tray_text_dropped)
        self.tray.link_chosen.connect(self._on_tray_link_chosen)
        self.tray.portal_key_found.connect(self._on_tray_portal_key_found)
        self.header.send_now_asked.connect(self.send_now)
        self.header.settings_asked.connect(self.settings_asked)
        self.footer.submit_asked.connect(self.submit)
        self.footer.field_asked.connect(self._on_footer_field_asked)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self._on_app_commit_data_request)

    def _connect_actions(self) -> None:
        self.window_actions.submit.triggered.connect(self.submit)
        self.window_actions.add_files.triggered.connect(self.tray.pick_files)
        self.window_actions.capture.triggered.connect(self.tray.capture_asked)
        self.window_actions.recent.triggered.connect(self.tray.recent.click)
        self.window_actions.copy_id.triggered.connect(self.strip.copy_shown_id)
        self.window_actions.take_offer.triggered.connect(self.strip.take_offer)
        self.window_actions.begin_another.triggered.connect(self.begin_another)
        self.window_actions.search.triggered.connect(self.panes.show_search)
        self.window_actions.send_now.triggered.connect(self.send_now)
        self.window_actions.settings.triggered.connect(self.settings_asked)
        self.window_actions.quit.triggered.connect(self.ask_quit)
        self.window_actions.discard.triggered.connect(self.discard_draft)
        self.window_actions.more_fields.triggered.connect(self.form.fold.toggle)
        self.window_actions.to_form.triggered.connect(self._on_to_form_triggered)
        self.window_actions.to_tickets.triggered.connect(self.panes.show_tickets)

    def use_settings(self, settings: Settings) -> None:
        """Use these settings from now on."""
        self.settings = settings
        self.keeper.settings = settings
        self.header.show_settings(settings, is_practice=self.is_practice)
        profile = settings.active
        self.tickets.show_submitter(profile.submitter_id if len(profile.people) > 1 else "")
        self.form.take_defaults(requester_id=profile.default_requester_id, submitter_id=profile.submitter_id)

    def start_with(self, draft: Draft, paths: tuple[Path, ...]) -> None:
        """Fill the form in from a command line, and attach the files; what is in it is kept first."""
        self.open_draft(draft, is_saved=False)
        if paths:
            self.panes.show_form()
            self.tray.take_paths(list(paths))

    def take(self, reading: "Reading") -> None:
        """Attach what a drop or a paste brought."""
        self.panes.show_form()
        self.tray.take(reading)

    @property
    def submitting(self) -> str:
        """Outbox id of the draft whose Submit is under way, or ""."""
        return self.keeper.submitting

    @submitting.setter
    def submitting(self, draft_id: str) -> None:
        self.keeper.submitting = draft_id

    @property
    def editing(self) -> bool:
        """Whether a picture is being edited, for which Submit waits."""
        return self.keeper.editing

    @Slot()
    def submit(self) -> None:
        """Submit what is in the form, or show what must be fixed first. Does nothing while a Submit is under way."""
        self.keeper.submit()

    def begin_editing(self) -> None:
        """Let Submit wait: a picture is being edited, and must not go out as it was."""
        self.keeper.editing = True

    @Slot()
    def end_editing(self) -> None:
        """Let Submit go on; the edited picture is handed over already."""
        self.keeper.end_editing()

    def submitted(self, event: "DraftSubmitted") -> None:
        """Free the form: the ticket is safe."""
        self.keeper.take_submitted(event)

    def submit_refused(self, event: "SubmitRefused") -> None:
        """Show what must be fixed; the draft is still in the form."""
        self.keeper.take_refused(event)

    def new_draft(self) -> None:
        """Empty the form for the next ticket."""
        self.keeper.begin_new()

    def open_draft(self, draft: Draft, *, is_saved: bool) -> None:
        """Put another draft into the form; what is there is kept first.

        Args:
            draft: To show.
            is_saved: Whether the outbox has it already.
        """
        self.keeper.open(draft, is_saved=is_saved)

    @Slot()
    def save_draft(self) -> None:
        """Keep what is in the form, if it is worth keeping and not kept already."""
        self.keeper.save()

    @Slot()
    def begin_another(self) -> None:
        """Keep what is in the form, and begin another ticket."""
        self.keeper.begin_another()

    @Slot()
    def discard_draft(self) -> None:
        """Discard what is in the form; it can be brought back."""
        self.keeper.discard()

    @Slot()
    def quit(self) -> None:
        """End the program now; what waits is safe and goes at the next start."""
        self.quitting.emit()
        self.close()

    @Slot()
    def ask_quit(self) -> None:
        """End the program; where tickets are not sent yet, say so once and let the technician choose."""
        if not self.header.unsent and not self.submitting:
            self.quit()
            return
        from desk_gui.ui.quit_dialog import QuitDialog  # noqa: PLC0415 - most windows end without it

        dialog = QuitDialog(max(1, self.header.unsent), self)
        dialog.quit_chosen.connect(self.quit)
        dialog.background_chosen.connect(self._on_dialog_background_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _on_dialog_background_chosen(self) -> None:
        self.background_asked.emit()
        self.close()

    @Slot()
    def come_back(self) -> None:
        """Show the window in front of the others, wherever it was."""
        self.setWindowState(self.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.reopened.emit()

    @Slot()
    def _on_to_form_triggered(self) -> None:
        self.panes.show_form()
        self.form.title.setFocus()

    @Slot()
    def _on_app_commit_data_request(self) -> None:
        self.save_draft()

    def draft_saved(self, event: "DraftSaved") -> None:
        """Say that the draft is on disk, and since when."""
        self.keeper.take_saved(event)

    def attachment_copied(self, event: "AttachmentCopied") -> None:
        """Show that a file is safe."""
        if event.draft_id == self.form.draft_id:
            self.tray.copied(event.attachment)

    def attachment_refused(self, event: "AttachmentRefused") -> None:
        """Say why a file could not be taken."""
        if event.draft_id == self.form.draft_id:
            self.tray.refused(event)

    def portal_answered(self, event: "PortalAnswered") -> None:
        """Attach files that the desktop's portal handed over, or say why there are none.

        They belong to the draft they were dropped on, whatever is in the form by now.
        """
        draft_id = self.keeper.ask.draft_of_answer(event.request_id)
        if draft_id == self.form.draft_id:
            self.tray.take_portal_files(event)
        elif draft_id and event.paths:
            self.keeper.ask.add_paths(draft_id, event.paths)
            self.strip.say(self.tr("The files you dropped are in the draft they were dropped on."), tone="plain")

    @Slot()
    def send_now(self) -> None:
        """Try everything that waits."""
        self.keeper.ask.send_now()

    @Slot()
    def paste(self) -> None:
        """Attach what the clipboard holds."""
        self.panes.show_form()
        self.tray.take_mime(QGuiApplication.clipboard().mimeData())

    @Slot(object)
    def _on_tray_sources_added(self, sources: object) -> None:
        if isinstance(sources, tuple):
            self.keeper.ask.add_files(self.form.draft_id, sources)

    @Slot(str)
    def _on_tray_removed(self, attachment_id: str) -> None:
        self.keeper.ask.remove_attachment(self.form.draft_id, attachment_id)

    @Slot(str)
    def _on_tray_text_dropped(self, text: str) -> None:
        self.form.description.appendPlainText(text)

    @Slot(str, str)
    def _on_tray_link_chosen(self, attachment_id: str, url: str) -> None:
        self.keeper.ask.fetch_link(self.form.draft_id, attachment_id, url)

    @Slot(str)
    def _on_tray_portal_key_found(self, key: str) -> None:
        self.keeper.ask.retrieve_files(self.form.draft_id, key)

    @Slot(object)
    def _on_footer_field_asked(self, field: object) -> None:
        if isinstance(field, Field):
            self.form.focus_field(field)

    # Qt's virtual methods

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Let the Tab key go the way the eye does."""
        from desk_gui.ui.reading_order import step  # noqa: PLC0415 - nobody presses Tab before the first paint

        return step(self.panes.regions, forward=is_next) or super().focusNextPrevChild(is_next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the paste key that no text field had use for."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files, images and text, anywhere in the window; they are copied, never moved."""
        # Whatever it is: a drop that cannot be used says why. What is dragged about inside the program is not one.
        if not event.possibleActions() & QtCore.Qt.DropAction.CopyAction or event.source() is not None:
            return
        if self.overlay is None:
            from desk_gui.ui.overlay import DropOverlay  # noqa: PLC0415 - nothing is dragged before the first paint

            self.overlay = DropOverlay(self)
        self.overlay.cover(self.rect())
        event.setDropAction(QtCore.Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Uncover the window."""
        super().dragLeaveEvent(event)
        if self.overlay is not None:
            self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read everything inside the event, as the source may free it afterwards."""
        if self.overlay is not None:
            self.overlay.hide()
        self.panes.show_form()
        count = len(self.tray.attachments())
        self.tray.take_mime(event.mimeData())
        self.files_dropped.emit(event.position().toPoint(), self.tray.attachments()[count:])
        event.setDropAction(QtCore.Qt.DropAction.CopyAction)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the draft at once when the window is minimised; take note when it comes back."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.WindowStateChange:
            return
        if self.isMinimized():
            self.save_draft()
        else:
            self.reopened.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the draft and leave the rest to whoever listens: tickets on their way are finished first."""
        self.save_draft()
        self.keeper.ask.leave_form()
        event.ignore()
        self.closing.emit()

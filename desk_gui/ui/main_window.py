"""The main window: the form on the left, the tickets on the right, one primary button below."""

from pathlib import Path

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QTabBar, QVBoxLayout, QWidget

from desk_gui.outbox.desk import AddFiles, Desk, DiscardDraft, RemoveAttachment, SaveDraft, SendNow, SubmitDraft
from desk_gui.outbox.draft import Draft, Field, problems
from desk_gui.outbox.events import AttachmentCopied, AttachmentRefused, DraftSaved, DraftSubmitted, SubmitRefused
from desk_gui.system.settings import Settings
from desk_gui.ui.attachments.reader import Reading, read_mime, read_paths
from desk_gui.ui.attachments.tray import AttachmentTray
from desk_gui.ui.footer import Footer
from desk_gui.ui.form.form_panel import FormPanel
from desk_gui.ui.header import Header
from desk_gui.ui.overlay import DropOverlay
from desk_gui.ui.strip import Strip
from desk_gui.ui.text import fill
from desk_gui.ui.theme import Theme
from desk_gui.ui.tickets.panel import TicketPanel
from desk_gui.ui.words import local_time, time_text

_TWO_PANES_WIDTH = 900
"""Below this width, in device-independent pixels, the tickets are a tab; with larger text from further up."""

_FORM_WIDTH_EM = 30
_TICKETS_WIDTH_EM = 22
"""What each pane wants at least, in heights of a line of text."""

_AUTOSAVE_DELAY_MS = 800


class MainWindow(QMainWindow):
    """Shows one draft and the tickets, and hands what the technician does to the desk.

    What comes back from the desk is shown by `desk_gui.ui.receiver`.

    Signals:
        settings_asked: Settings should open.
        closing: The window closes; the draft is saved already.
    """

    settings_asked = Signal()
    closing = Signal()

    def __init__(self, desk: Desk, theme: Theme, settings: Settings, *, is_practice: bool) -> None:
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
        self.submitting = ""
        self._saved_draft = Draft(draft_id="")
        self.setAcceptDrops(True)
        self.setWindowTitle(self.tr("Desk GUI · practice") if is_practice else "Desk GUI")
        self._build(theme)
        self._lay_out()
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(_AUTOSAVE_DELAY_MS)
        self._connect()
        self._add_actions()
        self.use_settings(settings)
        self.resize(1180, 720)
        self.setMinimumSize(480, 420)
        self.form.title.setFocus()

    def _build(self, theme: Theme) -> None:
        self.header = Header()
        self.strip = Strip()
        self.tray = AttachmentTray(theme, self.desk.spool_path)
        self.form = FormPanel(self.tray)
        self.tickets = TicketPanel(theme, is_practice=self.is_practice)
        self.tickets.setMinimumWidth(_TICKETS_WIDTH_EM * self.fontMetrics().height())
        self.footer = Footer(is_practice=self.is_practice)
        self.tabs = QTabBar()
        self.tabs.addTab(self.tr("New ticket"))
        self.tabs.addTab(self.tr("Tickets"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.overlay: DropOverlay | None = None

    def _lay_out(self) -> None:
        left = QWidget()
        left.setObjectName("form")
        left_column = QVBoxLayout(left)
        left_column.setContentsMargins(0, 0, 0, 0)
        left_column.setSpacing(0)
        self._strip_row = QHBoxLayout()
        self._strip_row.setContentsMargins(20, 10, 20, 0)
        self._strip_row.addWidget(self.strip)
        left_column.addLayout(self._strip_row)
        left_column.addWidget(self.form, 1)
        self._left = left
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(left, 3)
        body.addWidget(self.tickets, 2)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        if self.is_practice:
            column.addWidget(self._practice_banner())
        column.addWidget(self.tabs)
        column.addLayout(body, 1)
        column.addWidget(self.footer)
        self.setCentralWidget(central)

    def _practice_banner(self) -> QFrame:
        banner = QFrame()
        banner.setObjectName("practice")
        words = QLabel(self.tr("Practice: tickets stay inside this program and go nowhere."))
        words.setWordWrap(True)
        row = QHBoxLayout(banner)
        row.setContentsMargins(20, 6, 20, 6)
        row.addWidget(words)
        return banner

    def _connect(self) -> None:
        self.form.draft_changed.connect(self._on_form_draft_changed)
        self.tray.sources_added.connect(self._on_tray_sources_added)
        self.tray.removed.connect(self._on_tray_removed)
        self.tray.paste_asked.connect(self.paste)
        self.tray.text_dropped.connect(self._on_tray_text_dropped)
        self.header.send_now_asked.connect(self.send_now)
        self.header.settings_asked.connect(self.settings_asked)
        self.footer.submit_asked.connect(self.submit)
        self.footer.field_asked.connect(self._on_footer_field_asked)
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        self._autosave.timeout.connect(self.save_draft)
        self.form.verticalScrollBar().rangeChanged.connect(self._on_form_range_changed)

    def _add_actions(self) -> None:
        """Give every action its key, wherever the focus is."""
        actions = (
            (("Ctrl+Return", "Ctrl+Enter"), self.submit),
            (("Ctrl+O",), self.tray.pick_files),
            (("Ctrl+F",), self._show_search),
            (("F5",), self.send_now),
            (("Ctrl+,",), self.settings_asked),
            (("Ctrl+Q",), self.close),
        )
        for keys, slot in actions:
            action = QAction(self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            # A held key submits once: the second press would meet an empty form and only complain.
            action.setAutoRepeat(False)
            action.triggered.connect(slot)
            self.addAction(action)

    def use_settings(self, settings: Settings) -> None:
        """Use these settings from now on."""
        self.settings = settings
        self.header.show_settings(settings, is_practice=self.is_practice)
        profile = settings.active
        self.form.take_defaults(requester_id=profile.default_requester_id, submitter_id=profile.submitter_id)

    def start_with(self, draft: Draft, paths: tuple[Path, ...]) -> None:
        """Fill the form in from a command line, and attach the files; what is in it is kept first."""
        self.open_draft(draft, is_saved=False)
        if paths:
            self.take(read_paths(list(paths), self.tray.room))

    def take(self, reading: Reading) -> None:
        """Attach what a drop or a paste brought."""
        self.show_form()
        self.tray.take(reading)

    def show_form(self) -> None:
        """Bring the form to the front where the window is too narrow for both."""
        self.tabs.setCurrentIndex(0)

    @Slot()
    def submit(self) -> None:
        """Submit what is in the form, or show what must be fixed first. Does nothing while a Submit is under way."""
        if self.submitting:
            return
        self.show_form()
        draft = self.form.draft()
        found = problems(draft)
        self.form.show_problems(found)
        self.footer.show_problems(found, {problem.field: self.form.label_of(problem.field) for problem in found})
        if found:
            self.form.focus_field(found[0].field)
            return
        self._autosave.stop()
        self.submitting = draft.draft_id
        self.footer.show_saved(self.tr("Saving…"))
        self.desk.do(SubmitDraft(draft, self.settings.active_profile))

    def submitted(self, event: DraftSubmitted) -> None:
        """Free the form: the ticket is safe."""
        if event.row.ticket == self.form.draft_id:
            self.new_draft()
        self.submitting = ""

    def submit_refused(self, event: SubmitRefused) -> None:
        """Show what must be fixed; the draft is still in the form."""
        self.submitting = ""
        self.footer.show_saved("")
        labels = {problem.field: self.form.label_of(problem.field) for problem in event.problems}
        self.form.show_problems(event.problems)
        self.footer.show_problems(event.problems, labels)
        if event.problems:
            self.form.focus_field(event.problems[0].field)
        elif event.refused_files:
            self.form.focus_field(Field.ATTACHMENTS)

    def new_draft(self) -> None:
        """Empty the form for the next ticket."""
        profile = self.settings.active
        self.form.show_new_draft(requester_id=profile.default_requester_id, submitter_id=profile.submitter_id)
        self.footer.show_problems((), {})
        self.footer.show_saved("")
        self._autosave.stop()
        self._saved_draft = self.form.draft()
        self.tickets.hide_draft(self.form.draft_id)
        self.form.title.setFocus()

    def open_draft(self, draft: Draft, *, is_saved: bool) -> None:
        """Put another draft into the form; what is there is kept first.

        Args:
            draft: To show.
            is_saved: Whether the outbox has it already.
        """
        self.save_draft()
        self.form.show_draft(draft)
        self._autosave.stop()
        self._saved_draft = draft if is_saved else Draft(draft_id="")
        if not is_saved:
            self._autosave.start()
        self.tickets.hide_draft(draft.draft_id)
        self.footer.show_problems((), {})
        self.footer.show_saved("")
        self.show_form()
        self.form.title.setFocus()

    @Slot()
    def save_draft(self) -> None:
        """Keep what is in the form, if it is worth keeping and not kept already."""
        self._autosave.stop()
        draft = self.form.draft()
        if self.submitting == draft.draft_id or draft == self._saved_draft:
            return
        if not draft.is_blank:
            self.desk.do(SaveDraft(draft))
        elif not self._saved_draft.is_blank and self._saved_draft.draft_id == draft.draft_id:
            self.desk.do(DiscardDraft(draft.draft_id))
            self.footer.show_saved("")
        self._saved_draft = draft
        self.tickets.hide_draft(draft.draft_id)

    def draft_saved(self, event: DraftSaved) -> None:
        """Say that the draft is on disk, and since when."""
        if event.draft_id == self.form.draft_id and not self.submitting:
            when = time_text(local_time(event.saved_at.timestamp()), QDateTime.currentDateTime())
            self.footer.show_saved(fill(self.tr("Draft saved %1"), when))

    def attachment_copied(self, event: AttachmentCopied) -> None:
        """Show that a file is safe."""
        if event.draft_id == self.form.draft_id:
            self.tray.copied(event.attachment)

    def attachment_refused(self, event: AttachmentRefused) -> None:
        """Say why a file could not be taken."""
        if event.draft_id == self.form.draft_id:
            self.tray.refused(event)

    @Slot()
    def send_now(self) -> None:
        """Try everything that waits."""
        self.desk.do(SendNow())

    @Slot()
    def paste(self) -> None:
        """Attach what the clipboard holds."""
        self.take(read_mime(QGuiApplication.clipboard().mimeData(), self.tray.room))

    def _show_search(self) -> None:
        self.tabs.setCurrentIndex(1)
        self.tickets.search.setFocus()
        self.tickets.search.selectAll()

    def _arrange(self, width: int) -> None:
        """Show both panes where there is room, else one of them."""
        is_wide = width >= max(_TWO_PANES_WIDTH, (_FORM_WIDTH_EM + _TICKETS_WIDTH_EM) * self.fontMetrics().height())
        shows_form = is_wide or self.tabs.currentIndex() == 0
        self.tabs.setVisible(not is_wide)
        self._left.setVisible(shows_form)
        self.tickets.setVisible(is_wide or not shows_form)
        self.footer.setVisible(shows_form)

    @Slot()
    def _on_form_draft_changed(self) -> None:
        self._autosave.start()

    @Slot(int, int)
    def _on_form_range_changed(self, _least: int, most: int) -> None:
        # The strip ends where the fields end, beside the scroll bar or not.
        bar = self.form.verticalScrollBar().sizeHint().width() if most else 0
        self._strip_row.setContentsMargins(20, 10, 20 + bar, 0)

    @Slot(object)
    def _on_tray_sources_added(self, sources: object) -> None:
        if isinstance(sources, tuple):
            self.desk.do(AddFiles(self.form.draft_id, sources))

    @Slot(str)
    def _on_tray_removed(self, attachment_id: str) -> None:
        self.desk.do(RemoveAttachment(self.form.draft_id, attachment_id))

    @Slot(str)
    def _on_tray_text_dropped(self, text: str) -> None:
        self.form.description.appendPlainText(text)

    @Slot(object)
    def _on_footer_field_asked(self, field: object) -> None:
        if isinstance(field, Field):
            self.form.focus_field(field)

    @Slot(int)
    def _on_tabs_current_changed(self, _index: int) -> None:
        self._arrange(self.width())

    # Qt's virtual methods

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the paste key that no text field had use for."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files, images and text, anywhere in the window; they are copied, never moved."""
        mime = event.mimeData()
        holds_something = mime.hasUrls() or mime.hasImage() or mime.hasText() or mime.hasFormat("image/png")
        if not holds_something or not event.possibleActions() & Qt.DropAction.CopyAction:
            return
        if self.overlay is None:
            self.overlay = DropOverlay(self)
        self.overlay.cover(self.rect())
        event.setDropAction(Qt.DropAction.CopyAction)
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
        reading = read_mime(event.mimeData(), self.tray.room)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(reading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go from two panes to tabs and back."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the draft, then let the window go."""
        self.save_draft()
        self.closing.emit()
        super().closeEvent(event)

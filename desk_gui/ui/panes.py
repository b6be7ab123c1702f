"""What the main window is made of, and where it stands: both panes side by side, or one of them behind a tab."""

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTabBar, QVBoxLayout, QWidget

from desk_gui.ui.attachments.tray import AttachmentTray
from desk_gui.ui.footer import Footer
from desk_gui.ui.form.form_panel import FormPanel
from desk_gui.ui.header import Header
from desk_gui.ui.strip import Strip
from desk_gui.ui.theme import gaps
from desk_gui.ui.tickets.panel import TicketPanel

_TWO_PANES_WIDTH = 900
"""Below this width, in device-independent pixels, the tickets are a tab; with larger text from further up."""

_FORM_WIDTH_EM = 30
_TICKETS_WIDTH_EM = 22
"""What each pane wants at least, in heights of a line of text."""


class Panes(QWidget):
    """Header, form with the strip above it, tickets, footer. Owns them all."""

    def __init__(self, tray: AttachmentTray, tickets: TicketPanel, *, is_practice: bool) -> None:
        super().__init__()
        self.header = Header()
        self.strip = Strip()
        self.form = FormPanel(tray)
        self.tickets = tickets
        self.tickets.setMinimumWidth(_TICKETS_WIDTH_EM * self.fontMetrics().height())
        self.footer = Footer(is_practice=is_practice)
        self.tabs = QTabBar()
        self.tabs.addTab(self.tr("New ticket"))
        self.tabs.addTab(self.tr("Tickets"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._lay_out(is_practice=is_practice)
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        self.form.verticalScrollBar().rangeChanged.connect(self._on_form_range_changed)

    def _lay_out(self, *, is_practice: bool) -> None:
        self._left = QWidget()
        self._left.setObjectName("form")
        left_column = QVBoxLayout(self._left)
        left_column.setContentsMargins(0, 0, 0, 0)
        left_column.setSpacing(0)
        self._strip_row = QHBoxLayout()
        self._strip_row.setContentsMargins(*gaps(20, 10, 20, 0))
        self._strip_row.addWidget(self.strip)
        left_column.addLayout(self._strip_row)
        left_column.addWidget(self.form, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._left, 3)
        body.addWidget(self.tickets, 2)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        if is_practice:
            column.addWidget(_practice_banner())
        column.addWidget(self.tabs)
        column.addLayout(body, 1)
        column.addWidget(self.footer)

    def show_form(self) -> None:
        """Bring the form to the front where there is no room for both."""
        self.tabs.setCurrentIndex(0)

    @Slot()
    def show_search(self) -> None:
        """Bring the tickets to the front and put the cursor into their search."""
        self.tabs.setCurrentIndex(1)
        self.tickets.search.setFocus()
        self.tickets.search.selectAll()

    @Slot()
    def show_tickets(self) -> None:
        """Bring the tickets to the front and put the cursor into their list."""
        self.tabs.setCurrentIndex(1)
        self.tickets.focus_list()

    def make_room(self, height_px: int) -> None:
        """End above what covers the window's foot, and keep what has the focus in view.

        Args:
            height_px: Of what covers it; 0 for nothing.
        """
        self._column.setContentsMargins(0, 0, 0, height_px)
        focused = self.window().focusWidget()
        if height_px and focused is not None and self.form.isAncestorOf(focused):
            self._column.activate()
            self.form.ensureWidgetVisible(focused)

    @property
    def regions(self) -> tuple[QWidget, ...]:
        """What follows each other for the eye and for the Tab key."""
        return self.header, self.tabs, self.strip, self.form, self.tickets, self.footer

    def _arrange(self) -> None:
        em = self.fontMetrics().height()
        is_wide = self.width() >= max(_TWO_PANES_WIDTH, (_FORM_WIDTH_EM + _TICKETS_WIDTH_EM) * em)
        shows_form = is_wide or self.tabs.currentIndex() == 0
        self.tabs.setVisible(not is_wide)
        self._left.setVisible(shows_form)
        self.tickets.setVisible(is_wide or not shows_form)
        self.footer.setVisible(shows_form)

    @Slot(int)
    def _on_tabs_current_changed(self, _index: int) -> None:
        self._arrange()

    @Slot(int, int)
    def _on_form_range_changed(self, _least: int, most: int) -> None:
        # The strip ends where the fields end, beside the scroll bar or not.
        bar = self.form.verticalScrollBar().sizeHint().width() if most else 0
        left, top, right, bottom = gaps(20, 10, 20, 0)
        self._strip_row.setContentsMargins(left, top, right + bar, bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go from two panes to tabs and back."""
        super().resizeEvent(event)
        self._arrange()


def _practice_banner() -> QFrame:
    banner = QFrame()
    banner.setObjectName("practice")
    words = QLabel(QCoreApplication.translate("Panes", "Practice: tickets stay inside this program and go nowhere."))
    words.setWordWrap(True)
    row = QHBoxLayout(banner)
    row.setContentsMargins(*gaps(20, 6, 20, 6))
    row.addWidget(words)
    return banner

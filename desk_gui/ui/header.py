"""The top of the window: what it is, who files, what is known of the connection, what waits, and Settings."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desk_gui.system.settings import Settings
from desk_gui.ui.style import ElidedButton, ElidedLabel, button, set_tone
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import gap, gaps

if TYPE_CHECKING:
    from desk_gui.outbox.events import ConnectionSeen, CredentialState, QueueCounted


class Header(QFrame):
    """Says only what was seen; never "online".

    Signals:
        send_now_asked: What waits should be tried now.
        settings_asked: Settings should open.
        menu_asked: The menu should open.
        filing_asked: Somebody else should be able to file.
    """

    send_now_asked = Signal()
    settings_asked = Signal()
    menu_asked = Signal()
    filing_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self._seen: ConnectionSeen | None = None
        self._broken_since: ConnectionSeen | None = None
        self._queue: QueueCounted | None = None
        self._credentials: CredentialState | None = None
        product = QLabel("Desk GUI")
        product.setObjectName("product")
        self.filing = ElidedButton("")
        self.filing.setProperty("kind", "chip")
        self.filing.setToolTip(self.tr("Choose who files (Ctrl+Shift+F)"))
        self.filing.clicked.connect(self.filing_asked)
        self.filing.hide()
        self._profile = self._chip()
        self._connection = self._chip()
        self.send_now = button(self.tr("Send now"), kind="small", tooltip=self.tr("Try everything that waits (F5)"))
        self.send_now.clicked.connect(self.send_now_asked)
        self.send_now.hide()
        self.settings = button(self.tr("Settings"), tooltip=self.tr("Key, address and defaults (Ctrl+,)"))
        self.settings.clicked.connect(self.settings_asked)
        self.menu = button(self.tr("Menu"), tooltip=self.tr("Everything else, and Quit (F10)"))
        self.menu.clicked.connect(self.menu_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(*gaps(20, 6, 16, 6))
        column.setSpacing(gap(4))
        self._row = row = QHBoxLayout()
        row.setSpacing(gap(10))
        column.addLayout(row)
        self._second_row = QHBoxLayout()
        column.addLayout(self._second_row)
        row.addWidget(product)
        row.addWidget(self.filing)
        row.addWidget(self._profile)
        row.addStretch(1)
        self._place = row.count()
        row.addWidget(self._connection)
        row.addWidget(self.send_now)
        row.addWidget(self.settings)
        row.addWidget(self.menu)

    def _arrange(self) -> None:
        """Give what is known of the connection a row of its own where it would not fit beside the rest."""
        if self._connection.isHidden():
            return
        shown = [item.widget() for item in map(self._row.itemAt, range(self._row.count())) if item is not None]
        others = [one for one in shown if one is not None and not one.isHidden() and one is not self._connection]
        gaps_px = gap(10) * len(others) + gap(20) + gap(16)
        needed = self._connection.sizeHint().width() + sum(one.sizeHint().width() for one in others) + gaps_px
        is_below = needed > self.width()
        if is_below == (self._second_row.indexOf(self._connection) >= 0):
            return
        if is_below:
            self._row.removeWidget(self._connection)
            self._second_row.addWidget(self._connection)
        else:
            self._second_row.removeWidget(self._connection)
            self._row.insertWidget(self._place, self._connection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one row or two."""
        super().resizeEvent(event)
        self._arrange()

    def _chip(self) -> ElidedLabel:
        chip = ElidedLabel()
        chip.setProperty("kind", "chip")
        chip.hide()
        return chip

    def show_settings(self, settings: Settings, *, is_practice: bool) -> None:
        """Show who files and with which profile; nothing where there is nothing to tell apart."""
        profile = settings.active
        names = {person.submitter_id: person.name for person in profile.people}
        who = plain(names.get(profile.submitter_id, ""), 24) or plain(profile.submitter_id, 24)
        text = fill(self.tr("Filing as %1"), who) if who else self.tr("Who is filing?")
        self.filing.show_text(text.replace("&", "&&"))
        self.filing.setAccessibleName(text)
        self.filing.setVisible(bool(profile.submitter_id or profile.people))
        self._profile.show_text(profile.name)
        self._profile.setVisible(len(settings.profiles) > 1 and not is_practice)
        self._arrange()

    def show_connection(self, event: "ConnectionSeen") -> None:
        """Show what the last request saw."""
        if event.reached:
            self._broken_since = None
        elif self._broken_since is None:
            self._broken_since = event
        self._seen = event
        self._refresh()

    def show_queue(self, event: "QueueCounted") -> None:
        """Show how many tickets wait."""
        self._queue = event
        self._refresh()

    def show_key(self, state: "CredentialState") -> None:
        """Show where the key is kept from the program by its keyring."""
        self._credentials = state
        self._refresh()

    @property
    def unsent(self) -> int:
        """How many tickets wait or are on their way, as far as it was told."""
        return self._queue.waiting + self._queue.sending if self._queue is not None else 0

    def _refresh(self) -> None:
        # The window paints before there is anything to say.
        from desk_gui.ui.connection_words import header_words, key_words  # noqa: PLC0415 - see above
        from desk_gui.ui.words import explained, full_stop, joined  # noqa: PLC0415 - see above

        parts = header_words(self._seen, self._broken_since, self._queue, self._credentials)
        trouble = self._broken_since.trouble if self._broken_since is not None else ""
        happened, next_step = explained(trouble)
        self._connection.show_text(" · ".join(parts), joined(full_stop(happened), next_step))
        self._connection.setVisible(bool(parts))
        is_bad = self._broken_since is not None or bool(key_words(self._credentials))
        set_tone(self._connection, "bad" if is_bad else "")
        self.send_now.setVisible(self._queue is not None and self._queue.waiting > 0)
        self._arrange()

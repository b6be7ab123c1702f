"""The top of the window: what it is, who files, what is known of the connection, what waits, and Settings."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from desk_gui.system.settings import Settings
from desk_gui.ui.style import ElidedLabel, button, set_tone
from desk_gui.ui.text import fill

if TYPE_CHECKING:
    from desk_gui.outbox.events import ConnectionSeen, QueueCounted


class Header(QFrame):
    """Says only what was seen; never "online".

    Signals:
        send_now_asked: What waits should be tried now.
        settings_asked: Settings should open.
    """

    send_now_asked = Signal()
    settings_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self._seen: ConnectionSeen | None = None
        self._broken_since: ConnectionSeen | None = None
        self._queue: QueueCounted | None = None
        product = QLabel("Desk GUI")
        product.setObjectName("product")
        self._filing = self._chip()
        self._profile = self._chip()
        self._connection = self._chip()
        self.send_now = button(self.tr("Send now"), kind="small", tooltip=self.tr("Try everything that waits (F5)"))
        self.send_now.clicked.connect(self.send_now_asked)
        self.send_now.hide()
        self.settings = button(self.tr("Settings"), tooltip=self.tr("Key, address and defaults (Ctrl+,)"))
        self.settings.clicked.connect(self.settings_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 16, 6)
        row.setSpacing(10)
        row.addWidget(product)
        row.addWidget(self._filing)
        row.addWidget(self._profile)
        row.addStretch(1)
        row.addWidget(self._connection)
        row.addWidget(self.send_now)
        row.addWidget(self.settings)

    def _chip(self) -> ElidedLabel:
        chip = ElidedLabel()
        chip.setProperty("kind", "chip")
        chip.hide()
        return chip

    def show_settings(self, settings: Settings, *, is_practice: bool) -> None:
        """Show who files and with which profile; nothing where there is nothing to tell apart."""
        profile = settings.active
        self._filing.show_text(fill(self.tr("Filing as %1"), profile.submitter_id))
        self._filing.setVisible(bool(profile.submitter_id))
        self._profile.show_text(profile.name)
        self._profile.setVisible(len(settings.profiles) > 1 and not is_practice)

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

    def _refresh(self) -> None:
        from desk_gui.ui.words import explained  # noqa: PLC0415 - the window paints before there is anything to explain

        parts: list[str] = []
        if self._broken_since is not None:
            text = self.tr("No answer from LiveDesk since %1")
            parts.append(fill(text, _clock(self._broken_since.at.timestamp())))
        elif self._seen is not None:
            parts.append(fill(self.tr("LiveDesk reached %1"), _clock(self._seen.at.timestamp())))
        if self._queue is not None:
            parts += self._queue_parts(self._queue)
        trouble = self._broken_since.trouble if self._broken_since is not None else ""
        self._connection.show_text(" · ".join(parts), ". ".join(explained(trouble)).strip(". "))
        self._connection.setVisible(bool(parts))
        set_tone(self._connection, "bad" if self._broken_since is not None else "")
        self.send_now.setVisible(self._queue is not None and self._queue.waiting > 0)

    def _queue_parts(self, queue: "QueueCounted") -> list[str]:
        parts: list[str] = []
        if queue.sending:
            parts.append(fill(self.tr("%1 sending"), str(queue.sending)))
        if queue.waiting:
            parts.append(fill(self.tr("%1 waiting"), str(queue.waiting)))
            if queue.next_try_at is not None:
                parts.append(fill(self.tr("next try %1"), _clock(queue.next_try_at.timestamp())))
        return parts


def _clock(timestamp_s: float) -> str:
    from desk_gui.ui.words import local_time, time_text  # noqa: PLC0415 - as in _refresh

    return time_text(local_time(timestamp_s), QDateTime.currentDateTime())

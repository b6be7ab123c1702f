"""A small panel that counts the seconds to a capture, and can be told to stop."""

from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QScreen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from desk_gui.ui.style import button
from desk_gui.ui.text import fill
from desk_gui.ui.theme import Tokens, gap, gaps

_SECOND_MS: Final = 1000
_FROM_BELOW: Final = 72
"""Height above the lower edge of the screen: clear of most panels, and of what is looked at."""


class Countdown(QFrame):
    """Counts. Goes away by itself, before it says so.

    Signals:
        finished: The time is over.
        cancelled: Somebody does not want it any more.
    """

    finished = Signal()
    cancelled = Signal()

    def __init__(self, seconds: int, tokens: Tokens) -> None:
        """Build the panel without showing it.

        Args:
            seconds: To count, from 1.
            tokens: Colours.
        """
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags)
        self._left_s = seconds
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(self.tr("Capture"))
        self.setObjectName("countdown")
        self.setStyleSheet(_style(tokens, 2 * self.font().pointSizeF()))
        self._number = QLabel()
        self._number.setObjectName("countdown_number")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setMinimumWidth(self._number.fontMetrics().horizontalAdvance("00") * 3)
        words = QLabel(self.tr("Screenshot follows. Open what it should show."))
        self.cancel = button(self.tr("Cancel"), tooltip=self.tr("Take no screenshot (Esc)"))
        self.cancel.clicked.connect(self._on_cancel_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(*gaps(14, 10, 14, 10))
        row.setSpacing(gap(14))
        row.addWidget(self._number)
        row.addWidget(words)
        row.addWidget(self.cancel)
        self._ticking = QTimer(self)
        self._ticking.setInterval(_SECOND_MS)
        self._ticking.timeout.connect(self._on_ticking_timeout)
        self._show_number()

    def begin(self, screen: QScreen) -> None:
        """Show the panel on a screen and count."""
        self.adjustSize()
        area = screen.availableGeometry()
        self.move(area.center().x() - self.width() // 2, area.bottom() - self.height() - _FROM_BELOW)
        self.show()
        self.activateWindow()
        self.cancel.setFocus()
        self._ticking.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def stop(self) -> QRect:
        """Count no further and go away; return where the panel was."""
        self._ticking.stop()
        place = self.frameGeometry()
        self.hide()
        return place

    def _show_number(self) -> None:
        self._number.setText(str(self._left_s))
        self.setAccessibleName(fill(self.tr("Screenshot in %1 s"), str(self._left_s)))

    @Slot()
    def _on_ticking_timeout(self) -> None:
        self._left_s -= 1
        if self._left_s > 0:
            self._show_number()
        else:
            self.finished.emit()

    @Slot()
    def _on_cancel_clicked(self) -> None:
        self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop with Escape, while the panel has the keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


def _style(tokens: Tokens, size_pt: float) -> str:
    return f"""
        QFrame#countdown {{ background: {tokens.panel}; border: 1px solid {tokens.border}; }}
        QLabel {{ color: {tokens.ink}; background: transparent; }}
        QLabel#countdown_number {{ color: {tokens.accent}; font-size: {size_pt:.1f}pt; font-weight: 600; }}
    """

"""Helpers for widgets that the style sheet tells apart by properties."""

from typing import Final

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desk_gui.qt.early import PLAIN_TEXT, set_early


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


SIGNS: Final = {"ok": "✓", "warn": "!", "bad": "✕"}
"""What stands before words of a tone: not everybody sees its colour."""


def signed(words: str, tone: str) -> str:
    """Put the sign of a tone before words; there is none for `plain` and ""."""
    return f"{SIGNS[tone]} {words}" if words and tone in SIGNS else words


def say_signed(label: QLabel, words: str, tone: str) -> None:
    """Show words with the sign of their tone; screen readers, which show no colours, get the words alone."""
    label.setText(signed(words, tone))
    label.setAccessibleName(words)


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget the colour of what it says: `ok`, `warn`, `bad`, `plain` or ""."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        restyle(widget)
        # What stands on it takes its colour from it.
        for label in widget.findChildren(QLabel):
            restyle(label)


_MAIN_KEYS: Final = ("Ctrl+Return", "Ctrl+Enter")
"""In a dialog they press its main button, as they submit the ticket in the window."""


class PrimaryButton(QPushButton):
    """The one button of a window that does what the window is for."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setObjectName("submit")
        self.setAccessibleName(text)
        self.setAutoDefault(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Wear the focus ring inside, in the colour of the text: around it, on the accent, it would not be seen."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.HighlightedText), 2))
            painter.drawRoundedRect(self.rect().adjusted(4, 4, -4, -4), 4, 4)
            painter.end()


def button(text: str, *, kind: str = "", tooltip: str = "") -> QPushButton:
    """Make a push button of one of the style sheet's kinds; its accessible name is its text.

    Args:
        text: As shown.
        kind: `primary` for the main button of a dialog, which has keys as well.
        tooltip: What more there is to say, with its key.
    """
    made = PrimaryButton(text) if kind == "primary" else QPushButton(text)
    if kind == "primary":
        for key in _MAIN_KEYS:
            QShortcut(QKeySequence(key), made, made.click)
        tooltip = tooltip or QKeySequence(_MAIN_KEYS[-1]).toString(QKeySequence.SequenceFormat.NativeText)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if kind and kind != "primary":
        made.setProperty("kind", kind)
    if tooltip:
        made.setToolTip(tooltip)
    return made


class ElidedButton(QPushButton):
    """A push button that gives way where there is little room: its word ends in an ellipsis, its tooltip says more.

    Its accessible name and its tooltip are the caller's to set.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._full = text
        self.setAutoDefault(False)

    def show_text(self, text: str) -> None:
        """Show another word."""
        self._full = text
        self.setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Want room for the whole word."""
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        return QSize(
            hint.width() + metrics.horizontalAdvance(self._full) - metrics.horizontalAdvance(self.text()), hint.height()
        )

    def minimumSizeHint(self) -> QSize:
        """Take three letters at least."""
        return QSize(3 * self.fontMetrics().averageCharWidth() + 12, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        frame = super().sizeHint().width() - metrics.horizontalAdvance(self.text())
        # A word's true width ends between two pixels: where it was given all it wanted, it is shown.
        fits = self.width() >= self.sizeHint().width()
        room = max(0, self.width() - frame)
        self.setText(self._full if fits else elided(self._full, metrics, room))


class ElidedLabel(QLabel):
    """A one-line label that gives way: what does not fit ends in an ellipsis, and the tooltip has it all."""

    def __init__(self) -> None:
        super().__init__()
        self._full = ""
        set_early(self, PLAIN_TEXT)

    def show_text(self, text: str, tooltip: str = "") -> None:
        """Show a text; the tooltip says it in full, and more if there is more to say."""
        self._full = text
        self.setToolTip(f"{text}\n{tooltip}".strip())
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def _elide(self) -> None:
        frame = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        room = self.width() - max(0, frame)
        self.setText(elided(self._full, self.fontMetrics(), room))

    def sizeHint(self) -> QSize:
        """Want room for the whole text."""
        hint = super().sizeHint()
        missing = self.fontMetrics().horizontalAdvance(self._full) - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, missing) + 1, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Take next to nothing."""
        return QSize(60, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits."""
        super().resizeEvent(event)
        self._elide()


def elided(text: str, metrics: QFontMetrics, room_px: int) -> str:
    """Return a text as it is where it fits, else as much of it as does, and an ellipsis."""
    if metrics.horizontalAdvance(text) <= room_px:
        return text
    return metrics.elidedText(text, QtCore.Qt.TextElideMode.ElideRight, room_px)

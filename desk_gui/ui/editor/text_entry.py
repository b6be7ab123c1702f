"""Typing a text on the picture."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desk_gui.ui.editor.painting import contrast_to, text_font, text_inset
from desk_gui.ui.editor.shapes import Point


class TextEntry(QPlainTextEdit):
    """A plate that grows with what is typed.

    Enter and Escape keep it, as does going elsewhere; Shift+Enter is a new line.

    Signals:
        finished: It was typed; `text` says what.
    """

    finished = Signal()

    def __init__(self, parent: QWidget, at: Point, colour: str, width: float, text: str = "") -> None:
        """Build the entry.

        Args:
            parent: The viewport.
            at: Upper left corner of the plate, in image pixels.
            colour: Of the plate.
            width: Line width, in image pixels; letters follow from it.
            text: What it begins with.
        """
        super().__init__(parent)
        self.at, self.colour, self.width_px = at, colour, width
        self._scale = 1.0
        self._is_finished = False
        self.setObjectName("text_entry")
        self.setAccessibleName(self.tr("Text"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setPlainText(text)
        self.selectAll()
        self.textChanged.connect(self._fit)

    @property
    def text(self) -> str:
        """What was typed, without empty ends."""
        return self.toPlainText().strip()

    def place(self, position: QPointF, scale: float) -> None:
        """Put it where its plate lies in the viewport, at the size it has there."""
        self._scale = scale
        font = text_font(self.width_px)
        inset = text_inset(self.width_px) * scale
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {self.colour}; color: {contrast_to(self.colour).name()}; border: 0;"
            f" border-radius: {round(self.width_px * scale * 1.2)}px; font-weight: {font.weight().value};"
            f" font-size: {max(6, round(font.pixelSize() * scale))}px;"
            f" padding: {round(inset.y())}px {round(inset.x())}px; }}"
        )
        self.move(position.toPoint())
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetricsF(self.font())
        lines = self.toPlainText().split("\n")
        inset = text_inset(self.width_px) * self._scale
        widest = max(metrics.horizontalAdvance(line) for line in lines)
        # Room for one more letter, so that nothing scrolls while it is typed.
        size = QSize(
            round(widest + metrics.averageCharWidth() * 2 + 2 * inset.x()),
            round(metrics.lineSpacing() * len(lines) + 2 * inset.y() + 3),
        )
        self.resize(size.expandedTo(QSize(round(metrics.averageCharWidth() * 5), 0)))

    def finish(self) -> None:
        """Say that it was typed; once only."""
        if not self._is_finished:
            self._is_finished = True
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the text with Enter or Escape."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_new_line = is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape or (is_enter and not is_new_line):
            self.finish()
            return
        if is_new_line:
            self.insertPlainText("\n")
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep the text when the keyboard goes elsewhere, except to its own menu."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish()

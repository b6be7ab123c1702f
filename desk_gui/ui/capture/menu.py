"""The choice of what to capture, and after how long."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desk_gui.ui.form.choice_group import ChoiceGroup
from desk_gui.ui.theme import Tokens, gap, gaps, half_scaled, scaled

DELAYS_S: Final = (0, 3, 5, 10)
_ICON: Final = 40
_GAP: Final = 4
_TILE_WIDTH: Final = 112


class CaptureKind(Enum):
    """What is captured."""

    REGION = auto()
    WINDOW = auto()
    SCREEN = auto()
    DESKTOP_TOOL = auto()
    """Whatever the desktop's own tool offers, where programs may not look at the screen."""


class CaptureMenu(QFrame):
    """A panel below the button that opened it; goes away with a choice, Escape, or a click elsewhere.

    Signals:
        chosen: A CaptureKind, and the delay in seconds.
    """

    chosen = Signal(object, int)

    def __init__(
        self, parent: QWidget, tokens: Tokens, kinds: tuple[CaptureKind, ...], *, delay_s: int, note: str = ""
    ) -> None:
        """Build the panel without showing it.

        Args:
            parent: Owner.
            tokens: Colours.
            kinds: What can be captured here.
            delay_s: Chosen at first, one of `DELAYS_S`.
            note: A sentence below, or "".
        """
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("capture_menu")
        self.setStyleSheet(_style(tokens))
        self.setAccessibleName(self.tr("Capture"))
        texts = {
            CaptureKind.REGION: self.tr("&Region"),
            CaptureKind.WINDOW: self.tr("&Window"),
            CaptureKind.SCREEN: self.tr("Whole &screen"),
            CaptureKind.DESKTOP_TOOL: self.tr("&Screenshot"),
        }
        self.tiles = {kind: self._tile(texts[kind], icon(kind, tokens, self.devicePixelRatioF())) for kind in kinds}
        self.delay = ChoiceGroup([(str(seconds), self._delay_text(seconds)) for seconds in DELAYS_S])
        self.delay.setAccessibleName(self.tr("Delay"))
        self.delay.set_value(str(delay_s))
        self._lay_out(note)
        next(iter(self.tiles.values())).setFocus()

    def _tile(self, text: str, picture: QIcon) -> QToolButton:
        tile = QToolButton()
        tile.setText(text)
        tile.setAccessibleName(text.replace("&", ""))
        tile.setIcon(picture)
        tile.setIconSize(QSize(_ICON, _ICON))
        tile.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tile.setMinimumHeight(half_scaled(84))
        tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        tile.clicked.connect(self._on_tile_clicked)
        return tile

    def _delay_text(self, seconds: int) -> str:
        return {0: self.tr("Now"), 3: self.tr("3 s"), 5: self.tr("5 s"), 10: self.tr("10 s")}[seconds]

    def _lay_out(self, note: str) -> None:
        tiles = QHBoxLayout()
        tiles.setSpacing(gap(8))
        for tile in self.tiles.values():
            tiles.addWidget(tile, 1)
        waiting = QHBoxLayout()
        waiting.setSpacing(gap(10))
        label = QLabel(self.tr("Delay"))
        label.setProperty("kind", "dim")
        waiting.addWidget(label)
        waiting.addWidget(self.delay, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*gaps(12, 12, 12, 12))
        column.setSpacing(gap(10))
        column.addLayout(tiles)
        # Said by the panel and not by the tiles: each keeps room for its word, however long that is.
        self.setMinimumWidth(len(self.tiles) * scaled(_TILE_WIDTH + 8) + scaled(16))
        column.addLayout(waiting)
        if note:
            words = QLabel(note)
            words.setProperty("kind", "dim")
            words.setWordWrap(True)
            column.addWidget(words)
        # So that they say now how large they are, not once the panel's size is settled.
        for tile in self.tiles.values():
            tile.ensurePolished()
        column.invalidate()

    def open_at(self, anchor: QWidget) -> None:
        """Show the panel below a widget, or above it where there is no room, never beyond the screen."""
        self.adjustSize()
        room = anchor.screen().availableGeometry()
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + _GAP))
        if corner.y() + self.height() > room.bottom() + 1:
            corner = anchor.mapToGlobal(QPoint(0, -self.height() - _GAP))
        x = max(room.left(), min(corner.x(), room.right() + 1 - self.width()))
        self.setGeometry(QRect(QPoint(x, max(room.top(), corner.y())), self.size()))
        self.show()

    def delay_s(self) -> int:
        """Return the chosen delay."""
        return int(self.delay.value() or "0")

    @Slot()
    def _on_tile_clicked(self) -> None:
        kind = next((kind for kind, tile in self.tiles.items() if tile is self.sender()), None)
        delay_s = self.delay_s()
        self.close()
        if kind is not None:
            self.chosen.emit(kind, delay_s)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter or an underlined letter, as menus do; Escape closes. Arrow keys move the focus."""
        chosen = next((tile for tile in self.tiles.values() if tile.hasFocus()), next(iter(self.tiles.values())))
        letter = event.text().casefold()
        named = next((tile for tile in self.tiles.values() if letter and f"&{letter}" in tile.text().casefold()), None)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            chosen.click()
        elif named is not None:
            named.click()
        else:
            super().keyPressEvent(event)


def icon(kind: CaptureKind, tokens: Tokens, ratio: float) -> QIcon:
    """Draw the picture of what is captured, sharp at a screen's ratio."""
    pixmap = QPixmap(QSize(_ICON, _ICON) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    screen, accent = QRectF(4, 7, 32, 24), QColor(tokens.accent)
    quiet, strong = QPen(QColor(tokens.dim), 1.6), QPen(accent, 2)
    painter.setPen(quiet)
    painter.drawRoundedRect(screen, 3, 3)
    if kind is CaptureKind.REGION:
        strong.setStyle(Qt.PenStyle.CustomDashLine)
        strong.setDashPattern([2.2, 1.6])
        painter.setPen(strong)
        painter.setBrush(QColor(tokens.soft))
        painter.drawRect(QRectF(11, 13, 18, 12))
    elif kind is CaptureKind.WINDOW:
        painter.setPen(strong)
        painter.setBrush(QColor(tokens.soft))
        painter.drawRoundedRect(QRectF(10, 12, 20, 14), 2, 2)
        painter.drawLine(QRectF(10, 16.5, 20, 0).topLeft(), QRectF(10, 16.5, 20, 0).topRight())
    else:
        painter.setPen(strong)
        painter.setBrush(QColor(tokens.soft))
        painter.drawRoundedRect(screen, 3, 3)
        painter.drawLine(QRectF(14, 35, 12, 0).topLeft(), QRectF(14, 35, 12, 0).topRight())
    painter.end()
    return QIcon(pixmap)


def _style(tokens: Tokens) -> str:
    return f"""
        QFrame#capture_menu {{ background: {tokens.panel}; border: 1px solid {tokens.border}; }}
        QLabel {{ background: transparent; }}
        QToolButton {{
            background: {tokens.panel}; color: {tokens.ink}; border: 1px solid {tokens.line}; border-radius: 8px;
            padding: {scaled(6)}px {scaled(8)}px;
        }}
        QToolButton:hover {{ background: {tokens.soft}; border-color: {tokens.border}; }}
        QToolButton:focus {{
            background: {tokens.soft}; border: 2px solid {tokens.ring};
            padding: {scaled(6) - 1}px {scaled(8) - 1}px;
        }}
    """

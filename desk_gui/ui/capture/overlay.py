"""One screen, frozen and dimmed, with what is aimed at bright. One overlay lies on each screen."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from desk_gui.ui.capture.aims import Aim
from desk_gui.ui.capture.painting import DIMMING, card_rect, paint_card, paint_frame, paint_pill, pill_rect
from desk_gui.ui.capture.shots import ScreenShot
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import Tokens

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SHIFT_STEP = 10
_CTRL_STEP = 100
_EDGE = 4
"""How far the frame of what is chosen reaches beyond it, in device-independent pixels."""


class Overlay(QWidget):
    """Covers a screen and passes on what hands do there. Told what to show by `refresh`.

    Signals:
        moved: The mouse is at a global position (QPointF).
        pressed: The left button went down at a global position (QPointF).
        released: It was let go at a global position (QPointF).
        stepped: An arrow key, as pixels right and down.
        confirmed: Enter or Space.
        switched: Tab.
        all_asked: The letter A: everything.
        given_up: Escape, or another mouse button.
    """

    moved = Signal(object)
    pressed = Signal(object)
    released = Signal(object)
    stepped = Signal(int, int)
    confirmed = Signal()
    switched = Signal()
    all_asked = Signal()
    given_up = Signal()

    def __init__(self, shot: ScreenShot, aim: Aim, tokens: Tokens) -> None:
        """Build the overlay of one screen without showing it.

        Args:
            shot: What is on the screen.
            aim: Shared by all overlays.
            tokens: Colours.
        """
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.shot = shot
        self._aim = aim
        self._tokens = tokens
        self._hint = ""
        self._shown_area = QRectF()
        self._shown_decor = QRegion()
        self._bright = QPixmap.fromImage(shot.image)
        self._bright.setDevicePixelRatio(shot.ratio)
        self._dimmed = _dimmed(self._bright)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setWindowTitle(self.tr("Capture"))

    def cover(self) -> None:
        """Lie down on the screen."""
        self.setGeometry(self.shot.geometry)
        self.showFullScreen()
        self.raise_()

    def explain(self, name: str, hint: str) -> None:
        """Say what this is for, on the screen and to screen readers."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        self._hint = hint
        self.refresh()

    def announce(self, words: str) -> None:
        """Tell screen readers what changed."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def refresh(self) -> None:
        """Draw again what looks different now, and no more: a large screen takes long to paint."""
        area, decor = self._area(), self._decor()
        changed = self._shown_decor + decor
        if area != self._shown_area:
            old, new = self._shown_area.toAlignedRect(), area.toAlignedRect()
            inside, outside = (-_EDGE, -_EDGE, _EDGE, _EDGE), (_EDGE, _EDGE, -_EDGE, -_EDGE)
            both = QRegion(old.adjusted(*outside)).intersected(QRegion(new.adjusted(*outside)))
            changed += (QRegion(old.adjusted(*inside)) + QRegion(new.adjusted(*inside))) - both
        self._shown_area, self._shown_decor = area, decor
        self.update(changed)

    # What is where, in this widget's coordinates

    def _corner(self) -> QPointF:
        # A window manager may have put the overlay elsewhere than on the screen's corner.
        return QPointF(self.shot.geometry.topLeft() - self.mapToGlobal(QPoint(0, 0)))

    def _area(self) -> QRectF:
        area = self._aim.area.intersected(self.shot.place)
        return self.shot.to_widget(area).translated(self._corner()) if not area.isEmpty() else QRectF()

    def _cursor(self) -> QPointF | None:
        """Return the middle of the pixel under the cursor, if it is on this screen."""
        if not self.shot.place.contains(self._aim.cursor):
            return None
        return self.shot.to_widget(QRect(self._aim.cursor, self._aim.cursor)).center() + self._corner()

    def _hint_rect(self) -> QRectF:
        cursor = self._cursor()
        if cursor is None or self._aim.is_held or not self._hint:
            return QRectF()
        rect = pill_rect(self.font(), self._hint, middle=self.width() / 2, top=28, room=self.width() - 32)
        if cursor.y() < rect.bottom() + self.height() / 6:
            rect.moveBottom(self.height() - 28)
        return rect

    def _title_rect(self) -> QRectF:
        if not self._aim.title or not self.shot.place.contains(self._aim.area.center()):
            return QRectF()
        area = self._area()
        rect = pill_rect(self.font(), self._title(), middle=area.center().x(), top=0, room=self.width() - 32)
        rect.moveTop(area.center().y() - rect.height() / 2)
        return rect

    def _title(self) -> str:
        area = self._aim.area
        return fill(self.tr("%1 · %2"), plain(self._aim.title, 60), self._size(area))

    def _size(self, area: QRect) -> str:
        # The sign between the numbers is the one of typography, on purpose.
        template = self.tr("%1 × %2 px")  # noqa: RUF001 - see above
        return fill(template, str(area.width()), str(area.height()))

    def _card_rect(self) -> QRectF:
        cursor = self._cursor()
        if cursor is None or self._aim.title:
            return QRectF()
        return card_rect(self.font(), self._words(), cursor, QRectF(self.rect()))

    def _decor(self) -> QRegion:
        region = QRegion()
        for rect in (self._hint_rect(), self._title_rect(), self._card_rect()):
            region += rect.toAlignedRect().adjusted(-1, -1, 1, 1)
        cursor = self._cursor()
        if cursor is not None and not self._aim.is_anchored:
            x, y = int(cursor.x()), int(cursor.y())
            region += QRect(x - 2, 0, 5, self.height())
            region += QRect(0, y - 2, self.width(), 5)
        return region

    # Qt's virtual methods

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the screen, dimmed but for what is chosen, and what helps choosing. Qt clips to what was asked for."""
        painter = QPainter(self)
        corner, area = self._corner(), self._area()
        painter.drawPixmap(corner, self._dimmed)
        if not area.isEmpty():
            painter.save()
            painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
            painter.drawPixmap(corner, self._bright)
            painter.restore()
            # The frame lies around what is chosen, but never beyond the screen.
            paint_frame(painter, area.intersected(QRectF(self.rect()).adjusted(2, 2, -2, -2)))
        self._paint_cross(painter)
        for rect, text in ((self._hint_rect(), self._hint), (self._title_rect(), self._title())):
            if not rect.isEmpty():
                paint_pill(painter, rect, text, self._tokens)
        card = self._card_rect()
        if not card.isEmpty():
            pixel = self.shot.to_image(QRect(self._aim.cursor, self._aim.cursor)).topLeft()
            paint_card(
                painter,
                card,
                image=self.shot.image,
                pixel=QPointF(pixel),
                words=self._words(),
                tokens=self._tokens,
            )
        painter.end()

    def _words(self) -> tuple[str, str]:
        cursor, area = self._aim.cursor, self._aim.area
        position = fill(self.tr("x %1 · y %2"), str(cursor.x()), str(cursor.y()))
        if area.isEmpty():
            return self.tr("First corner"), position
        return self._size(area), position

    def _paint_cross(self, painter: QPainter) -> None:
        cursor = self._cursor()
        if cursor is None or self._aim.is_anchored:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(QColor(255, 255, 255, 150), 0, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(cursor.x(), 0), QPointF(cursor.x(), self.height()))
        painter.drawLine(QPointF(0, cursor.y()), QPointF(self.width(), cursor.y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.moved.emit(event.globalPosition())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Aim with the left button, give up with any other."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(event.globalPosition())
        else:
            self.given_up.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Settle with the left button."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.released.emit(event.globalPosition())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Aim by keyboard."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            # The pointer stays where the hand left it: it would stand beside the place that is aimed at.
            self.setCursor(Qt.CursorShape.BlankCursor)
            dx, dy = _ARROWS[key]
            length = _step_length(event.modifiers())
            self.stepped.emit(dx * length, dy * length)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and not event.isAutoRepeat():
            self.confirmed.emit()
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.switched.emit()
        elif key == Qt.Key.Key_A:
            self.all_asked.emit()
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take note of what lies elsewhere now; Qt draws all of it again."""
        super().resizeEvent(event)
        self.refresh()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Draw all of it again: the screen stays where it is while this moves."""
        super().moveEvent(event)
        self.refresh()
        self.update()


def _step_length(modifiers: Qt.KeyboardModifier) -> int:
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return _CTRL_STEP
    return _SHIFT_STEP if modifiers & Qt.KeyboardModifier.ShiftModifier else 1


def _dimmed(bright: QPixmap) -> QPixmap:
    dimmed = QPixmap(bright)
    painter = QPainter(dimmed)
    painter.fillRect(QRectF(0, 0, bright.width(), bright.height()), DIMMING)
    painter.end()
    return dimmed

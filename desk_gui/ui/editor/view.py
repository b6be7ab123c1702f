"""Shows a picture with its marks: zoom, scrolling, and a cache that makes painting it again cheap."""

from math import ceil, floor, log2
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QBrush,
    QColor,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from desk_gui.ui.editor.marks import Marks
from desk_gui.ui.editor.painting import paint
from desk_gui.ui.editor.picture import Picture
from desk_gui.ui.editor.shapes import Point, Rect, Shape, Step, page_of
from desk_gui.ui.theme import Theme

_MARGIN: Final = 20
_LEAST_ZOOM: Final = 0.02
_MOST_ZOOM: Final = 16.0
_ZOOM_STEP: Final = 1.25
_WHEEL_STEP: Final = 1.2
_WHEEL_NOTCH: Final = 120
_SHARP_FROM: Final = 2.0
_CHECK_PX: Final = 8


class PictureView(QAbstractScrollArea):
    """Shows one picture, cropped, with its marks.

    What rests is painted once into a picture of the viewport; a paint event copies from there. Zoom is in screen pixels
    per image pixel, so that 1 is sharp on every screen.

    Signals:
        zoom_changed: Another zoom, or another part is shown.
    """

    zoom_changed = Signal()

    def __init__(self, theme: Theme, marks: Marks) -> None:
        super().__init__()
        self.setObjectName("picture_view")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        self.marks = marks
        self._picture: Picture | None = None
        self._shown = marks.shapes
        self._zoom = 1.0
        self._is_fitted = True
        self._origin = QPointF()
        self._resting = QPixmap()
        self._stale = QRegion()
        self._without: int | None = None
        self._shows_all = False
        marks.changed.connect(self._on_marks_changed)
        theme.changed.connect(self._on_theme_changed)

    # What is shown

    def show_picture(self, picture: Picture) -> None:
        """Show a picture, fitted."""
        self._picture = picture
        self.fit()

    def refine_picture(self, picture: Picture) -> None:
        """Show the same picture by its smaller copies from now on."""
        self._picture = picture
        self._refresh_all()

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    @property
    def picture_size(self) -> QSize:
        """Its size at full resolution; empty without a picture."""
        return QSize(0, 0) if self._picture is None else self._picture.image.size()

    @property
    def page(self) -> Rect:
        """The part of the picture that is shown, in image pixels."""
        size = self.picture_size
        return page_of(() if self._shows_all else self.marks.shapes, size.width(), size.height())

    def show_all(self, *, is_all: bool) -> None:
        """Show the whole picture, or what a crop leaves of it."""
        if self._shows_all != is_all:
            self._shows_all = is_all
            self._show_another_page()

    def leave_out(self, index: int | None) -> None:
        """Leave a mark out of what rests, because it is on its way."""
        if self._without != index:
            for one in {self._without, index} - {None}:
                if one is not None and one < len(self.marks.shapes):
                    self.refresh(self.marks.shapes[one].bounds())
            self._without = index

    # Where things are

    @property
    def zoom(self) -> float:
        """Screen pixels per image pixel."""
        return self._zoom

    @property
    def is_fitted(self) -> bool:
        """Whether the zoom follows the window."""
        return self._is_fitted

    @property
    def scale(self) -> float:
        """Device-independent pixels per image pixel."""
        return self._zoom / self.devicePixelRatioF()

    def to_image(self, position: QPointF) -> Point:
        """Return the place in the picture that lies under a place of the viewport."""
        page, scale = self.page, self.scale
        return Point(
            page.x + (position.x() - self._origin.x()) / scale, page.y + (position.y() - self._origin.y()) / scale
        )

    def to_view(self, rect: Rect) -> QRectF:
        """Return where an area of the picture lies in the viewport."""
        page, scale = self.page, self.scale
        x, y = (rect.x - page.x) * scale + self._origin.x(), (rect.y - page.y) * scale + self._origin.y()
        return QRectF(x, y, rect.width * scale, rect.height * scale)

    def visible_part(self) -> Rect:
        """Return the area of the picture that can be seen, in image pixels."""
        size = self.viewport().size()
        upper, lower = self.to_image(QPointF(0, 0)), self.to_image(QPointF(size.width(), size.height()))
        return Rect(upper.x, upper.y, lower.x - upper.x, lower.y - upper.y).within(self.page)

    # Zoom

    @Slot()
    def fit(self) -> None:
        """Show the whole page; a small picture is not enlarged."""
        self._is_fitted = True
        page, size, ratio = self.page, self.viewport().size(), self.devicePixelRatioF()
        if page.width and page.height:
            across = (size.width() - 2 * _MARGIN) / page.width
            down = (size.height() - 2 * _MARGIN) / page.height
            self._zoom = max(_LEAST_ZOOM, min(across * ratio, down * ratio, max(1.0, ratio)))
        self._lay_out()

    @Slot()
    def zoom_in(self) -> None:
        """Zoom in by a step."""
        self.zoom_to(self._zoom * _ZOOM_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Zoom out by a step."""
        self.zoom_to(self._zoom / _ZOOM_STEP)

    @Slot()
    def zoom_full(self) -> None:
        """Show each image pixel as one pixel of the screen."""
        self.zoom_to(1.0)

    def zoom_to(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zoom; what lies under the anchor (the middle, if none) stays there."""
        if self._picture is None:
            return
        at = QPointF(self.viewport().rect().center()) if anchor is None else anchor
        fixed = self.to_image(at)
        self._is_fitted = False
        self._zoom = min(_MOST_ZOOM, max(_LEAST_ZOOM, zoom))
        self._lay_out()
        moved = self.to_view(Rect(fixed.x, fixed.y, 0, 0)).topLeft() - at
        self.scroll_by(moved.x(), moved.y())

    def scroll_by(self, dx: float, dy: float) -> None:
        """Move over the picture, in device-independent pixels."""
        self.horizontalScrollBar().setValue(round(self.horizontalScrollBar().value() + dx))
        self.verticalScrollBar().setValue(round(self.verticalScrollBar().value() + dy))

    def _lay_out(self) -> None:
        """Say to the scroll bars how much there is, and find where the page begins."""
        page, size, ratio = self.page, self.viewport().size(), self.devicePixelRatioF()
        begins = []
        for extent, room, bar in (
            (page.width * self.scale, size.width(), self.horizontalScrollBar()),
            (page.height * self.scale, size.height(), self.verticalScrollBar()),
        ):
            hidden = 0 if self._is_fitted else max(0, round(extent + 2 * _MARGIN - room))
            bar.setRange(0, hidden)
            bar.setPageStep(room)
            bar.setSingleStep(max(10, room // 20))
            begin = _MARGIN - bar.value() if hidden else (room - extent) / 2
            begins.append(round(begin * ratio) / ratio)
        if self.viewport().size() != size:
            # A scroll bar came or went and took or gave room.
            self._lay_out()
            return
        self._origin = QPointF(*begins)
        self._refresh_all()
        self.zoom_changed.emit()

    def _scroll(self) -> None:
        """Move what is painted already to where the scroll bars say; the rest is painted."""
        ratio, before = self.devicePixelRatioF(), self._origin
        begins = [
            round((_MARGIN - bar.value()) * ratio) / ratio if bar.maximum() else begin
            for bar, begin in (
                (self.horizontalScrollBar(), before.x()),
                (self.verticalScrollBar(), before.y()),
            )
        ]
        self._origin = QPointF(*begins)
        way = self._origin - before
        self.viewport().update()
        self.zoom_changed.emit()
        if way != QPointF(way.toPoint()):
            # On screens of a broken scale a strip would have to begin between two pixels.
            self._refresh_all()
            return
        self._resting.scroll(round(way.x() * ratio), round(way.y() * ratio), self._resting.rect())
        self._stale = self._stale.translated(round(way.x()), round(way.y()))
        for part in exposed_by(way, self.viewport().rect()):
            self._stale += part

    def _show_another_page(self) -> None:
        if self._is_fitted:
            self.fit()
        else:
            self._lay_out()

    # Painting

    def refresh(self, area: Rect) -> None:
        """Paint an area of the picture again, resting marks and all."""
        dirty = self.dirty(area)
        self._stale += dirty
        self.viewport().update(dirty)

    def dirty(self, area: Rect) -> QRect:
        """Return which pixels of the viewport an area of the picture touches."""
        return self.to_view(area).toAlignedRect().adjusted(-2, -2, 2, 2).intersected(self.viewport().rect())

    def _refresh_all(self) -> None:
        self._stale = QRegion(self.viewport().rect())
        self.viewport().update()

    def prepare(self, painter: QPainter) -> None:
        """Let a painter of the viewport count in image pixels, and keep it on the page."""
        page = self.page
        painter.setClipRect(self.to_view(page), Qt.ClipOperation.IntersectClip)
        painter.translate(self._origin)
        painter.scale(self.scale, self.scale)
        painter.translate(-page.x, -page.y)

    def paint_overlay(self, painter: QPainter) -> None:
        """Paint what lies above the resting marks. For those that build on this class."""

    def _paint_stale(self) -> None:
        ratio = self.devicePixelRatioF()
        size = self.viewport().size() * ratio
        if self._resting.size() != size:
            self._resting = QPixmap(size)
            self._stale = QRegion(self.viewport().rect())
        self._resting.setDevicePixelRatio(ratio)
        if self._stale.isEmpty():
            return
        tokens, around = self._theme.tokens, self._stale.boundingRect()
        painter = QPainter(self._resting)
        painter.setClipRegion(self._stale)
        painter.fillRect(self._stale.boundingRect(), QColor(tokens.background))
        if self._picture is not None:
            page = self.to_view(self.page)
            painter.setPen(QColor(tokens.line))
            painter.drawRect(page.toAlignedRect().adjusted(-1, -1, 0, 0))
            self._paint_picture(painter, self._picture, page)
            upper = self.to_image(QPointF(around.topLeft()))
            lower = self.to_image(QPointF(around.bottomRight()))
            area = QRectF(QPointF(*upper), QPointF(*lower)).adjusted(-2, -2, 2 / self.scale, 2 / self.scale)
            self.prepare(painter)
            paint(self.marks.shapes, painter, area=area, without=self._without)
        painter.end()
        self._stale = QRegion()

    def _paint_picture(self, painter: QPainter, picture: Picture, page: QRectF) -> None:
        if picture.image.hasAlphaChannel():
            painter.fillRect(page, _checks())
        index = min(len(picture.levels) - 1, max(0, floor(log2(1 / self._zoom))))
        level = picture.levels[index]
        across, down = level.width() / picture.image.width(), level.height() / picture.image.height()
        x, y, width, height = self.page
        is_exact = self._zoom >= _SHARP_FROM or self._zoom == 1
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=not is_exact)
        painter.drawImage(page, level, QRectF(x * across, y * down, width * across, height * down))

    # What happens

    @Slot()
    def _on_marks_changed(self) -> None:
        before, after = self._shown, self.marks.shapes
        size = self.picture_size
        self._shown = after
        if self._shows_all or page_of(before, size.width(), size.height()) == self.page:
            for area in changed_areas(before, after):
                self.refresh(area)
        else:
            self._show_another_page()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._refresh_all()

    # Qt's virtual methods

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy what rests, then paint what does not."""
        self._paint_stale()
        del event
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._resting)
        if self._picture is not None:
            self.paint_overlay(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, if fitted."""
        super().resizeEvent(event)
        self._show_another_page()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Show another part."""
        del dx, dy
        self._scroll()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl held, at the pointer; else scroll, sideways with Shift held."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self._zoom * _WHEEL_STEP ** (turned.y() / _WHEEL_NOTCH), event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.scroll_by(-turned.x() - turned.y(), 0)
        elif event.pixelDelta().isNull():
            self.scroll_by(-turned.x(), -turned.y())
        else:
            self.scroll_by(-event.pixelDelta().x(), -event.pixelDelta().y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_to(self._zoom * (1 + event.value()), event.position())
            return True
        return super().viewportEvent(event)


def changed_areas(before: tuple[Shape, ...], after: tuple[Shape, ...]) -> list[Rect]:
    """Return the areas that look otherwise. Shapes that stayed are the same objects."""
    stayed = {id(one) for one in before} & {id(one) for one in after}
    changed = [one for one in (*before, *after) if id(one) not in stayed]
    if any(isinstance(one, Step) for one in changed):
        # The others may count otherwise now.
        changed += [one for one in after if isinstance(one, Step)]
    return [one.bounds() for one in changed]


def exposed_by(way: QPointF, shown: QRect) -> list[QRect]:
    """Return the strips along the edges that come into sight when what is shown moves."""
    across, down = ceil(abs(way.x())), ceil(abs(way.y()))
    strips = []
    if across:
        left = shown.left() if way.x() > 0 else shown.right() + 1 - across
        strips.append(QRect(left, shown.top(), across, shown.height()))
    if down:
        top = shown.top() if way.y() > 0 else shown.bottom() + 1 - down
        strips.append(QRect(shown.left(), top, shown.width(), down))
    return strips


def _checks() -> QBrush:
    """Return what transparency looks like."""
    tile = QPixmap(2 * _CHECK_PX, 2 * _CHECK_PX)
    tile.fill(QColor("#ffffff"))
    painter = QPainter(tile)
    for corner in (0, _CHECK_PX):
        painter.fillRect(corner, corner, _CHECK_PX, _CHECK_PX, QColor("#e3e6ea"))
    painter.end()
    return QBrush(tile)

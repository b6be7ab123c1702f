"""The picture under the hand: drawing, selecting, moving and typing, by mouse and by keyboard."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from desk_gui.ui.editor import gestures
from desk_gui.ui.editor.keys import Nudging, insertion
from desk_gui.ui.editor.marks import Marks
from desk_gui.ui.editor.overlay import HANDLE_PX, handles_of, paint_selection, paint_veil
from desk_gui.ui.editor.painting import paint_shape, text_plate
from desk_gui.ui.editor.shapes import Box, Crop, Highlight, Pen, Point, Rect, Redaction, Shape, Step, Text
from desk_gui.ui.editor.text_entry import TextEntry
from desk_gui.ui.editor.tools import Ink, Style, Tool, Width, width_px
from desk_gui.ui.editor.view import PictureView
from desk_gui.ui.theme import Theme

_SLACK_PX: Final = 6
_HANDLE_REACH_PX: Final = 12
_CLICK_PX: Final = 4
_STROKE_STEP_PX: Final = 1.5

_CURSORS: Final = {Tool.SELECT: Qt.CursorShape.ArrowCursor, Tool.TEXT: Qt.CursorShape.IBeamCursor}


class Canvas(PictureView):
    """Turns what mouse and keyboard do with the tool in use into marks.

    Signals:
        crop_finished: Enter was pressed in a crop; another tool should be taken.
    """

    crop_finished = Signal()

    def __init__(self, theme: Theme, marks: Marks) -> None:
        super().__init__(theme, marks)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._tool = Tool.SELECT
        self._style = Style(Ink.RED, Width.MEDIUM)
        self._gesture: gestures.Gesture | None = None
        self._changing: int | None = None
        self._active: Shape | None = None
        self._pressed_at = QPointF()
        self._panning_from: QPointF | None = None
        self._entry: TextEntry | None = None
        self._entry_index: int | None = None
        self._is_press_spent = False
        marks.selection_changed.connect(self._on_marks_selection_changed)
        self.zoom_changed.connect(self._on_zoom_changed)

    # Told from outside

    @property
    def tool(self) -> Tool:
        """The tool in use."""
        return self._tool

    @property
    def is_busy(self) -> bool:
        """Whether a drag is under way or a text is being typed."""
        return self._gesture is not None or self._entry is not None

    def use_tool(self, tool: Tool) -> None:
        """Take another tool; what is under way is finished."""
        self.finish()
        self._tool = tool
        self.show_all(is_all=tool is Tool.CROP)
        self.marks.select(self.marks.crop_index() if tool is Tool.CROP else None)
        self._show_cursor(None)

    def use_style(self, style: Style) -> None:
        """Draw the next marks with this."""
        self._style = style

    @property
    def line_width(self) -> float:
        """The line width in use, in image pixels."""
        return width_px(self._style.width, self.page.width, self.page.height)

    def finish(self) -> None:
        """Keep a text being typed; leave a drag."""
        if self._entry is not None:
            self._entry.finish()
        self.leave_gesture()

    def leave_gesture(self) -> bool:
        """Leave a drag as if it had not begun; False when there is none."""
        if self._gesture is None:
            return False
        self._gesture = self._changing = None
        self.leave_out(None)
        self._set_active(None)
        return True

    def remove_selected(self) -> None:
        """Take the selected mark away."""
        self.leave_gesture()
        if self.marks.selected is not None:
            self.marks.remove(self.marks.selected)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw, move, pull, type or pan."""
        if self._picture is None or self._gesture is not None or self._is_press_spent:
            return
        self._pressed_at = event.position()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panning_from = event.position()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press(event.position())

    def _press(self, position: QPointF) -> None:
        point = self.to_image(position)
        selected, shape = self.marks.selected, self.marks.selected_shape
        limits = self.page if self._tool is Tool.CROP else None
        handle = self._handle_at(position)
        if selected is not None and shape is not None and handle is not None:
            self._begin(gestures.Pulling(shape, handle, limits), selected, shape)
        elif selected is not None and isinstance(shape, Crop) and shape.hit(point, 0):
            self._begin(gestures.Moving(shape, point, limits), selected, shape)
        elif self._tool is Tool.SELECT:
            self._take(position)
        elif self._tool is Tool.TEXT:
            self._press_text(point)
        else:
            gesture = self._drawing(point)
            self._begin(gesture, None, gesture.to(point, is_straight=False))

    def _take(self, position: QPointF) -> None:
        """Take the mark under the pointer; where there is none, the picture itself."""
        index = self._mark_at(position)
        self.marks.select(index)
        if index is None:
            self._panning_from = position
        else:
            shape = self.marks.shapes[index]
            self._begin(gestures.Moving(shape, self.to_image(position)), index, shape)

    def _press_text(self, point: Point) -> None:
        index = self.marks.topmost(point, 0)
        if index is not None and isinstance(self.marks.shapes[index], Text):
            self.edit_text(index)
        else:
            self.type_at(point)

    def _drawing(self, point: Point) -> gestures.Gesture:
        colour, width = str(self._style.ink), self.line_width
        match self._tool:
            case Tool.PEN | Tool.HIGHLIGHT:
                kind = Pen if self._tool is Tool.PEN else Highlight
                return gestures.DrawingStroke(point, kind, colour, width, _STROKE_STEP_PX / self.scale)
            case Tool.STEP:
                return gestures.Moving(Step(point, colour, width), point)
            case Tool.BOX:
                return gestures.DrawingArea(point, partial(Box, colour=colour, width=width))
            case Tool.HIDE:
                return gestures.DrawingArea(point, Redaction, self.page)
            case Tool.CROP:
                return gestures.DrawingArea(point, Crop, self.page)
        return gestures.DrawingArrow(point, colour, width)

    def _begin(self, gesture: gestures.Gesture, changing: int | None, shape: Shape) -> None:
        self._gesture, self._changing = gesture, changing
        self.leave_out(changing)
        self._set_active(shape)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what is under way."""
        if self._panning_from is not None:
            way = self._panning_from - event.position()
            self._panning_from = event.position()
            self.scroll_by(way.x(), way.y())
        elif self._gesture is not None:
            self._set_active(self._shape_now(event))
        else:
            self._show_cursor(event.position())

    def _shape_now(self, event: QMouseEvent) -> Shape | None:
        if self._gesture is None:
            return None
        is_straight = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return self._gesture.to(self.to_image(event.position()), is_straight=is_straight)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep what was drawn or moved."""
        self._panning_from = None
        shape, changing = self._shape_now(event), self._changing
        if event.button() != Qt.MouseButton.LeftButton or shape is None:
            return
        is_click = (event.position() - self._pressed_at).manhattanLength() < _CLICK_PX
        self.leave_gesture()
        if changing is not None:
            if not is_click:
                self.marks.change(changing, gestures.snapped(shape))
        elif gestures.is_worth_keeping(shape, _CLICK_PX / self.scale):
            self.marks.add(gestures.snapped(shape))
        elif self._tool is not Tool.CROP:
            self.marks.select(self._mark_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type a text anew."""
        index = self._mark_at(event.position())
        if self._tool is Tool.SELECT and index is not None and isinstance(self.marks.shapes[index], Text):
            self.leave_gesture()
            self.edit_text(index)
        else:
            self.mousePressEvent(event)

    def _mark_at(self, position: QPointF) -> int | None:
        return self.marks.topmost(self.to_image(position), _SLACK_PX / self.scale)

    def _handle_at(self, position: QPointF) -> int | None:
        shape = self.marks.selected_shape
        near = (
            ((place - position).manhattanLength(), handle)
            for handle, place in (handles_of(self, shape) if shape is not None else ())
        )
        reach, handle = min(near, default=(_HANDLE_REACH_PX, None))
        return handle if reach < _HANDLE_REACH_PX else None

    def _show_cursor(self, position: QPointF | None) -> None:
        cursor = _CURSORS.get(self._tool, Qt.CursorShape.CrossCursor)
        if position is not None and self._handle_at(position) is not None:
            cursor = Qt.CursorShape.PointingHandCursor
        elif position is not None and self._tool is Tool.SELECT and self._mark_at(position) is not None:
            cursor = Qt.CursorShape.SizeAllCursor
        if self.viewport().cursor().shape() != cursor:
            self.viewport().setCursor(cursor)

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge, resize, choose, insert and type without a mouse."""
        nudge = Nudging.of(event.key(), event.modifiers(), max(1.0, round(1 / self._zoom)))
        if nudge is not None:
            self._nudge(nudge)
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.marks.select_next(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._enter()
        elif event.key() == Qt.Key.Key_Backspace:
            self.remove_selected()
        else:
            super().keyPressEvent(event)

    def _nudge(self, nudge: Nudging) -> None:
        index, shape = self.marks.selected, self.marks.selected_shape
        if index is None or shape is None:
            self.scroll_by(*nudge.scrolled())
        elif (changed := nudge.applied(shape, self.page)) is not None:
            self.marks.change(index, gestures.snapped(changed), merge_key=(index, nudge.is_resizing))

    def _enter(self) -> None:
        index, shape = self.marks.selected, self.marks.selected_shape
        if self._picture is None:
            return
        if isinstance(shape, Crop):
            self.crop_finished.emit()
        elif index is not None and isinstance(shape, Text):
            self.edit_text(index)
        elif self._tool is Tool.TEXT:
            seen = self.visible_part()
            self.type_at(Point(seen.x + seen.width / 3, seen.y + seen.height / 2))
        elif (made := insertion(self._tool, self.visible_part(), str(self._style.ink), self.line_width)) is not None:
            self.marks.add(gestures.snapped(made))

    # Typing

    def type_at(self, point: Point) -> None:
        """Let a new text be typed."""
        self.marks.select(None)
        self._open_entry(TextEntry(self.viewport(), point, str(self._style.ink), self.line_width), None)

    def edit_text(self, index: int) -> None:
        """Let a text be typed anew."""
        shape = self.marks.shapes[index]
        if isinstance(shape, Text):
            self.marks.select(index)
            at = Point(shape.rect.x, shape.rect.y)
            self._open_entry(TextEntry(self.viewport(), at, shape.colour, shape.width, shape.text), index)

    def _open_entry(self, entry: TextEntry, index: int | None) -> None:
        self.finish()
        self._entry, self._entry_index = entry, index
        self.leave_out(index)
        entry.finished.connect(self._on_entry_finished)
        self._on_zoom_changed()
        entry.show()
        entry.setFocus()
        self.viewport().update()

    @Slot()
    def _on_entry_finished(self) -> None:
        entry, index = self._entry, self._entry_index
        if entry is None:
            return
        self._entry = self._entry_index = None
        self.leave_out(None)
        if entry.hasFocus():
            self.setFocus()
        else:
            # The press that took the keyboard away has done enough; it is delivered before the loop goes round.
            self._is_press_spent = True
            QTimer.singleShot(0, self, self._on_press_spent)
        entry.hide()
        entry.deleteLater()
        if entry.text:
            plate = text_plate(entry.at, entry.text, entry.width_px)
            shape = Text(plate, entry.text, entry.colour, entry.width_px)
            if index is None:
                self.marks.add(shape)
            else:
                self.marks.change(index, shape)
        elif index is not None:
            self.marks.remove(index)

    @Slot()
    def _on_press_spent(self) -> None:
        self._is_press_spent = False

    # Painting

    def paint_overlay(self, painter: QPainter) -> None:
        """Paint what is under way, what a crop takes away, and the selection."""
        shape = self._active if self._active is not None else self.marks.selected_shape
        if isinstance(shape, Crop):
            paint_veil(painter, self, shape)
        if self._active is not None:
            before = self.marks.shapes[: self._changing]
            painter.save()
            self.prepare(painter)
            paint_shape(self._active, painter, number=1 + sum(isinstance(one, Step) for one in before))
            painter.restore()
        is_shown = self._active is None or self._changing is not None or isinstance(shape, Crop)
        if shape is not None and is_shown and self._entry is None:
            paint_selection(painter, self, shape, self._theme.tokens)

    def _set_active(self, shape: Shape | None) -> None:
        """Have an unfinished shape painted instead of the one before, and nothing else."""
        for one in (self._active, shape):
            if isinstance(one, Crop):
                self.viewport().update()
            elif one is not None:
                reach = HANDLE_PX + 2
                self.viewport().update(self.dirty(one.bounds()).adjusted(-reach, -reach, reach, reach))
        self._active = shape

    # What happens

    @Slot()
    def _on_marks_changed(self) -> None:
        super()._on_marks_changed()
        if self._tool is Tool.CROP:
            self.marks.select(self.marks.crop_index())
        self.viewport().update()

    @Slot()
    def _on_marks_selection_changed(self) -> None:
        self.viewport().update()

    @Slot()
    def _on_zoom_changed(self) -> None:
        if self._entry is not None:
            at = Rect(self._entry.at.x, self._entry.at.y, 0, 0)
            self._entry.place(self.to_view(at).topLeft(), self.scale)

"""Lets a region, a window or a screen be picked on overlays over all screens."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QPointF, QRect, QTimer, Signal, Slot
from PySide6.QtGui import QCursor

from desk_gui.ui.capture.aims import Aim, Box, BoxAim, RegionAim
from desk_gui.ui.capture.overlay import Overlay
from desk_gui.ui.capture.shots import ScreenShot, shot_at, shot_under, whole_canvas
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import Tokens

_FOCUS_MS: Final = 400
"""How long the system may take to give an overlay the keyboard before it is taken."""

_SAY_MS: Final = 500
"""How long the arrow keys rest before a screen reader says where things are."""


class Picker(QObject):
    """One pick. Lives on the GUI thread, and ends itself with a signal; overlays are gone by then.

    Signals:
        picked: The area on the canvas (QRect).
        cancelled: Nothing was picked.
    """

    picked = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QObject, shots: Sequence[ScreenShot], aim: Aim, tokens: Tokens) -> None:
        """Lay overlays over all screens.

        Args:
            parent: Owner.
            shots: What is on the screens; at least one.
            aim: Where the pick begins.
            tokens: Colours.
        """
        super().__init__(parent)
        self._shots = tuple(shots)
        self._aim = aim
        self.overlays = tuple(Overlay(shot, aim, tokens) for shot in shots)
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(_SAY_MS)
        self._saying.timeout.connect(self._on_saying_timeout)
        for overlay in self.overlays:
            self._connect(overlay)
        self._explain()
        for overlay in self.overlays:
            overlay.cover()
        self._overlay_at_cursor().activateWindow()
        self._overlay_at_cursor().setFocus()
        QTimer.singleShot(_FOCUS_MS, self, self._take_keyboard)

    def _connect(self, overlay: Overlay) -> None:
        overlay.moved.connect(self._on_overlay_moved)
        overlay.pressed.connect(self._on_overlay_pressed)
        overlay.released.connect(self._on_overlay_released)
        overlay.stepped.connect(self._on_overlay_stepped)
        overlay.confirmed.connect(self._on_overlay_confirmed)
        overlay.switched.connect(self._on_overlay_switched)
        overlay.all_asked.connect(self._on_overlay_all_asked)
        overlay.given_up.connect(self._on_overlay_given_up)

    def _explain(self) -> None:
        if isinstance(self._aim, BoxAim):
            name = self.tr("Choose a window or a screen")
            hint = self.tr(
                "Click what to capture · arrow keys choose · Enter takes it · A takes all screens · Esc cancels"
            )
        elif self._aim.is_anchored:
            name = self.tr("Choose a region of the screen")
            hint = self.tr(
                "Arrow keys move the corner, with Shift by 10 · Tab: other corner · Enter takes it · Esc cancels"
            )
        else:
            name = self.tr("Choose a region of the screen")
            hint = self.tr("Drag over what to capture · or arrow keys, Space at each corner · Esc cancels")
        for overlay in self.overlays:
            overlay.explain(name, hint)

    def _overlay_at_cursor(self) -> Overlay:
        shot = shot_at(self._shots, self._aim.cursor)
        return next((overlay for overlay in self.overlays if overlay.shot is shot), self.overlays[0])

    @Slot()
    def _take_keyboard(self) -> None:
        """Take the keyboard where the system gave it to nobody here: Escape has to work over a covered screen."""
        if self.overlays and not any(overlay.isActiveWindow() for overlay in self.overlays):
            self._overlay_at_cursor().grabKeyboard()

    def _refresh(self) -> None:
        for overlay in self.overlays:
            overlay.refresh()

    def _end(self) -> None:
        self._saying.stop()
        for overlay in self.overlays:
            overlay.releaseKeyboard()
            overlay.hide()
            overlay.deleteLater()
        self.overlays = ()

    def _settle(self, area: QRect) -> None:
        self._end()
        self.picked.emit(area)

    def give_up(self) -> None:
        """End without a pick."""
        if self.overlays:
            self._end()
            self.cancelled.emit()

    def _say(self) -> None:
        area, cursor = self._aim.area, self._aim.cursor
        if self._aim.title:
            words = plain(self._aim.title)
        elif area.isEmpty():
            words = fill(self.tr("%1, %2"), str(cursor.x()), str(cursor.y()))
        else:
            words = fill(self.tr("%1 by %2 pixels"), str(area.width()), str(area.height()))
        self._overlay_at_cursor().announce(words)

    @Slot()
    def _on_saying_timeout(self) -> None:
        if self.overlays:
            self._say()

    def _point(self, position: QPointF) -> tuple[ScreenShot, QPointF]:
        """Return the screen a position is on; beyond all of them, the nearest."""
        shot = shot_under(self._shots, position)
        if shot is None:
            shot = min(self._shots, key=lambda one: (QPointF(one.geometry.center()) - position).manhattanLength())
        return shot, position

    # Slots; after the pick is settled, what is still on its way from the overlays is passed over

    @Slot(object)
    def _on_overlay_moved(self, position: QPointF) -> None:
        if self.overlays:
            shot, position = self._point(position)
            self._aim.move_to(shot.to_canvas(position))
            self._refresh()

    @Slot(object)
    def _on_overlay_pressed(self, position: QPointF) -> None:
        if self.overlays:
            shot, position = self._point(position)
            self._aim.press(shot.to_canvas(position))
            self._explain()

    @Slot(object)
    def _on_overlay_released(self, position: QPointF) -> None:
        # A button that was pressed before the overlay came settles nothing.
        if self.overlays and self._aim.is_held:
            shot, position = self._point(position)
            if self._aim.release(shot.to_canvas(position)):
                self._settle(self._aim.area)
            else:
                self._explain()

    @Slot(int, int)
    def _on_overlay_stepped(self, dx: int, dy: int) -> None:
        if self.overlays:
            self._aim.step(dx, dy)
            self._refresh()
            self._saying.start()

    @Slot()
    def _on_overlay_confirmed(self) -> None:
        if not self.overlays:
            return
        if self._aim.confirm():
            self._settle(self._aim.area)
        else:
            self._explain()
            self._overlay_at_cursor().announce(self.tr("First corner set"))

    @Slot()
    def _on_overlay_switched(self) -> None:
        if self.overlays:
            self._aim.switch()
            self._refresh()
            self._say()

    @Slot()
    def _on_overlay_all_asked(self) -> None:
        if self.overlays and isinstance(self._aim, BoxAim):
            self._settle(whole_canvas(self._shots))

    @Slot()
    def _on_overlay_given_up(self) -> None:
        self.give_up()


def region_picker(parent: QObject, shots: Sequence[ScreenShot], tokens: Tokens) -> Picker:
    """Let a region be picked, across screens if need be."""
    cursor = _cursor(shots)
    return Picker(parent, shots, RegionAim(whole_canvas(shots), cursor), tokens)


def box_picker(parent: QObject, shots: Sequence[ScreenShot], boxes: Sequence[Box], tokens: Tokens) -> Picker:
    """Let one of several boxes be picked; screens lie behind whatever boxes there are."""
    canvas = whole_canvas(shots)
    nameless = QCoreApplication.translate("Picker", "Window")
    seen = [Box(box.area.intersected(canvas), box.title or nameless) for box in boxes if box.area.intersects(canvas)]
    screens = [Box(shot.place, _screen_title(shot, len(shots)), is_screen=True) for shot in shots]
    return Picker(parent, shots, BoxAim([*seen, *screens], _cursor(shots)), tokens)


def _screen_title(shot: ScreenShot, count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("Picker", "Whole screen")
    return fill(QCoreApplication.translate("Picker", "Screen %1"), plain(shot.name, 40))


def _cursor(shots: Sequence[ScreenShot]) -> QPoint:
    position = QPointF(QCursor.pos())
    shot = shot_under(shots, position) or shots[0]
    return shot.to_canvas(position)

"""A capture from the choice to the picture: our windows go, the screen is taken, our windows come back."""

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMainWindow, QWidget

from desk_gui.outbox.events import PortalAnswered, PortalTrouble
from desk_gui.ui.capture.countdown import Countdown
from desk_gui.ui.capture.curtain import Curtain
from desk_gui.ui.capture.leftover import Leftover
from desk_gui.ui.capture.menu import CaptureKind, CaptureMenu
from desk_gui.ui.capture.picker import Picker, box_picker, region_picker
from desk_gui.ui.capture.portal_shot import PortalShot, needs_portal
from desk_gui.ui.capture.shots import ScreenShot, cut, grab_screens
from desk_gui.ui.capture.windows import can_list_windows, window_boxes
from desk_gui.ui.text import fill

if TYPE_CHECKING:
    from desk_gui.outbox.desk import Desk
    from desk_gui.ui.theme import Theme

_log: Final = logging.getLogger(__name__)


class CaptureFlow(QObject):
    """Takes screenshots for a window, one at a time. Lives on the GUI thread; the window owns it.

    Whoever hands the desk's events out also hands `PortalAnswered` to `receive`: Wayland's screenshots come that way.

    Signals:
        captured: The picture (QImage), in the physical pixels of the screen. The window is back by then.
        failed: Why there is none and what to do instead, a plain sentence. Not sent when the person gave up.
    """

    captured = Signal(object)
    failed = Signal(str)

    def __init__(self, window: QMainWindow, theme: "Theme", desk: "Desk") -> None:
        """Get ready; nothing is looked at before `choose` or `begin`.

        Args:
            window: Hidden while the screen is taken.
            theme: Colours.
            desk: Asks the portal.
        """
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._delay_s = 0
        self._kind: CaptureKind | None = None
        self._shots: tuple[ScreenShot, ...] = ()
        self._picker: Picker | None = None
        self._countdown: Countdown | None = None
        self._curtain = Curtain(window)
        self._curtain.settled.connect(self._on_curtain_settled)
        self._portal = PortalShot(self, desk)
        self._portal.taken.connect(self._on_portal_taken)
        self._portal.refused.connect(self._on_portal_refused)

    @property
    def is_busy(self) -> bool:
        """Whether a capture is under way."""
        return self._kind is not None

    def take_leftover(self) -> Leftover | None:
        """Return the file that the portal left for the picture just captured, once; None where there is none of ours.

        It is to be removed when the picture is safe, and not before.
        """
        leftover, self._portal.leftover = self._portal.leftover, None
        return leftover

    def choose(self, anchor: QWidget) -> None:
        """Let the person choose what to capture, and when, in a panel at a widget. Does nothing during a capture."""
        if self.is_busy:
            return
        kinds, note = self._possible()
        menu = CaptureMenu(self._window, self._theme.tokens, kinds, delay_s=self._delay_s, note=note)
        menu.chosen.connect(self.begin)
        menu.open_at(anchor)

    def _possible(self) -> tuple[tuple[CaptureKind, ...], str]:
        if needs_portal():
            return (CaptureKind.DESKTOP_TOOL,), self.tr("Your desktop then asks what to capture.")
        if can_list_windows():
            return (CaptureKind.REGION, CaptureKind.WINDOW, CaptureKind.SCREEN), ""
        note = self.tr("This system does not show programs where windows are: for a window, choose Region.")
        return (CaptureKind.REGION, CaptureKind.SCREEN), note

    @Slot(object, int)
    def begin(self, kind: CaptureKind, delay_s: int) -> None:
        """Capture without asking what.

        Args:
            kind: What; `DESKTOP_TOOL` asks the portal.
            delay_s: Seconds to wait with our windows away; kept for the next choice.
        """
        if self.is_busy:
            return
        self._kind = kind
        self._delay_s = delay_s
        screen = self._window.screen()
        self._curtain.hide_windows()
        if not delay_s:
            self._settle()
            return
        self._countdown = Countdown(delay_s, self._theme.tokens)
        self._countdown.finished.connect(self._on_countdown_finished)
        self._countdown.cancelled.connect(self._on_countdown_cancelled)
        self._countdown.begin(screen)

    @Slot(object)
    def receive(self, event: object) -> None:
        """Take an event of the desk; all but the portal's answers are passed over."""
        if isinstance(event, PortalAnswered):
            self._portal.receive(event)

    def _settle(self) -> None:
        self._curtain.settle(can_look=self._kind is not CaptureKind.DESKTOP_TOOL)

    def _look(self) -> None:
        """Take what is on the screens, and go on with it."""
        self._shots = grab_screens()
        tokens = self._theme.tokens
        if not self._shots:
            self._fail(self.tr("The screen could not be read. %1"))
        elif self._kind is CaptureKind.REGION:
            self._pick(region_picker(self, self._shots, tokens))
        elif self._kind is CaptureKind.WINDOW:
            self._pick(box_picker(self, self._shots, window_boxes(), tokens))
        elif len(self._shots) > 1:
            self._pick(box_picker(self, self._shots, (), tokens))
        else:
            self._deliver(cut(self._shots, self._shots[0].place))

    def _pick(self, picker: Picker) -> None:
        self._picker = picker
        picker.picked.connect(self._on_picker_picked)
        picker.cancelled.connect(self._on_picker_cancelled)

    def _come_back(self) -> None:
        """End the capture, whatever became of it: our windows are back."""
        self._kind = None
        self._shots = ()
        if self._picker is not None:
            picker, self._picker = self._picker, None
            picker.give_up()
            picker.deleteLater()
        if self._countdown is not None:
            self._countdown.hide()
            self._countdown.deleteLater()
            self._countdown = None
        self._curtain.show_windows()

    def _deliver(self, image: QImage) -> None:
        image.setDevicePixelRatio(1)
        self._come_back()
        self.captured.emit(image)

    def _fail(self, sentence: str) -> None:
        instead = self.tr("Press the desktop's own screenshot key instead, then paste here with Ctrl+V.")
        self._come_back()
        self.failed.emit(fill(sentence, instead))

    @Slot()
    def _on_curtain_settled(self) -> None:
        if self._kind is CaptureKind.DESKTOP_TOOL:
            self._portal.ask(self._window)
            return
        is_done = False
        try:
            self._look()
            is_done = True
        finally:
            # Whatever goes wrong there, nobody is left without a window.
            if not is_done:
                self._come_back()

    @Slot()
    def _on_countdown_finished(self) -> None:
        if self._countdown is not None:
            screen = self._countdown.screen()
            place = self._countdown.stop()
            self._curtain.settle((screen, place), can_look=self._kind is not CaptureKind.DESKTOP_TOOL)

    @Slot()
    def _on_countdown_cancelled(self) -> None:
        self._come_back()

    @Slot(object)
    def _on_picker_picked(self, area: QRect) -> None:
        self._deliver(cut(self._shots, area))

    @Slot()
    def _on_picker_cancelled(self) -> None:
        if self._picker is not None:
            self._come_back()

    @Slot(object)
    def _on_portal_taken(self, image: QImage) -> None:
        self._deliver(image)

    @Slot(object)
    def _on_portal_refused(self, trouble: PortalTrouble) -> None:
        _log.info("The desktop's portal gave no screenshot: %s", trouble.value)
        sentences = {
            PortalTrouble.DENIED: self.tr("No screenshot was taken: it was cancelled, or the desktop forbids it. %1"),
            PortalTrouble.SILENT: self.tr("No screenshot was taken: the desktop did not answer. %1"),
        }
        self._fail(sentences.get(trouble, self.tr("This desktop lets no program take a screenshot. %1")))

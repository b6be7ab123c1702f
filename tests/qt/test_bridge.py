import sys
import threading
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Slot
from pytestqt.qtbot import QtBot
from support.programs import run_python

from desk_gui.outbox.events import DraftSaved
from desk_gui.qt.bridge import SLICE_S, Bridge

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 1, 2, tzinfo=UTC)


class Receiver(QObject):
    """Notes what comes, where, and how late the loop served a timer meanwhile."""

    def __init__(self, *, cost_s: float = 0.0) -> None:
        super().__init__()
        self.events: list[DraftSaved] = []
        self.threads: set[int] = set()
        self.on_event: Callable[[DraftSaved], None] | None = None
        self._cost_s = cost_s

    @Slot(object)
    def take(self, event: DraftSaved) -> None:
        self.events.append(event)
        self.threads.add(threading.get_ident())
        ends_at = perf_counter() + self._cost_s
        while perf_counter() < ends_at:
            pass
        if self.on_event is not None:
            self.on_event(event)


@pytest.fixture
def bridge(qapp: QCoreApplication) -> Bridge:
    del qapp
    return Bridge()


def _event(name: str) -> DraftSaved:
    return DraftSaved(name, NOW)


def test_events_of_eight_threads_all_arrive_on_the_gui_thread_each_in_order(bridge: Bridge, qtbot: QtBot) -> None:
    receiver = Receiver()
    bridge.event_published.connect(receiver.take)

    def publish(thread: int) -> None:
        for number in range(2_500):
            bridge.publish(_event(f"{thread}-{number}"))

    threads = [threading.Thread(target=publish, args=(thread,)) for thread in range(8)]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(receiver.events) == 20_000, timeout=30_000)
    for thread in threads:
        thread.join(10)

    assert receiver.threads == {threading.main_thread().ident}
    for number in range(8):
        mine = [event.draft_id for event in receiver.events if event.draft_id.startswith(f"{number}-")]
        assert mine == [f"{number}-{index}" for index in range(2_500)]


def test_the_very_event_arrives_and_not_before_the_loop_turns(bridge: Bridge, qtbot: QtBot) -> None:
    receiver = Receiver()
    bridge.event_published.connect(receiver.take)
    event = _event("one")

    bridge.publish(event)
    assert receiver.events == []
    qtbot.waitUntil(lambda: bool(receiver.events), timeout=5_000)

    assert receiver.events[0] is event


def test_thousands_at_once_leave_the_loop_its_turns(bridge: Bridge, qtbot: QtBot) -> None:
    receiver = Receiver(cost_s=0.0005)
    bridge.event_published.connect(receiver.take)
    lateness_s: list[float] = []
    last = perf_counter()
    timer = QTimer()
    timer.setInterval(5)

    def tick() -> None:
        nonlocal last
        now = perf_counter()
        lateness_s.append(now - last)
        last = now

    timer.timeout.connect(tick)
    timer.start()
    for number in range(2_000):  # A second's worth, were it drained at once.
        bridge.publish(_event(str(number)))
    qtbot.waitUntil(lambda: len(receiver.events) == 2_000, timeout=30_000)
    timer.stop()

    # A busy machine may be late now and then; drained at once there would be next to no ticks at all.
    assert len(lateness_s) > 40
    assert sorted(lateness_s)[len(lateness_s) // 2] < SLICE_S * 4


def test_events_go_on_while_a_slot_runs_a_loop_of_its_own(bridge: Bridge, qtbot: QtBot) -> None:
    receiver = Receiver()
    bridge.event_published.connect(receiver.take)
    loop = QEventLoop()
    seen_inside: list[int] = []

    def on_event(event: DraftSaved) -> None:
        if event.draft_id == "first":
            bridge.publish(_event("third"))
            QTimer.singleShot(5_000, loop.quit)
            loop.exec()
            seen_inside.append(len(receiver.events))
        elif event.draft_id == "third":
            loop.quit()

    receiver.on_event = on_event
    bridge.publish(_event("first"))
    bridge.publish(_event("second"))
    qtbot.waitUntil(lambda: bool(seen_inside), timeout=10_000)

    assert [event.draft_id for event in receiver.events] == ["first", "second", "third"]
    assert seen_inside == [3]


def test_a_slot_that_raises_costs_no_other_event(bridge: Bridge, qtbot: QtBot) -> None:
    receiver = Receiver()
    bridge.event_published.connect(receiver.take)

    def on_event(event: DraftSaved) -> None:
        if event.draft_id == "bad":
            raise ValueError("from a slot")

    receiver.on_event = on_event
    with qtbot.captureExceptions() as caught:
        for name in ("good", "bad", "better"):
            bridge.publish(_event(name))
        qtbot.waitUntil(lambda: len(receiver.events) == 3, timeout=5_000)

    assert [str(error) for _, error, _ in caught] == ["from a slot"]


def test_publishing_after_the_window_is_gone_is_quiet() -> None:
    done = run_python(
        """
import threading
from PySide6.QtCore import QCoreApplication
import shiboken6
from desk_gui.qt.bridge import Bridge
app = QCoreApplication([])
bridge = Bridge()
shiboken6.delete(bridge)
errors = []
threading.excepthook = lambda args: errors.append(args.exc_value)
threads = [threading.Thread(target=bridge.publish, args=(number,)) for number in range(4)]
[thread.start() for thread in threads]
[thread.join(10) for thread in threads]
bridge.publish(5)
print(errors)
"""
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "[]", "")


@pytest.mark.skipif(sys.platform == "win32", reason="the wheel that loses references is Linux's to catch")
def test_five_thousand_emits_do_not_end_the_process() -> None:
    done = run_python(
        """
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Source(QObject):
    one = Signal(int)
app = QCoreApplication([])
source = Source()
for _ in range(5_000):
    source.one.emit(1)
print("alive")
"""
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive")

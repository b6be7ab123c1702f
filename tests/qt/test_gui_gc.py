from support.programs import run_python

PROGRAM = """
import gc, threading, weakref
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from desk_gui.qt import gui_gc
app = QCoreApplication([])
class Node(QObject):
    pass
where = []
def make_cycles(count):
    for _ in range(count):
        node = Node()
        node.itself = node
        weakref.finalize(node, lambda: where.append(threading.current_thread() is threading.main_thread()))
"""


def test_cycles_die_on_the_gui_thread_whatever_a_worker_allocates() -> None:
    done = run_python(
        PROGRAM
        + """
collector = gui_gc.GuiGarbageCollector()
make_cycles(20)
def allocate():
    keep = [[number] for number in range(300_000)]
    print("worker", len(where))
worker = threading.Thread(target=allocate)
worker.start()
worker.join(30)
waiter = QTimer()
waiter.timeout.connect(lambda: app.quit() if len(where) == 20 else None)
waiter.start(10)
QTimer.singleShot(20_000, app.quit)
app.exec()
print("gui", len(where), set(where))
collector.stop()
print(gc.isenabled())
"""
    )
    assert done.stdout.split("\n")[:-1] == ["worker 0", "gui 20 {True}", "True"]
    assert done.returncode == 0


def test_without_it_the_worker_would_have_destroyed_them() -> None:
    # What the test above would miss, were this not so.
    done = run_python(
        PROGRAM
        + """
make_cycles(20)
def allocate():
    keep = [[number] for number in range(300_000)]
worker = threading.Thread(target=allocate)
worker.start()
worker.join(30)
print("by the worker", False in where)
"""
    )
    assert done.stdout.strip() == "by the worker True"


def test_a_full_collection_waits_until_the_loop_has_nothing_to_do() -> None:
    done = run_python(
        PROGRAM
        + """
from time import perf_counter
collector = gui_gc.GuiGarbageCollector()
old = Node()
old.itself = old
weakref.finalize(old, lambda: print("old one collected"))
gc.collect(0)
gc.collect(1)
old = None
def work(left):
    print("busy", flush=True)
    ends_at = perf_counter() + 0.01
    while perf_counter() < ends_at:
        pass
    if left:
        QTimer.singleShot(0, lambda: work(left - 1))
def begin():
    collector.collect_when_idle()
    collector.collect_when_idle()
    work(9)
QTimer.singleShot(0, begin)
QTimer.singleShot(2_000, app.quit)
app.exec()
"""
    )
    assert done.stdout.splitlines() == ["busy"] * 10 + ["old one collected"]


def test_freezing_leaves_what_is_there_out_of_it() -> None:
    done = run_python(
        PROGRAM
        + """
collector = gui_gc.GuiGarbageCollector()
before = gc.get_freeze_count()
collector.freeze()
print(before, gc.get_freeze_count() > 1_000)
"""
    )
    assert done.stdout.strip() == "0 True"

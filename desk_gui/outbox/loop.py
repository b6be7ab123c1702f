"""The worker's event loop, which nothing can keep from ending: what may hang runs on daemon threads of its own.

An executor's threads are joined when the interpreter exits, so that one name lookup or one keyring prompt that hangs
would hold the exit back for as long as it likes.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from queue import SimpleQueue
from typing import TypeVar, TypeVarTuple

_T = TypeVar("_T")
_Ts = TypeVarTuple("_Ts")


class IdleThreads:
    """Daemon threads that are used again while they are idle: to start one takes longer than most calls.

    A call never waits for another: where no thread is idle there is a new one.
    """

    def __init__(self) -> None:
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._idle = 0
        self._is_closed = False

    def run(self, work: Callable[[], None]) -> None:
        """Have this done on another thread; it must not raise."""
        with self._lock:
            has_idle = self._idle > 0
            self._idle -= has_idle
        if has_idle:
            self._work.put(work)
        else:
            threading.Thread(target=self._serve, args=(work,), name="desk-blocking-call", daemon=True).start()

    def close(self) -> None:
        """Let each thread end as soon as it is idle."""
        with self._lock:
            self._is_closed = True
            for _ in range(self._idle):
                self._work.put(None)
            self._idle = 0

    def _serve(self, first: Callable[[], None]) -> None:
        work: Callable[[], None] | None = first
        while work is not None:
            work()
            with self._lock:
                if self._is_closed:
                    return
                self._idle += 1
            work = self._work.get()


class UnjoinedLoop(asyncio.SelectorEventLoop):
    """An event loop whose default executor is daemon threads that nobody joins: name lookups go there."""

    def __init__(self) -> None:
        super().__init__()
        self.threads = IdleThreads()

    def close(self) -> None:
        """Close the loop; threads that still do something end afterwards, or with the program."""
        self.threads.close()
        super().close()

    # The base class says `executor: None | Executor, func, *args` too; its return type is not generic enough for mypy.
    def run_in_executor(self, executor: Executor | None, func: Callable[[*_Ts], _T], *args: *_Ts) -> asyncio.Future[_T]:
        """Run a blocking function on a daemon thread, unless an executor is named."""
        if executor is not None:
            return super().run_in_executor(executor, func, *args)
        return start_daemon(self, func, *args)


def start_daemon(loop: asyncio.AbstractEventLoop, func: Callable[[*_Ts], _T], *args: *_Ts) -> asyncio.Future[_T]:
    """Run a blocking function on a daemon thread that does nothing else meanwhile; nobody ever joins it.

    Cancelling the future forgets the result; the thread goes on for as long as the function does.
    """
    start = loop.threads.run if isinstance(loop, UnjoinedLoop) else _start_thread
    return run_on(loop, start, func, *args)


def _start_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="desk-blocking-call", daemon=True).start()


def run_on(
    loop: asyncio.AbstractEventLoop,
    start: Callable[[Callable[[], None]], None],
    func: Callable[[*_Ts], _T],
    *args: *_Ts,
) -> asyncio.Future[_T]:
    """Run a blocking function on another thread.

    Args:
        loop: Where the result is waited for.
        start: Has it run there.
        func: The function.
        args: Its arguments.
    """
    future: asyncio.Future[_T] = loop.create_future()

    def work() -> None:
        try:
            result = func(*args)
        except Exception as error:  # noqa: BLE001 - a thread's top: whatever it was goes to the waiting coroutine
            _hand_over(loop, _fail, future, error)
        else:
            _hand_over(loop, _succeed, future, result)

    start(work)
    return future


def _succeed(future: asyncio.Future[_T], result: _T) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: asyncio.Future[_T], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)


def _hand_over(loop: asyncio.AbstractEventLoop, callback: Callable[[*_Ts], None], *args: *_Ts) -> None:
    try:
        loop.call_soon_threadsafe(callback, *args)
    except RuntimeError:  # The loop was closed meanwhile; nobody waits any more.
        return

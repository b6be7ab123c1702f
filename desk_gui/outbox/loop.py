"""The worker's event loop, which nothing can keep from ending: what may hang runs on daemon threads of its own.

An executor's threads are joined when the interpreter exits, so that one name lookup or one keyring prompt that hangs
would hold the exit back for as long as it likes.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar, TypeVarTuple

_T = TypeVar("_T")
_Ts = TypeVarTuple("_Ts")


class UnjoinedLoop(asyncio.SelectorEventLoop):
    """An event loop whose default executor is a new daemon thread for each call: name lookups go there."""

    # The base class says `executor: None | Executor, func, *args` too; its return type is not generic enough for mypy.
    def run_in_executor(self, executor: Executor | None, func: Callable[[*_Ts], _T], *args: *_Ts) -> asyncio.Future[_T]:
        """Run a blocking function on a daemon thread, unless an executor is named."""
        if executor is not None:
            return super().run_in_executor(executor, func, *args)
        return start_daemon(self, func, *args)


def start_daemon(loop: asyncio.AbstractEventLoop, func: Callable[[*_Ts], _T], *args: *_Ts) -> asyncio.Future[_T]:
    """Run a blocking function on a daemon thread of its own; nobody ever joins it.

    Cancelling the future forgets the result; the thread goes on for as long as the function does.
    """

    def start(work: Callable[[], None]) -> None:
        threading.Thread(target=work, name="desk-blocking-call", daemon=True).start()

    return run_on(loop, start, func, *args)


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

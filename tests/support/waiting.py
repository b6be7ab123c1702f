"""Waiting for what another process does: look again and again until a deadline, and say what was waited for."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_LOOK_EVERY_S = 0.05


def pause(seconds: float) -> None:
    """Let another process go on for a moment. For what gives no sign of its own, such as a mouse on its way."""
    threading.Event().wait(seconds)


def wait_until(look: Callable[[], T | None], what: str, deadline_s: float = 10) -> T:
    """Look until something is seen, and return it.

    Args:
        look: Returns what it saw; None, False or anything empty means "not yet".
        what: What is waited for, for the failure's message.
        deadline_s: When to give up.

    Raises:
        TimeoutError: It was not seen in time.
    """
    give_up_at = time.monotonic() + deadline_s
    while True:
        seen = look()
        if seen:
            return seen
        if time.monotonic() >= give_up_at:
            raise TimeoutError(f"not seen within {deadline_s:g} s: {what}")
        pause(_LOOK_EVERY_S)

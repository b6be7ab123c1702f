"""Running a coroutine in a test, with a deadline."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

DEADLINE_S = 60.0


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it on a loop of its own; fail when it takes too long."""
    return asyncio.run(asyncio.wait_for(work, DEADLINE_S))

"""Logs are part of the contract: a record of WARNING or worse fails a test that has not said it comes.

def test_something(expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.spool", logging.WARNING, r"could not be copied")
"""

import logging
import re
import threading
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Expectation:
    logger_name: str
    level: int
    pattern: re.Pattern[str]

    def covers(self, record: logging.LogRecord) -> bool:
        return (
            record.name == self.logger_name
            and record.levelno == self.level
            and self.pattern.search(record.getMessage()) is not None
        )

    def __str__(self) -> str:
        return f"{logging.getLevelName(self.level)} {self.logger_name}: /{self.pattern.pattern}/"


class ExpectLog(logging.Handler):
    """Collects records of WARNING and worse, and knows which of them were announced. Any thread may log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[logging.LogRecord] = []
        self._expectations: list[_Expectation] = []
        self._records_lock = threading.Lock()

    def __call__(self, logger_name: str, level: int, pattern: str) -> None:
        """Announce records of this logger and exact level whose message holds the pattern; at least one must come."""
        self._expectations.append(_Expectation(logger_name, level, re.compile(pattern)))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record for the end of the test."""
        with self._records_lock:
            self._records.append(record)

    def complaint(self) -> str:
        """Name the records nobody announced and the announced ones that never came; "" if there are none."""
        with self._records_lock:
            records = list(self._records)
        lines = [
            f"unexpected log record: {record.levelname} {record.name}: {record.getMessage()}{_error_of(record)}"
            for record in records
            if not any(expectation.covers(record) for expectation in self._expectations)
        ]
        lines += [
            f"expected log record never came: {expectation}"
            for expectation in self._expectations
            if not any(expectation.covers(record) for record in records)
        ]
        return "\n".join(lines)


def _error_of(record: logging.LogRecord) -> str:
    return f" ({record.exc_info[1]!r})" if record.exc_info else ""

"""The whole program in the real window: type into every field, and note how long the GUI thread is busy with each key.

Runs on a private desktop; prints one line of JSON: by field, the milliseconds of each key. A key's time is that of its
event, or how late a 5 ms timer got before the next key, whichever is longer: lists, autosave and previews count.
"""

import json
import sys
import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from support.probing import probe_parser, run_program

from desk_gui.app import Desktop
from desk_gui.outbox import events as ev
from desk_gui.outbox.desk_people import PeopleFound, ValuesSuggested

TICK_MS: Final = 5
KEY_MS: Final = 40
"""Twenty-five keys a second: nobody types faster."""

PAUSE_MS: Final = 350
"""After each word, so that contacts are searched and lists open."""

NO_KEY: Final = "(no key at all)"
"""The same without typing: what the machine makes of a program that does nothing."""

KEYS: Final = "printer jam entry 12 "
_STILL_MS: Final = 1_500
_DEADLINE_MS: Final = 220_000


class Probe(QObject):
    """Types.

    Args:
        desktop: The window and all behind it.
        description: What stands in the description.
        count: Keys for each field.
    """

    def __init__(self, desktop: Desktop, description: str, count: int) -> None:
        super().__init__(desktop.window)
        self._window = desktop.window
        self._description = description
        self._count = count
        self._fields: list[tuple[str, QWidget]] = []
        self._typed = 0
        self._is_between = False
        self._key_ms = 0.0
        self._last_tick = 0.0
        self.keys_ms: dict[str, list[float]] = {}
        self.notes: dict[str, int] = {"people": 0, "values": 0, "too late": 0}
        self._key = _timer(self, KEY_MS)
        self._key.timeout.connect(self._on_key_timeout)
        self._tick = _timer(self, TICK_MS)
        self._tick.timeout.connect(self._on_tick_timeout)
        desktop.bridge.event_published.connect(self._on_bridge_event_published)
        QTimer.singleShot(_DEADLINE_MS, self, self._on_deadline_timeout)

    @Slot(object)
    def _on_bridge_event_published(self, event: object) -> None:
        match event:
            case ev.WorkerReady():
                QTimer.singleShot(_STILL_MS, self, self._prepare)
            case PeopleFound(people=people):
                self.notes["people"] += len(people)
            case ValuesSuggested(values=values):
                self.notes["values"] += len(values)

    @Slot()
    def _prepare(self) -> None:
        form = self._window.form
        form.description.setPlainText(self._description)
        form.fold.setChecked(True)
        lines = {edit.accessibleName(): edit for edit in form.findChildren(QLineEdit)}
        names = ("Title", "Requester ID", "Assigned team", "Field 1", "Value 1", "Channel ID", "Follower ID 1")
        self._fields = [
            (NO_KEY, form.title),
            ("Description", form.description),
            *((name, lines[name]) for name in names),
        ]
        QTimer.singleShot(_STILL_MS, self, self._next_field)

    @Slot()
    def _next_field(self) -> None:
        if not self._fields:
            self._window.quit()
            return
        name, editor = self._fields[0]
        self._window.form.ensureWidgetVisible(editor)
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(editor, QPlainTextEdit):
            cursor = editor.textCursor()
            cursor.setPosition(editor.document().characterCount() // 2)
            editor.setTextCursor(cursor)
            editor.moveCursor(QTextCursor.MoveOperation.EndOfLine)
        if name == "Value 1":
            first = next(
                edit for edit in self._window.form.findChildren(QLineEdit) if edit.accessibleName() == "Field 1"
            )
            first.setText("location")
        self.keys_ms[name] = []
        self._typed, self._is_between = 0, False
        self._last_tick = time.perf_counter()
        self._tick.start()
        self._key.start()

    @Slot()
    def _on_tick_timeout(self) -> None:
        now = time.perf_counter()
        self._key_ms = max(self._key_ms, (now - self._last_tick) * 1000 - TICK_MS)
        self._last_tick = now

    @Slot()
    def _on_key_timeout(self) -> None:
        name, editor = self._fields[0]
        if self._is_between:
            self.keys_ms[name].append(self._key_ms)
        if self._typed == self._count:
            self._key.stop()
            self._tick.stop()
            self._fields.pop(0)
            QTimer.singleShot(_STILL_MS, self, self._next_field)
            return
        letter = Qt.Key(ord(KEYS[self._typed % len(KEYS)].upper()))
        is_long = isinstance(editor, QLineEdit) and len(editor.text()) >= len(KEYS)
        before = time.perf_counter()
        if is_long:
            QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if name != NO_KEY:
            QTest.keyClick(editor, letter)
        now = time.perf_counter()
        # What the timer is late for because of the event itself counts once.
        self._key_ms, self._last_tick = (now - before) * 1000, now
        self._typed += 1
        self._key.setInterval(PAUSE_MS if letter == Qt.Key.Key_Space else KEY_MS)
        self._is_between = True

    @Slot()
    def _on_deadline_timeout(self) -> None:
        self.notes["too late"] = 1
        self._window.quit()


def _timer(parent: QObject, interval_ms: int) -> QTimer:
    made = QTimer(parent)
    made.setTimerType(Qt.TimerType.PreciseTimer)
    made.setInterval(interval_ms)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program once."""
    parser = probe_parser(__doc__, "description")
    parser.add_argument("count", type=int)
    options = parser.parse_args(arguments)
    text = options.description.read_text(encoding="utf-8")
    probe = run_program(options, lambda desktop: Probe(desktop, text, options.count))
    print(json.dumps({"keys_ms": probe.keys_ms, "notes": probe.notes}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

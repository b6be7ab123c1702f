"""Templates on the disk: one file in the data folder, and those that are handed on, each on a thread of its own."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeVar
from weakref import WeakValueDictionary

from desk_gui.outbox.desk import Publish
from desk_gui.outbox.desk_templates import (
    ExportTemplates,
    ReadTemplateFile,
    ReadTemplates,
    SaveTemplates,
    TemplateFileRead,
    TemplatesExported,
    TemplatesRead,
)
from desk_gui.outbox.loop import start_daemon
from desk_gui.outbox.small_json import MOST_BYTES, NewerVersionError, NotUnderstoodError
from desk_gui.outbox.templates import Template, from_json, to_json
from desk_gui.system.files import write_atomically
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence, system_words
from desk_gui.system.small_files import SmallFileError, read_small_file

FILE_NAME: Final = "templates.json"
FILE_DEADLINE_S: Final = 10.0
"""A file may lie on a drive that does not answer; nobody is kept waiting for it any longer."""

_READ_LATE: Final = QT_TRANSLATE_NOOP(
    "system",
    "The templates could not be read in time: the disk they lie on does not answer. They are left as they are. "
    "Start Desk GUI again once it does.",
)
_READ_AT_LAST: Final = QT_TRANSLATE_NOOP(
    "system", "The templates could be read only now. They are as they were before: make your change once more."
)
_SAVED_LATE: Final = QT_TRANSLATE_NOOP(
    "system",
    "The templates could not be saved in time: the disk does not answer. Those before are kept. Try again in a moment.",
)
_EXPORTED_LATE: Final = QT_TRANSLATE_NOOP(
    "system",
    "The templates could not be written to %1 in time: its drive does not answer. They are all kept here. "
    "Choose another place, or try again later.",
)
_LOOKED_LATE: Final = QT_TRANSLATE_NOOP(
    "system",
    "%1 could not be read in time: its drive does not answer. Your templates are as they were. "
    "Copy the file to this computer and import it from there, or try again later.",
)

_T = TypeVar("_T")

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of the file of this computer.

    Attributes:
        templates: What it holds.
        failure: Why it could not be read, a plain sentence; "" when it could.
        may_write: Whether it may be written over.
    """

    templates: tuple[Template, ...] = ()
    failure: str = ""
    may_write: bool = True


class TemplateKeeper:
    """Keeps the templates of this computer. Lives on the worker's loop; files are read and written on other threads.

    What cannot be read is never written over: a file that is no templates is set aside under another name first, and
    one that a newer version wrote, or that the disk does not give away, stays where it is and nothing is saved.

    Work on one file is done in the order in which it was asked for; no file waits for another.

    Args:
        path: The file.
        publish: Where answers go.
        begin: Has a coroutine run on the loop.
        deadline_s: How long a file may take.
    """

    def __init__(
        self,
        *,
        path: Path,
        publish: Publish,
        begin: Callable[[Coroutine[None, None, None]], None],
        deadline_s: float = FILE_DEADLINE_S,
    ) -> None:
        self._path = path
        self._publish = publish
        self._begin = begin
        self._deadline_s = deadline_s
        self._found: _Found | None = None
        self._was_late = False
        self._turns: WeakValueDictionary[Path, asyncio.Lock] = WeakValueDictionary()

    def do(self, command: ReadTemplates | SaveTemplates | ExportTemplates | ReadTemplateFile) -> None:
        """Do a command; the answer follows."""
        match command:
            case ReadTemplates():
                self._begin(self._tell())
            case SaveTemplates(templates):
                self._begin(self._save(templates))
            case ExportTemplates(templates, path):
                self._begin(self._export(templates, path))
            case ReadTemplateFile(path):
                self._begin(self._look_into(path))

    async def _tell(self) -> None:
        async with self._turn(self._path):
            found = await self._read()
            self._was_late = self._found is None
        self._publish(TemplatesRead(found.templates, found.failure))

    async def _read(self) -> _Found:
        if self._found is None:
            try:
                self._found = await self._in_time(partial(_found_in, self._path))
            except TimeoutError:
                _log.warning("The templates could not be read in time")
                self._was_late = True
                return _Found(failure=sentence(_READ_LATE), may_write=False)
        return self._found

    async def _save(self, templates: tuple[Template, ...]) -> None:
        async with self._turn(self._path):
            before = await self._read()
            if self._was_late and self._found is not None:
                # Who asks does not know yet what there is, and would write over it.
                self._was_late, failure = False, before.failure or sentence(_READ_AT_LAST)
            elif before.may_write:
                failure = await self._written(self._path, templates, sentence(_SAVED_LATE))
            else:
                failure = before.failure
            if not failure:
                self._found = _Found(templates)
        self._publish(TemplatesRead(before.templates if failure else templates, failure))

    async def _export(self, templates: tuple[Template, ...], path: Path) -> None:
        async with self._turn(path):
            failure = await self._written(path, templates, sentence(_EXPORTED_LATE, path.name))
        self._publish(TemplatesExported(path, len(templates), failure))

    async def _written(self, path: Path, templates: tuple[Template, ...], late: str) -> str:
        """Write a file, and return why it could not be; "" when it was."""
        try:
            return await self._in_time(partial(_write, path, templates))
        except TimeoutError:
            _log.warning("A file of templates could not be written in time")
            return late

    async def _look_into(self, path: Path) -> None:
        try:
            async with self._turn(path):
                found = await self._in_time(partial(_look_into, path))
        except TimeoutError:
            _log.warning("A file of templates could not be read in time")
            found = TemplateFileRead(path, failure=sentence(_LOOKED_LATE, path.name))
        self._publish(found)

    def _turn(self, path: Path) -> asyncio.Lock:
        return self._turns.setdefault(path, asyncio.Lock())

    async def _in_time(self, job: Callable[[threading.Event], _T]) -> _T:
        """Have a job done on a thread of its own.

        Args:
            job: Gets what is set once nobody wants it done any more.

        Raises:
            TimeoutError: It took too long.
        """
        is_given_up = threading.Event()
        try:
            async with asyncio.timeout(self._deadline_s):
                return await start_daemon(asyncio.get_running_loop(), job, is_given_up)
        except TimeoutError:
            is_given_up.set()
            raise


# On threads of their own; none of these raises for what is in a file, or for what the disk says.


def _found_in(path: Path, is_given_up: threading.Event) -> _Found:
    try:
        return _Found(from_json(read_small_file(path, MOST_BYTES)))
    except FileNotFoundError:
        return _Found()
    except (NewerVersionError, SmallFileError) as error:
        return _kept_off(error.words)
    except NotUnderstoodError as error:
        # What was read too late is read once more, and set aside then.
        return _kept_off(error.words) if is_given_up.is_set() else _set_aside(path, error.words)


def _set_aside(path: Path, reason: str) -> _Found:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept_as = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    try:
        path.rename(kept_as)
    except OSError as error:
        return _kept_off(system_words(error))
    _log.info("The templates could not be understood and were set aside")
    text = QT_TRANSLATE_NOOP("system", "The templates could not be understood and were kept as %1: %2.")
    return _Found(failure=sentence(text, kept_as.name, reason))


def _kept_off(reason: str) -> _Found:
    text = QT_TRANSLATE_NOOP(
        "system", "The templates could not be read and are left as they are: %1. New ones are not kept."
    )
    return _Found(failure=sentence(text, reason), may_write=False)


def _write(path: Path, templates: tuple[Template, ...], is_given_up: threading.Event) -> str:
    """Write a file, and return why it could not be; "" when it was."""
    data = to_json(templates)
    try:
        from_json(data)  # What could not be read again is not written.
        write_atomically(path, data, is_wanted=lambda: not is_given_up.is_set())
    except NotUnderstoodError as error:
        return sentence(QT_TRANSLATE_NOOP("system", "The templates were not saved: %1."), error)
    except OSError as error:
        text = QT_TRANSLATE_NOOP("system", "The templates were not saved to %1: %2. Those before are kept.")
        return sentence(text, path.name, error)
    return ""


def _look_into(path: Path, _is_given_up: threading.Event) -> TemplateFileRead:
    try:
        return TemplateFileRead(path, from_json(read_small_file(path, MOST_BYTES)))
    except FileNotFoundError:
        text = QT_TRANSLATE_NOOP("system", "%1 is not there any more.")
        return TemplateFileRead(path, failure=sentence(text, path.name))
    except (NotUnderstoodError, SmallFileError) as error:
        text = QT_TRANSLATE_NOOP("system", "%1 could not be taken: %2. Your templates are as they were.")
        return TemplateFileRead(path, failure=sentence(text, path.name, error))

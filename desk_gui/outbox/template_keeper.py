"""Templates on the disk: one file in the data folder, read and written on the spool's thread."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

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
from desk_gui.outbox.small_json import MOST_BYTES, NewerVersionError, NotUnderstoodError
from desk_gui.outbox.templates import Template, from_json, to_json
from desk_gui.system.files import write_atomically
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence, system_words
from desk_gui.system.small_files import SmallFileError, read_small_file

FILE_NAME: Final = "templates.json"

_log: Final = logging.getLogger(__name__)


class TemplateKeeper:
    """Keeps the templates of this computer. Made and asked on the worker's loop, works on the spool's thread.

    What cannot be read is never written over: a file that is no templates is set aside under another name first, and
    one that a newer version wrote, or that the disk does not give away, stays where it is and nothing is saved.

    Args:
        path: The file.
        run: Has a job done on the spool's thread, one after the other.
        publish: Where answers go.
    """

    def __init__(self, *, path: Path, run: Callable[[Callable[[], None]], None], publish: Publish) -> None:
        self._path = path
        self._run = run
        self._publish = publish
        # Of the spool's thread alone:
        self._templates: tuple[Template, ...] | None = None
        self._failure = ""
        self._may_write = True

    def do(self, command: ReadTemplates | SaveTemplates | ExportTemplates | ReadTemplateFile) -> None:
        """Do a command; the answer follows."""
        match command:
            case ReadTemplates():
                self._run(self._tell)
            case SaveTemplates(templates):
                self._run(partial(self._save, templates))
            case ExportTemplates(templates, path):
                self._run(partial(self._export, templates, path))
            case ReadTemplateFile(path):
                self._run(partial(self._look_into, path))

    # On the spool's thread

    def _tell(self) -> None:
        templates = self._read()
        self._publish(TemplatesRead(templates, self._failure))

    def _read(self) -> tuple[Template, ...]:
        if self._templates is None:
            self._templates = ()
            try:
                self._templates = from_json(read_small_file(self._path, MOST_BYTES))
            except FileNotFoundError:
                pass
            except (NewerVersionError, SmallFileError) as error:
                self._keep_off(error.words)
            except NotUnderstoodError as error:
                self._set_aside(error.words)
        return self._templates

    def _set_aside(self, reason: str) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        kept_as = self._path.with_name(f"{self._path.stem}.damaged-{stamp}{self._path.suffix}")
        try:
            self._path.rename(kept_as)
        except OSError as error:
            self._keep_off(system_words(error))
            return
        _log.info("The templates could not be understood and were set aside")
        text = QT_TRANSLATE_NOOP("system", "The templates could not be understood and were kept as %1: %2.")
        self._failure = sentence(text, kept_as.name, reason)

    def _keep_off(self, reason: str) -> None:
        self._may_write = False
        text = QT_TRANSLATE_NOOP(
            "system", "The templates could not be read and are left as they are: %1. New ones are not kept."
        )
        self._failure = sentence(text, reason)

    def _save(self, templates: tuple[Template, ...]) -> None:
        before = self._read()
        failure = self._failure if not self._may_write else self._written(self._path, templates)
        if not failure:
            self._templates, self._failure = templates, ""
        self._publish(TemplatesRead(before if failure else templates, failure))

    def _export(self, templates: tuple[Template, ...], path: Path) -> None:
        failure = self._written(path, templates)
        self._publish(TemplatesExported(path, len(templates), failure))

    def _written(self, path: Path, templates: tuple[Template, ...]) -> str:
        """Write a file, and return why it could not be; "" when it was."""
        data = to_json(templates)
        try:
            from_json(data)  # What could not be read again is not written.
            write_atomically(path, data)
        except NotUnderstoodError as error:
            return sentence(QT_TRANSLATE_NOOP("system", "The templates were not saved: %1."), error)
        except OSError as error:
            text = QT_TRANSLATE_NOOP("system", "The templates were not saved to %1: %2. Those before are kept.")
            return sentence(text, path.name, error)
        return ""

    def _look_into(self, path: Path) -> None:
        try:
            found = from_json(read_small_file(path, MOST_BYTES))
        except FileNotFoundError:
            text = QT_TRANSLATE_NOOP("system", "%1 is not there any more.")
            self._publish(TemplateFileRead(path, failure=sentence(text, path.name)))
        except (NotUnderstoodError, SmallFileError) as error:
            text = QT_TRANSLATE_NOOP("system", "%1 could not be taken: %2. Your templates are as they were.")
            self._publish(TemplateFileRead(path, failure=sentence(text, path.name, error)))
        else:
            self._publish(TemplateFileRead(path, found))

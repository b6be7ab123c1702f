"""Copies of attachments for others: laid out for a drag to another program, or saved where the technician says."""

import asyncio
import errno
import logging
import os
import shutil
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path, PurePath
from typing import Final

from desk_gui.outbox.desk import Publish
from desk_gui.outbox.desk_files import CopiesLent, CopiesSaved, LendCopies, SaveCopies
from desk_gui.outbox.draft import Attachment, new_id
from desk_gui.outbox.loop import start_daemon
from desk_gui.system.files import PRIVATE_DIR, PRIVATE_FILE
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence

_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_MOST_OF_ONE_NAME: Final = 1000

_log: Final = logging.getLogger(__name__)


class Lending:
    """Makes copies on threads of their own; the spool's files themselves are never handed out. Lives on the loop.

    Lent copies lie in a private folder, which is emptied when the program starts and ends.

    Args:
        folder: That folder; made when it is needed.
        spool_path: Returns where the copy with a digest lies.
        publish: Where events go.
        begin: Has a coroutine run on the loop.
    """

    def __init__(
        self,
        *,
        folder: Path,
        spool_path: Callable[[str], Path],
        publish: Publish,
        begin: Callable[[Coroutine[None, None, None]], None],
    ) -> None:
        self._folder = folder
        self._spool_path = spool_path
        self._publish = publish
        self._begin = begin
        self.empty()

    def empty(self) -> None:
        """Remove what was lent."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def lend(self, command: LendCopies) -> None:
        """Lay copies out; `CopiesLent` answers."""
        self._begin(self._lend(command))

    async def _lend(self, command: LendCopies) -> None:
        loop = asyncio.get_running_loop()
        try:
            paths = await start_daemon(loop, self._lay_out, command.attachments)
        except OSError as error:
            _log.warning("Copies for another program could not be made: %s", error.strerror)
            paths = ()
        self._publish(CopiesLent(command.request_id, paths))

    def _lay_out(self, files: tuple[Attachment, ...]) -> tuple[Path, ...]:
        """Copy files into a folder of their own. Any thread.

        Raises:
            OSError: They could not be copied.
        """
        self._folder.mkdir(mode=PRIVATE_DIR, exist_ok=True)
        folder = self._folder / new_id()
        folder.mkdir(mode=PRIVATE_DIR)
        return tuple(self._copy_beside(file, folder) for file in files)

    def _copy_beside(self, file: Attachment, folder: Path) -> Path:
        """Copy a file into a folder under its own name, or one like it where that is taken."""
        for name in _names_like(file.name):
            target = folder / name
            try:
                descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
            except FileExistsError:
                continue
            os.close(descriptor)
            try:
                shutil.copyfile(self._spool_path(file.sha256), target)
            except OSError:
                target.unlink(missing_ok=True)
                raise
            return target
        raise FileExistsError(errno.EEXIST, "too many files of one name")

    def save(self, command: SaveCopies) -> None:
        """Save copies; `CopiesSaved` answers."""
        self._begin(self._save(command))

    async def _save(self, command: SaveCopies) -> None:
        loop = asyncio.get_running_loop()
        done: list[Path] = []
        failure = ""
        try:
            await start_daemon(loop, self._write, command, done)
        except OSError as error:
            _log.info("A copy could not be saved: %s", error.strerror)
            failure = _failure(error, command.target)
        self._publish(CopiesSaved(tuple(done), failure))

    def _write(self, command: SaveCopies, done: list[Path]) -> None:
        """Write the copies, and note each that is done. Any thread.

        Raises:
            OSError: One could not be written; the file that was there before is untouched.
        """
        if len(command.attachments) > 1:
            # One by one: what is done when another fails is told.
            done.extend(self._copy_beside(file, command.target) for file in command.attachments)
            return
        (file,) = command.attachments
        part = command.target.with_name(f".{new_id()}.part")
        try:
            shutil.copyfile(self._spool_path(file.sha256), part)
            part.replace(command.target)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        done.append(command.target)


def _names_like(name: str) -> Iterable[str]:
    yield name
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    for number in range(2, _MOST_OF_ONE_NAME):
        yield f"{stem} ({number}){suffix}"


def _failure(error: OSError, target: Path) -> str:
    if error.errno in _NO_ROOM:
        full = QT_TRANSLATE_NOOP(
            "system", "The copy could not be saved: that disk is full. Make room on it, or choose another place."
        )
        return sentence(full)
    text = QT_TRANSLATE_NOOP("system", "The copy could not be saved in %1. Choose another folder, one of yours.")
    return sentence(text, target.parent.name or target)

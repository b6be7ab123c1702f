"""Reading a small file that somebody else wrote: never more than was expected of it, and never something that waits."""

import os
import stat
from pathlib import Path
from typing import Final

from desk_gui.system.sentences import QT_TRANSLATE_NOOP, SaidError, system_words

_NO_SURPRISES: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_CHUNK_BYTES: Final = 256 * 1024


class SmallFileError(SaidError):
    """A file cannot be read; its text says why, in a few words that go on after “because”."""


def read_small_file(path: Path, most_bytes: int) -> bytes:
    """Return what is in an ordinary file.

    Blocks for as long as the disk does; devices and pipes, which may wait for ever, are not opened at all.

    Args:
        path: The file.
        most_bytes: What is larger is not read to its end.

    Raises:
        FileNotFoundError: There is none.
        SmallFileError: It is not an ordinary file, too large, or cannot be read.
    """
    try:
        _demand_file(path.stat())
        descriptor = os.open(path, os.O_RDONLY | _NO_SURPRISES)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise _refusal(error) from error
    try:
        _demand_file(os.fstat(descriptor))
        return _read(descriptor, most_bytes)
    except OSError as error:
        raise _refusal(error) from error
    finally:
        os.close(descriptor)


def _demand_file(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise SmallFileError(QT_TRANSLATE_NOOP("system", "it is not an ordinary file"))


def _read(descriptor: int, most_bytes: int) -> bytes:
    data = b""
    while chunk := os.read(descriptor, _CHUNK_BYTES):
        data += chunk
        if len(data) > most_bytes:
            raise SmallFileError(QT_TRANSLATE_NOOP("system", "it is larger than %1 MB"), most_bytes >> 20)
    return data


def _refusal(error: OSError | ValueError) -> SmallFileError:
    if isinstance(error, OSError):
        return SmallFileError("%1", system_words(error))
    return SmallFileError(QT_TRANSLATE_NOOP("system", "its name is no file's name"))

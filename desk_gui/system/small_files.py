"""Reading a small file that somebody else wrote: never more than was expected of it, and never something that waits."""

import os
import stat
from pathlib import Path
from typing import Final

_NO_SURPRISES: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_CHUNK_BYTES: Final = 256 * 1024


class SmallFileError(Exception):
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
        raise SmallFileError(_reason(error)) from error
    try:
        _demand_file(os.fstat(descriptor))
        return _read(descriptor, most_bytes)
    except OSError as error:
        raise SmallFileError(_reason(error)) from error
    finally:
        os.close(descriptor)


def _demand_file(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise SmallFileError("it is not an ordinary file")


def _read(descriptor: int, most_bytes: int) -> bytes:
    data = b""
    while chunk := os.read(descriptor, _CHUNK_BYTES):
        data += chunk
        if len(data) > most_bytes:
            raise SmallFileError(f"it is larger than {most_bytes >> 20} MB")
    return data


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "its name is no file's name"

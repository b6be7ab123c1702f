import os
import stat
import sys
from pathlib import Path

import pytest

from desk_gui.system.files import write_atomically


def test_a_new_file_is_private_and_complete(folder: Path) -> None:
    before = os.umask(0)
    try:
        write_atomically(folder / "file", b"content")
    finally:
        os.umask(before)

    assert (folder / "file").read_bytes() == b"content"
    assert [path.name for path in folder.iterdir()] == ["file"]
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / "file").stat().st_mode) == 0o600


def test_a_reader_of_the_old_file_keeps_it(folder: Path) -> None:
    path = folder / "file"
    path.write_bytes(b"old")
    with path.open("rb") as reader:
        write_atomically(path, b"new and longer")

        assert reader.read() == b"old"
    assert path.read_bytes() == b"new and longer"


def test_a_failure_leaves_the_old_file_and_nothing_else(folder: Path) -> None:
    target = folder / "folder"
    target.mkdir()

    with pytest.raises(OSError, match="folder"):
        write_atomically(target, b"content")

    assert list(folder.iterdir()) == [target]

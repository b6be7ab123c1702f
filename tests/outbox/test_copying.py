"""One file into the spool: every kind of source, every way to fail, and nothing left behind."""

import hashlib
import os
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desk_gui.outbox.copying import CHUNK_BYTES, SpooledFile, copy_in, spool_path
from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.errors import CopyGivenUp, CopyRefused
from desk_gui.outbox.events import RefusedFile

PNG = b"\x89PNG\r\n\x1a\n"
posix_only = pytest.mark.skipif(os.name != "posix", reason="POSIX files")


def yes() -> bool:
    return True


def copy(
    root: Path,
    source: Path | bytes,
    *,
    is_wanted: Callable[[], bool] = yes,
    claimed: list[str] | None = None,
) -> SpooledFile:
    claims = [] if claimed is None else claimed
    if isinstance(source, bytes):
        made = FileSource("a", "x.png", data=source)
    else:
        made = FileSource("a", source.name, path=source)
    return copy_in(root, made, is_wanted=is_wanted, claim=claims.append)


def refusal(root: Path, source: Path | bytes) -> RefusedFile:
    with pytest.raises(CopyRefused) as caught:
        copy(root, source)
    return caught.value.reason


def files_in(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.mark.parametrize("size", [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 17])
def test_copy_is_the_file_and_is_named_by_what_is_in_it(root: Path, tmp_path: Path, size: int) -> None:
    data = (PNG + os.urandom(size))[:size]
    source = tmp_path / "picture.jpg"
    source.write_bytes(data)
    before = source.stat()
    claimed: list[str] = []
    copied = copy(root, source, claimed=claimed)

    assert copied.sha256 == hashlib.sha256(data).hexdigest()
    assert copied.size_bytes == size
    assert copied.media_type == ("image/png" if size >= len(PNG) else "application/octet-stream")
    assert spool_path(root, copied.sha256).read_bytes() == data
    assert files_in(root) == [root / copied.sha256[:2] / copied.sha256]
    assert claimed == [copied.sha256]
    after = source.stat()
    assert (after.st_mtime_ns, after.st_mode, after.st_size) == (before.st_mtime_ns, before.st_mode, size)


def test_bytes_are_copied_too(root: Path) -> None:
    data = PNG + os.urandom(CHUNK_BYTES)

    assert spool_path(root, copy(root, data).sha256).read_bytes() == data


@posix_only
def test_copies_are_private(root: Path) -> None:
    copied = copy(root, PNG)

    path = spool_path(root, copied.sha256)
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (root, path.parent, path)]
    assert modes == [0o700, 0o700, 0o600]


def test_same_content_is_kept_once(root: Path) -> None:
    assert copy(root, PNG) == copy(root, PNG)
    assert len(files_in(root)) == 1


def test_link_is_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(PNG)
    (tmp_path / "link.png").symlink_to(tmp_path / "real.png")

    assert copy(root, tmp_path / "link.png").size_bytes == len(PNG)


@posix_only
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, RefusedFile.MISSING),
        (lambda path: path.mkdir(), RefusedFile.IS_FOLDER),
        (os.mkfifo, RefusedFile.NOT_A_FILE),
        (lambda path: path.touch(), RefusedFile.EMPTY),
        (lambda path: path.symlink_to(path), RefusedFile.MISSING),
        (lambda path: path.symlink_to("/dev/null"), RefusedFile.NOT_A_FILE),
        (lambda path: path.symlink_to("/dev/tty"), RefusedFile.NOT_A_FILE),
        (lambda path: path.symlink_to("/proc/self/mem"), RefusedFile.UNREADABLE),
        (lambda path: path.symlink_to(path / "x"), RefusedFile.MISSING),
    ],
)
def test_sources_that_are_no_files(
    root: Path, tmp_path: Path, make: Callable[[Path], object], reason: RefusedFile
) -> None:
    source = tmp_path / "source"
    make(source)

    assert refusal(root, source) is reason
    assert files_in(root) == []


@posix_only
def test_socket_is_no_file(root: Path, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))

        assert refusal(root, tmp_path / "socket") is RefusedFile.NOT_A_FILE


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"", RefusedFile.EMPTY),
        (Path("nul\0byte.png"), RefusedFile.MISSING),
        (Path("x" * 5000), RefusedFile.MISSING),
    ],
)
def test_odd_sources(root: Path, source: Path | bytes, reason: RefusedFile) -> None:
    assert refusal(root, source) is reason
    assert files_in(root) == []


@posix_only
def test_file_without_a_size_of_its_own_is_read_all_the_same(root: Path) -> None:
    assert copy(root, Path("/proc/self/status")).media_type == "text/plain"


TRY_TO_COPY = """
import sys
from pathlib import Path
from desk_gui.outbox.copying import copy_in
from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.errors import CopyRefused
try:
    copy_in(Path(sys.argv[1]), FileSource("a", "x", path=Path(sys.argv[2])), is_wanted=lambda: True, claim=print)
except CopyRefused as refusal:
    print(refusal.reason.value)
"""
AS_ANYBODY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")


@posix_only
def test_unreadable_file(root: Path, tmp_path: Path) -> None:
    source = tmp_path / "secret.png"
    source.write_bytes(PNG)
    source.chmod(0)
    # root may read everything, unless that right is taken from it.
    prefix = AS_ANYBODY if os.geteuid() == 0 else ()
    if prefix and not shutil.which(prefix[0]):
        pytest.skip("root cannot give its rights up here")
    ended = subprocess.run(
        [*prefix, sys.executable, "-c", TRY_TO_COPY, str(root), str(source)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert ended.stdout.strip() == "unreadable", ended.stderr
    assert not root.exists()


class Changing:
    """A source that somebody changes while it is read: `is_wanted` is asked between two reads."""

    def __init__(self, path: Path, change: Callable[[Path], None]) -> None:
        self.path = path
        self.change = change
        self.has_changed = False

    def is_wanted(self) -> bool:
        if not self.has_changed:
            self.has_changed = True
            self.change(self.path)
        return True


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more" * CHUNK_BYTES)


def shrink(path: Path) -> None:
    os.truncate(path, CHUNK_BYTES + 5)


@pytest.mark.parametrize(
    ("change", "size"),
    [(grow, 7 * CHUNK_BYTES), (shrink, CHUNK_BYTES + 5), (Path.unlink, 3 * CHUNK_BYTES)],
)
def test_source_that_changes_is_taken_as_it_was_read(
    root: Path, tmp_path: Path, change: Callable[[Path], None], size: int
) -> None:
    source = tmp_path / "log.txt"
    source.write_bytes(b"x" * 3 * CHUNK_BYTES)
    copied = copy(root, source, is_wanted=Changing(source, change).is_wanted)

    data = spool_path(root, copied.sha256).read_bytes()
    assert copied.size_bytes == len(data) == size
    assert copied.sha256 == hashlib.sha256(data).hexdigest()


def test_unwanted_copy_leaves_nothing(root: Path) -> None:
    answers = iter([True, True, False])

    with pytest.raises(CopyGivenUp):
        copy(root, os.urandom(5 * CHUNK_BYTES), is_wanted=lambda: next(answers))
    assert files_in(root) == []


@contextmanager
def tiny_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
        timeout=20,
    )
    if mounted.returncode:
        pytest.skip("a disk can be mounted by root alone")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, timeout=20)


@posix_only
def test_disk_without_room_is_said_before_it_is_full(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "disk", "10m") as disk:
        assert refusal(disk / "spool", os.urandom(4 * 1024 * 1024)) is RefusedFile.DISK_FULL
        assert files_in(disk) == []
        assert copy(disk / "spool", PNG).size_bytes == len(PNG)


@posix_only
def test_disk_that_fills_up_meanwhile_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "growing.bin"
    source.write_bytes(b"x" * CHUNK_BYTES)
    with tiny_disk(tmp_path / "disk", "10m") as disk:
        filler = Changing(disk / "filler", fill)
        made = FileSource("a", "x", path=source)
        with pytest.raises(CopyRefused) as caught:
            copy_in(disk / "spool", made, is_wanted=filler.is_wanted, claim=lambda _: None)
        assert caught.value.reason is RefusedFile.DISK_FULL
        assert files_in(disk) == [disk / "filler"]


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(65536))
        except OSError:
            pass


@posix_only
def test_file_size_limit_leaves_nothing(root: Path) -> None:
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (CHUNK_BYTES, old[1]))
    try:
        reason = refusal(root, os.urandom(3 * CHUNK_BYTES))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)

    assert reason is RefusedFile.DISK_FULL
    assert files_in(root) == []


@posix_only
def test_spool_that_cannot_be_written_is_said(root: Path) -> None:
    root.write_bytes(b"a file is in the way")

    assert refusal(root, PNG) is RefusedFile.NOT_KEPT


@posix_only
def test_place_that_cannot_be_taken_leaves_nothing(root: Path) -> None:
    digest = hashlib.sha256(PNG).hexdigest()
    root.mkdir()
    (root / digest[:2]).write_bytes(b"in the way")

    assert refusal(root, PNG) is RefusedFile.NOT_KEPT
    assert files_in(root) == [root / digest[:2]]

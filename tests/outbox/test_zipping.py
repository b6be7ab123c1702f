"""A folder as one .zip: what goes into it, what is left out and said to be, and what is refused."""

import os
import socket
import zipfile
from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest

from desk_gui.outbox import zipping
from desk_gui.outbox.copying import copy_in, spool_path
from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.errors import CopyGivenUp, CopyRefused
from desk_gui.outbox.events import RefusedFile

posix_only = pytest.mark.skipif(os.name != "posix", reason="POSIX files")


def yes() -> bool:
    return True


def zipped(tmp_path: Path, folder: Path) -> zipfile.ZipFile:
    claims: list[str] = []
    source = FileSource("a", f"{folder.name}.zip", path=folder, as_zip=True)
    copied = copy_in(tmp_path / "spool", source, is_wanted=yes, claim=claims.append)
    assert copied.media_type == "application/zip"
    data = spool_path(tmp_path / "spool", copied.sha256).read_bytes()
    assert len(data) == copied.size_bytes
    archive = zipfile.ZipFile(BytesIO(data))
    assert archive.testzip() is None
    return archive


def refusal(tmp_path: Path, folder: Path) -> RefusedFile:
    with pytest.raises(CopyRefused) as caught:
        zipped(tmp_path, folder)
    assert not list((tmp_path / "spool").rglob("*.part"))
    return caught.value.reason


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Fotos Ü 😀"
    (made / "deep" / "er").mkdir(parents=True)
    (made / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" * 1000)
    (made / "deep" / "er" / "b.txt").write_text("words")
    (made / "deep" / "empty.txt").touch()
    return made


def test_everything_in_it_is_packed_under_the_folders_name(tmp_path: Path, folder: Path) -> None:
    (folder / "old.txt").write_text("x")
    os.utime(folder / "old.txt", (0, 0))
    archive = zipped(tmp_path, folder)
    assert sorted(archive.namelist()) == [
        f"{folder.name}/{inside}" for inside in ("a.png", "deep/empty.txt", "deep/er/b.txt", "old.txt")
    ]
    assert archive.read(f"{folder.name}/a.png") == (folder / "a.png").read_bytes()
    assert archive.getinfo(f"{folder.name}/old.txt").date_time == (1980, 1, 1, 0, 0, 0)


@posix_only
def test_links_pipes_and_the_unreadable_are_left_out_and_named(tmp_path: Path, folder: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not in the folder")
    (folder / "link.txt").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(folder / "s"))
    (folder / "mem").symlink_to("/proc/self/mem")
    archive = zipped(tmp_path, folder)
    assert len(archive.namelist()) == 4
    said = archive.read(zipping.LEFT_OUT).decode()
    for name, why in (
        ("link.txt", "is a link"),
        ("loop", "is a link"),
        ("mem", "is a link"),
        ("pipe", "is not an ordinary file"),
        ("s", "is not an ordinary file"),
    ):
        assert f"\n{name}: {why}" in said.replace("\r", "")
    assert b"not in the folder" not in b"".join(archive.read(name) for name in archive.namelist())


@posix_only
def test_a_file_that_cannot_be_read_to_its_end_is_named(tmp_path: Path) -> None:
    # Reads of this file fail, even for root.
    archive_of = zipping.Folder(Path("/proc/self"))
    archive_of.files = [PurePosixPath("mem"), PurePosixPath("status")]
    archive = zipfile.ZipFile(BytesIO(b"".join(zipping.zip_chunks(archive_of))))
    assert "mem: cannot be read to its end" in archive.read(zipping.LEFT_OUT).decode()
    assert b"Name:" in archive.read("self/status")


def test_a_file_that_goes_meanwhile_is_named(folder: Path) -> None:
    found = zipping.look_through(folder)
    (folder / "a.png").unlink()
    archive = zipfile.ZipFile(BytesIO(b"".join(zipping.zip_chunks(found))))
    assert f"{folder.name}/a.png" not in archive.namelist()
    assert "a.png: cannot be read" in archive.read(zipping.LEFT_OUT).decode()


def test_what_cannot_become_a_zip_is_refused(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "nothing").mkdir()
    (tmp_path / "only" / "folders").mkdir(parents=True)
    assert refusal(tmp_path, tmp_path / "nothing") is RefusedFile.EMPTY
    assert refusal(tmp_path, tmp_path / "only") is RefusedFile.EMPTY
    assert refusal(tmp_path, tmp_path / "absent") is RefusedFile.MISSING
    assert refusal(tmp_path, folder / "a.png") is RefusedFile.MISSING


def test_too_much_is_refused_before_anything_is_read(tmp_path: Path, folder: Path) -> None:
    with (folder / "huge").open("wb") as file:
        file.truncate(zipping.MOST_BYTES + 1)
    assert refusal(tmp_path, folder) is RefusedFile.TOO_LARGE


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    (many / "0").touch()
    for number in range(1, zipping.MOST_FILES + 1):
        os.link(many / "0", many / str(number)) if number < 5000 else (many / str(number)).touch()
    assert refusal(tmp_path, many) is RefusedFile.TOO_LARGE


def test_it_stops_when_nobody_wants_it_any_more(tmp_path: Path, folder: Path) -> None:
    with (folder / "large").open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    answers = iter([True, True])
    source = FileSource("a", "x.zip", path=folder, as_zip=True)
    with pytest.raises(CopyGivenUp):
        copy_in(tmp_path / "spool", source, is_wanted=lambda: next(answers, False), claim=print)
    assert not [path for path in (tmp_path / "spool").rglob("*") if path.is_file()]


def test_bytes_are_made_once_on_the_way(tmp_path: Path) -> None:
    calls: list[int] = []

    def make() -> bytes:
        calls.append(1)
        return b"made"

    copied = copy_in(tmp_path, FileSource("a", "x", make=make), is_wanted=yes, claim=print)
    assert spool_path(tmp_path, copied.sha256).read_bytes() == b"made"
    assert calls == [1]
    with pytest.raises(CopyRefused) as caught:
        copy_in(tmp_path, FileSource("a", "x", make=bytes), is_wanted=yes, claim=print)
    assert caught.value.reason is RefusedFile.EMPTY

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desk_gui.system.errors import DataDirUnusable
from desk_gui.system.paths import DataDir, default_data_dir

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
needs_root = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="mounts need root")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_lies_below_the_root(folder: Path) -> None:
    data_dir = DataDir(folder / "data")

    for path in (
        data_dir.database,
        data_dir.spool,
        data_dir.settings,
        data_dir.window_state,
        data_dir.logs,
        data_dir.lock,
    ):
        assert path.parent == data_dir.root
    assert not data_dir.root.exists()


def test_practice_has_everything_of_its_own(folder: Path) -> None:
    data_dir = DataDir(folder)
    practice = data_dir.practice

    assert practice.root == folder / "practice"
    for name in ("database", "spool", "settings", "lock"):
        assert getattr(practice, name) != getattr(data_dir, name)
        assert getattr(practice, name).is_relative_to(practice.root)


@needs_posix
def test_create_makes_private_folders_whatever_the_umask(folder: Path) -> None:
    data_dir = DataDir(folder / "deep" / "data")
    before = os.umask(0)
    try:
        data_dir.create()
    finally:
        os.umask(before)

    assert [_mode(place) for place in (data_dir.root, data_dir.spool, data_dir.logs)] == [0o700] * 3
    assert sorted(path.name for path in data_dir.root.iterdir()) == ["logs", "spool"]


@needs_posix
def test_create_closes_looser_folders_and_keeps_what_is_in_them(folder: Path) -> None:
    data_dir = DataDir(folder / "data")
    data_dir.spool.mkdir(parents=True)
    data_dir.root.chmod(0o755)
    data_dir.spool.chmod(0o777)
    data_dir.settings.write_text("{}", encoding="utf-8")

    data_dir.create()

    assert _mode(data_dir.root) == 0o700
    assert _mode(data_dir.spool) == 0o700
    assert data_dir.settings.read_text(encoding="utf-8") == "{}"


@needs_posix
def test_a_folder_of_all_users_is_refused_and_left_as_it_is(folder: Path) -> None:
    shared = folder / "shared"
    shared.mkdir()
    shared.chmod(0o1777)

    with pytest.raises(DataDirUnusable, match="shared") as caught:
        DataDir(shared).create()

    assert _mode(shared) == 0o1777
    assert "inside" in caught.value.next_step


@needs_root
def test_a_loose_folder_of_another_user_is_refused(folder: Path) -> None:
    foreign = folder / "data"
    foreign.mkdir()
    foreign.chmod(0o755)
    os.chown(foreign, 12345, -1)

    with pytest.raises(DataDirUnusable, match="another user"):
        DataDir(foreign).create()


@pytest.mark.parametrize("below", ["data", "data/deeper"])
def test_a_file_in_the_way_is_named(folder: Path, below: str) -> None:
    (folder / "data").write_text("mine", encoding="utf-8")

    with pytest.raises(DataDirUnusable, match="file is in the way") as caught:
        DataDir(folder / below).create()

    assert (folder / "data").read_text(encoding="utf-8") == "mine"
    assert "Move that file" in caught.value.next_step


def test_a_file_in_place_of_the_spool_is_named(folder: Path) -> None:
    data_dir = DataDir(folder)
    data_dir.spool.write_text("", encoding="utf-8")

    with pytest.raises(DataDirUnusable, match="file is in the way"):
        data_dir.create()


def test_a_relative_folder_is_refused() -> None:
    with pytest.raises(DataDirUnusable, match="absolute"):
        DataDir(Path("data")).create()


def test_a_name_no_system_takes_is_refused(folder: Path) -> None:
    with pytest.raises(DataDirUnusable):
        DataDir(folder / ("x" * 5000)).create()


@needs_root
@pytest.mark.parametrize(("options", "words"), [("ro", "read-only"), ("size=4k,nr_inodes=2", "full")])
def test_a_disk_that_takes_nothing_is_said(folder: Path, options: str, words: str) -> None:
    place = folder / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, timeout=20, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not let a test mount")
    try:
        with pytest.raises(DataDirUnusable, match=words):
            DataDir(place / "data").create()
    finally:
        subprocess.run(["umount", str(place)], timeout=20, check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="XDG is Linux's")
def test_the_default_follows_the_system(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))

    assert default_data_dir().root == folder / "desk-gui"

"""What is handed out agrees with itself: the version, the wheel's contents, the entry in a desktop's menu."""

import configparser
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.project import ROOT
from support.translated import built

import desk_gui

DESKTOP_FILE = ROOT / "packaging" / "linux" / "desk-gui.desktop"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built()
    command: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("*.whl")
    return made


def test_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert versions[0] == desk_gui.__version__


def test_wheel_holds_the_program_and_what_it_shows_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert {name.split("/")[0] for name in names} == {"desk_gui", f"desk_gui-{desk_gui.__version__}.dist-info"}
    for needed in (
        "desk_gui/__main__.py",
        "desk_gui/_resources/icons/desk-gui.svg",
        "desk_gui/_resources/styles/desk.qss",
        "desk_gui/_resources/styles/large.qss",
        "desk_gui/_resources/i18n/desk_gui_en.qm",
        "desk_gui/_resources/i18n/desk_gui_zh_CN.qm",
    ):
        assert needed in names


def test_wheel_installs_a_command_without_a_terminal(wheel: Path) -> None:
    info = f"desk_gui-{desk_gui.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        entry_points = archive.read(f"{info}/entry_points.txt").decode()
        metadata = archive.read(f"{info}/METADATA").decode()

    assert "[gui_scripts]\ndesk-gui = desk_gui.__main__:main" in entry_points
    assert "Requires-Python: >=3.11" in metadata


def test_desktop_file_is_valid() -> None:
    done = subprocess.run(["desktop-file-validate", DESKTOP_FILE], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")


def test_desktop_file_starts_the_command_with_the_files_dropped_on_it() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]  # as the documentation says to keep capitals
    entry.read(DESKTOP_FILE)

    assert entry["Desktop Entry"]["Exec"] == "desk-gui %F"
    assert (ROOT / "resources" / "icons" / f"{entry['Desktop Entry']['Icon']}.svg").is_file()

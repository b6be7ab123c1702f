import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import desk_gui
from desk_gui.system.resources import resource_path

CHECKOUT = Path(desk_gui.__file__).resolve().parent.parent


def test_a_checkout_uses_its_own_resources() -> None:
    assert resource_path() == CHECKOUT / "resources"


@pytest.mark.parametrize(
    "part", ["/etc/passwd", "..", "icons/../..", "icons\\..\\..", "C:\\x", "C:x", "\\x", "\\\\host\\share"]
)
def test_ways_out_are_refused(part: str) -> None:
    with pytest.raises(ValueError, match="not a path below"):
        resource_path(part)
    with pytest.raises(ValueError, match="not a path below"):
        resource_path("icons", part)


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(FileNotFoundError, match="icons/nothing"):
        resource_path("icons", "nothing.svg")


def test_an_installed_package_uses_what_it_was_shipped_with(folder: Path) -> None:
    shutil.copytree(CHECKOUT / "desk_gui", folder / "desk_gui", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "desk_gui" / "_resources" / "icons").mkdir(parents=True)
    (folder / "desk_gui" / "_resources" / "icons" / "one.svg").write_text("<svg/>", encoding="utf-8")
    code = "from desk_gui.system.resources import resource_path; print(resource_path('icons', 'one.svg'))"

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60, check=True
    )

    assert Path(done.stdout.strip()) == folder / "desk_gui" / "_resources" / "icons" / "one.svg"

"""The lock files hold what pyproject.toml asks for, to the byte, and say nothing about where it comes from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.project import ROOT

RUNTIME = ROOT / "packaging" / "requirements.txt"
DEV = ROOT / "packaging" / "requirements-dev.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME_WANTS = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
DEV_WANTS = [Requirement(text) for text in PROJECT["dependency-groups"]["dev"]]


def pins(lock: Path) -> list[Requirement]:
    """Return the pinned requirements of a lock file; one project may be pinned twice, with markers."""
    joined = lock.read_text().replace("\\\n", " ")
    return [Requirement(line.partition(" --hash")[0]) for line in joined.splitlines() if not line.startswith("#")]


def pinned_version(pin: Requirement) -> str:
    """Return the one version that a pin allows."""
    (specifier,) = pin.specifier
    assert specifier.operator == "=="
    return specifier.version


@pytest.mark.parametrize("lock", [RUNTIME, DEV], ids=lambda lock: lock.name)
def test_lock_names_no_place_and_hashes_everything(lock: Path) -> None:
    joined = lock.read_text().replace("\\\n", " ")

    assert "://" not in joined
    assert not re.search(r"^\s*-", joined, re.MULTILINE)
    for line in joined.splitlines():
        assert re.fullmatch(r"\S+==\S+( ; .*?)?(\s+--hash=sha256:[0-9a-f]{64})+", line.strip()), line


@pytest.mark.parametrize(
    ("want", "lock"),
    [*((want, RUNTIME) for want in RUNTIME_WANTS), *((want, DEV) for want in [*RUNTIME_WANTS, *DEV_WANTS])],
    ids=lambda value: value.name,
)
def test_lock_holds_what_the_project_asks_for(want: Requirement, lock: Path) -> None:
    found = [pin for pin in pins(lock) if canonicalize_name(pin.name) == canonicalize_name(want.name)]

    assert found
    assert any(want.specifier.contains(pinned_version(pin)) for pin in found)


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_pyside_of_each_python_is_one_that_it_survives(python: str) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    found = [
        pinned_version(pin)
        for pin in pins(RUNTIME)
        if canonicalize_name(pin.name) == "pyside6-essentials"
        and (pin.marker is None or pin.marker.evaluate(environment))
    ]

    (version,) = found
    assert python != "3.11" or not version.startswith("6.12.")


def test_development_has_the_very_packages_that_people_run() -> None:
    assert {str(pin) for pin in pins(RUNTIME)} <= {str(pin) for pin in pins(DEV)}

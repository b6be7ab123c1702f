"""What the project consists of: the agreed top level, and no word about the machine it was made on."""

import re
from pathlib import Path

from support.project import ROOT, project_files

TOP_LEVEL = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "desk_gui", "resources", "tests", "packaging"}
DOT_FILES = {".ci", ".gitignore", ".pre-commit-config.yaml"}
# Put together here, so that this very file does not name them.
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))]
PLACES = ["/".join(("", *parts)) for parts in (("work", "main"), ("work", "shared"), ("root", ""), ("opt", "wheels"))]
LARGEST_BYTES = 2_000_000
BINARY = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico", ".icns", ".qm"}


def unwanted_words(text: str) -> list[str]:
    """Return the package registries and the places of one machine that a text names."""
    words = [*HOSTS, *PLACES]
    return [word for word in words if re.search(rf"(?<![\w]){re.escape(word)}", text, re.IGNORECASE)]


def test_top_level_is_as_agreed() -> None:
    assert {path.parts[0] for path in project_files()} == TOP_LEVEL | DOT_FILES


def test_packaging_does_not_shadow_the_library_of_that_name() -> None:
    assert Path("packaging/dev.py") in project_files()
    assert not list((ROOT / "packaging").rglob("__init__.py"))


def test_unwanted_words_are_seen() -> None:
    assert unwanted_words(f"https://files.{HOSTS[1]}/x") == [HOSTS[1]]
    assert unwanted_words(f"cd {PLACES[0]}/x") == [PLACES[0]]
    assert unwanted_words("/usr/bin/python3 https://semver.org") == []


def test_no_file_names_a_registry_or_a_place_of_one_machine() -> None:
    texts = [path for path in project_files() if path.suffix not in BINARY]
    found = {str(path): unwanted_words((ROOT / path).read_text(encoding="utf-8")) for path in texts}

    assert {path: words for path, words in found.items() if words} == {}


def test_no_file_is_too_large_for_a_repository() -> None:
    sizes = {str(path): (ROOT / path).stat().st_size for path in project_files()}

    assert {path: size for path, size in sizes.items() if size > LARGEST_BYTES} == {}

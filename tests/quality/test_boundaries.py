"""Rooms keep to themselves: what import contracts cannot see, inside Qt and at run time."""

import ast
import subprocess
import sys
import tomllib

import pytest
from support.project import ROOT, python_files

QT_FREE_ROOMS = ("livedesk", "outbox", "sandbox", "system")
QT_MODULES = {
    **dict.fromkeys(QT_FREE_ROOMS, frozenset[str]()),
    "qt": frozenset({"QtCore", "QtGui", "QtNetwork"}),
    "ui": frozenset({"QtCore", "QtGui", "QtSvg", "QtWidgets"}),
}
# What may not be loaded before the first paint; the window's own modules are all there by then.
HEAVY = ("httpx", "pydantic", "keyring", "sqlite3", "asyncio", "secretstorage")
BEFORE_PAINT = ("desk_gui.outbox.draft", "desk_gui.outbox.desk", "desk_gui.outbox.events", "desk_gui.system.settings")


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
(PLAIN_DATA,) = (
    frozenset(contract["source_modules"])
    for contract in PROJECT["tool"]["importlinter"]["contracts"]
    if contract["name"] == "what a window may hold of the outbox is plain data"
)
# What two rooms may know of others; an import contract can only say what they may not.
KNOWN = {
    "qt": frozenset({"desk_gui.outbox.events", "desk_gui.qt"}),
    "ui": PLAIN_DATA
    | {"desk_gui.livedesk.errors", "desk_gui.qt", "desk_gui.ui"}
    | {f"desk_gui.system.{name}" for name in ("resources", "sentences", "settings")},
}
# The decoder of photos is the outbox's, and the window's threads for pictures use it.
EXCEPTIONS = {"desk_gui/ui/attachments/heif.py": {"desk_gui.outbox.darkroom"}}


def own_modules(source: str) -> set[str]:
    """Return the program's own modules that a source imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "desk_gui":
            module = node.module or ""
            is_room = module.count(".") < 2
            found |= {f"{module}.{alias.name}" for alias in node.names} if is_room else {module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.partition(".")[0] == "desk_gui"}
    return found


def is_known(module: str, known: frozenset[str]) -> bool:
    """Tell whether a module is one of these, or lies in a room that is."""
    return module in known or ".".join(module.split(".")[:2]) in known


def qt_modules(source: str) -> set[str]:
    """Return the modules of PySide6 that a source imports, in whatever way it is written."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "PySide6":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            found |= {name[1] if len(name) > 1 else "*" for name in names if name[0] == "PySide6"}
    return found


def star_imports(source: str) -> list[int]:
    """Return the lines that import everything from somewhere."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]


def modules_of(room: str) -> list[str]:
    """Return the names of all modules of a room."""
    paths = [path for path in python_files("desk_gui") if path.parts[1] == room and path.name != "__main__.py"]
    return [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]


def loaded_by(modules: list[str]) -> set[str]:
    """Return the top-level modules in a fresh interpreter after importing these."""
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(*sys.modules)"
    command = [sys.executable, "-c", code, *modules]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        ("from PySide6.QtWidgets import QLabel", {"QtWidgets"}),
        ("from PySide6 import QtCore, QtWidgets", {"QtCore", "QtWidgets"}),
        ("import PySide6.QtWidgets as w", {"QtWidgets"}),
        ("import PySide6", {"*"}),
        ("def late():\n    from PySide6.QtGui import QIcon", {"QtGui"}),
        ("import json", set()),
    ],
)
def test_every_spelling_of_a_qt_import_is_seen(source: str, modules: set[str]) -> None:
    assert qt_modules(source) == modules


@pytest.mark.parametrize("room", QT_MODULES)
def test_room_uses_only_its_part_of_qt(room: str) -> None:
    files = [path for path in python_files("desk_gui") if path.parts[1] == room]
    strangers = {str(path): qt_modules((ROOT / path).read_text()) - QT_MODULES[room] for path in files}

    assert files
    assert {path: modules for path, modules in strangers.items() if modules} == {}


def test_nothing_is_imported_by_star() -> None:
    found = {
        str(path): star_imports((ROOT / path).read_text()) for path in python_files("desk_gui", "packaging", "tests")
    }

    assert star_imports("import os\nfrom os import *") == [2]
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("room", QT_FREE_ROOMS)
def test_room_loads_no_qt(room: str) -> None:
    loaded = loaded_by(modules_of(room))

    assert "desk_gui" in loaded
    assert "PySide6" not in loaded


def test_window_loads_nothing_heavy() -> None:
    loaded = loaded_by([*modules_of("qt"), *modules_of("ui"), *BEFORE_PAINT])

    assert "PySide6" in loaded
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        ("from desk_gui.outbox.draft import Draft", {"desk_gui.outbox.draft"}),
        ("from desk_gui.outbox import events as ev", {"desk_gui.outbox.events"}),
        ("import desk_gui.outbox.store", {"desk_gui.outbox.store"}),
        ("def late():\n    from desk_gui import app", {"desk_gui.app"}),
        ("from json import loads", set()),
    ],
)
def test_every_spelling_of_an_own_import_is_seen(source: str, modules: set[str]) -> None:
    assert own_modules(source) == modules


@pytest.mark.parametrize("room", KNOWN)
def test_room_knows_only_what_it_may(room: str) -> None:
    strangers = {}
    for path in (path for path in python_files("desk_gui") if path.parts[1] == room):
        modules = own_modules((ROOT / path).read_text()) - EXCEPTIONS.get(path.as_posix(), set())
        strangers[str(path)] = {module for module in modules if not is_known(module, KNOWN[room])}

    assert strangers
    assert {path: modules for path, modules in strangers.items() if modules} == {}


def test_a_stranger_is_seen() -> None:
    assert not is_known("desk_gui.outbox.dispatcher", KNOWN["ui"])
    assert not is_known("desk_gui.outbox.desk", KNOWN["qt"])
    assert is_known("desk_gui.ui.header", KNOWN["ui"])

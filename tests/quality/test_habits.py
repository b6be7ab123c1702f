"""Habits that no linter knows: tests wait for events and not for time, and texts to be translated are written out."""

import ast

import pytest
from support.project import ROOT, python_files

TRANSLATING = {"tr", "translate", "QT_TRANSLATE_NOOP"}
SLEEPING = {"sleep", "qWait", "qSleep", "msleep"}


def called(call: ast.Call) -> tuple[str, str]:
    """Return what a call calls: the object's name, if it is a plain one, and the function's."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return (function.value.id if isinstance(function.value, ast.Name) else "", function.attr)
    return ("", function.id if isinstance(function, ast.Name) else "")


def calls(source: str) -> list[ast.Call]:
    """Return every call of a source."""
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]


def sleeps(source: str, *, reasons_count: bool) -> list[int]:
    """Return the lines that let time pass; giving way to other tasks, `sleep(0)`, is not that.

    Args:
        source: The Python source.
        reasons_count: Whether a comment on the line excuses it.
    """
    lines = source.splitlines()
    found = []
    for call in calls(source):
        owner, name = called(call)
        gives_way = [ast.unparse(argument) for argument in call.args] == ["0"]
        excused = reasons_count and "#" in lines[call.lineno - 1]
        if (name in SLEEPING or (owner, name) == ("qtbot", "wait")) and not gives_way and not excused:
            found.append(call.lineno)
    return found


def is_composed(text: ast.expr) -> bool:
    """Tell whether a text is put together when the program runs."""
    formatted = isinstance(text, ast.Call) and called(text)[1] == "format"
    return formatted or isinstance(text, ast.JoinedStr | ast.BinOp)


def composed_translations(source: str) -> list[int]:
    """Return the lines that translate a text put together on the spot, which no translator can have seen."""
    found = []
    for call in calls(source):
        if called(call)[1] in TRANSLATING:
            found += [argument.lineno for argument in call.args if is_composed(argument)]
    return found


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import time\ntime.sleep(1)", [2]),
        ("await asyncio.sleep(0.1)", [1]),
        ("await asyncio.sleep(0)", []),
        ("qtbot.wait(100)", [1]),
        ("QTest.qWait(100)", [1]),
        ("process.wait(10)", []),
        ("time.sleep(1)  # the server is told to be slow", []),
    ],
)
def test_sleeping_is_seen(source: str, lines: list[int]) -> None:
    assert sleeps(source, reasons_count=True) == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('self.tr(f"{n} files")', [1]),
        ('tr("a" + name)', [1]),
        ('translate("words", "%s files" % n)', [1]),
        ('tr("{} files".format(n))', [1]),
        ('tr("{n} files").format(n=n)', []),
        ('translate("words", "a text")', []),
    ],
)
def test_composed_translations_are_seen(source: str, lines: list[int]) -> None:
    assert composed_translations(source) == lines


def test_tests_wait_for_events() -> None:
    found = {
        str(path): sleeps((ROOT / path).read_text(), reasons_count=path.parts[1] in {"support", "benchmarks"})
        for path in python_files("tests")
    }

    assert {path: lines for path, lines in found.items() if lines} == {}


def test_translated_texts_are_written_out() -> None:
    found = {str(path): composed_translations((ROOT / path).read_text()) for path in python_files("desk_gui")}

    assert {path: lines for path, lines in found.items() if lines} == {}

"""The gaps between widgets are of one scale, and grow with the text."""

import ast
from collections.abc import Iterator
from typing import Final

import pytest
from support.project import ROOT

from desk_gui.ui.theme import FOOT_SPACE, SPACE

SETTERS: Final = frozenset(
    ("setSpacing", "setHorizontalSpacing", "setVerticalSpacing", "addSpacing", "setContentsMargins")
)
SCALE: Final = frozenset((0, FOOT_SPACE, *SPACE))


def faults_in(source: str) -> Iterator[str]:
    """Find the distances in a program text that are numbers of their own, or are not of the scale."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        numbers = [one.value for part in node.args for one in ast.walk(part) if isinstance(one, ast.Constant)]
        is_wrong = name in ("gap", "gaps") and not set(numbers) <= SCALE
        if name in SETTERS:
            own = [part.value for part in node.args if isinstance(part, ast.Constant)]
            is_wrong = bool(set(own) - {0})
        if is_wrong:
            yield f"{node.lineno}: {ast.unparse(node)}"


def test_all_distances_are_of_the_scale() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "desk_gui" / "ui").rglob("*.py")}
    assert "form_panel.py" in sources
    assert {name: found for name, text in sources.items() if (found := list(faults_in(text)))} == {}


@pytest.mark.parametrize(
    "code", ["row.setSpacing(8)", "row.setContentsMargins(0, 6, 0, 0)", "row.setSpacing(gap(7))", "gaps(20, 11, 0, 0)"]
)
def test_the_search_finds_what_it_looks_for(code: str) -> None:
    assert list(faults_in(code))
    assert not list(faults_in("row.setSpacing(0); row.setSpacing(gap(8)); row.setContentsMargins(*gaps(20, 9, 0, 4))"))

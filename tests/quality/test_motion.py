"""Nothing on the screen moves by itself, so there is no motion to reduce for those who ask their system for less."""

import ast
from collections.abc import Iterator
from typing import Final

from support.project import ROOT

MOVING: Final = frozenset(
    (
        *("QPropertyAnimation", "QVariantAnimation", "QSequentialAnimationGroup", "QParallelAnimationGroup"),
        *(
            "QTimeLine",
            "QMovie",
            "QProgressBar",
            "QProgressDialog",
            "QSplashScreen",
            "setAnimated",
            "setAnimationDuration",
        ),
    )
)
"""Names of Qt that animate, or that a style may animate."""


def moving_names(source: str) -> Iterator[str]:
    """Find these names in a program text."""
    for node in ast.walk(ast.parse(source)):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if name in MOVING:
            yield name


def test_nothing_is_animated() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "desk_gui").rglob("*.py")}
    assert "main_window.py" in sources
    assert {name: found for name, text in sources.items() if (found := list(moving_names(text)))} == {}


def test_the_search_finds_what_it_looks_for() -> None:
    assert list(moving_names("bar = QProgressBar(); view.setAnimated(True)")) == ["QProgressBar", "setAnimated"]

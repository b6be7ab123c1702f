"""Files and functions stay small enough to be read in one go."""

import ast

from support.project import ROOT, python_files

LONGEST_FILE = 420
LONGEST_FUNCTION = 45
SOURCES = {path: (ROOT / path).read_text(encoding="utf-8") for path in python_files("desk_gui", "packaging")}


def long_functions(source: str) -> list[str]:
    """Return the functions that are too long, their docstrings not counted."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if ast.get_docstring(node) is not None:
                lines -= (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
            if lines > LONGEST_FUNCTION:
                found.append(f"{node.name}: {lines} lines")
    return found


def test_length_is_counted_without_the_docstring() -> None:
    body = "\n".join(["    pass"] * (LONGEST_FUNCTION - 1))

    assert long_functions(f'def short():\n    """Say\n    much.\n    """\n{body}') == []
    assert long_functions(f"async def long():\n    pass\n{body}") == [f"long: {LONGEST_FUNCTION + 1} lines"]


def test_files_are_short() -> None:
    lengths = {str(path): len(source.splitlines()) for path, source in SOURCES.items()}

    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    found = {str(path): long_functions(source) for path, source in SOURCES.items()}

    assert {path: functions for path, functions in found.items() if functions} == {}

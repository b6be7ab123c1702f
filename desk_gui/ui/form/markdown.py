"""What the description's tools do to text, as pure functions: what comes in its place, and what is marked then."""

import re
from itertools import islice
from typing import Final, NamedTuple

_MARKERS: Final = re.compile(r"^(\s*)- ")
_FENCES: Final = re.compile(r"`{3,}")
_ITEM: Final = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)", re.MULTILINE)
MOST_ITEMS: Final = 2_000
"""Of lists in one preview: Qt takes four times as long for twice as many, 16 s for 25,000."""

_ENDLESS: Final = re.compile(r"[^\n]{10001}")
"""The same is true of a line without spaces."""

_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_NEEDS_ESCAPE: Final = re.compile(r"([\\\[\]])")


class Change(NamedTuple):
    """Text in place of what was marked, and what is marked in it afterwards.

    Attributes:
        text: Goes where the marked text was.
        mark_from: First character marked, counted from the beginning of `text`.
        mark_to: The one after the last.
    """

    text: str
    mark_from: int
    mark_to: int


def bold(marked: str) -> Change:
    """Make marked text bold, or plain again; spaces at its ends stay outside, where Markdown wants them."""
    core = marked.strip()
    if not core:
        return Change("****", 2, 2)
    before, after = marked[: marked.index(core)], marked[marked.index(core) + len(core) :]
    is_bold = core.startswith("**") and core.endswith("**") and bool(core[2:-2])
    made = core[2:-2] if is_bold else f"**{core}**"
    return Change(before + made + after, len(before), len(before) + len(made))


def bullets(lines: str) -> Change:
    """Make a list of whole lines, or lines of a list."""
    all_lines = lines.split("\n")
    filled = [line for line in all_lines if line.strip()] or [""]
    if all(_MARKERS.match(line) for line in filled):
        made = "\n".join(_MARKERS.sub(r"\1", line) for line in all_lines)
    else:
        is_one = len(all_lines) == 1
        made = "\n".join(
            f"- {line}" if (line.strip() or is_one) and not _MARKERS.match(line) else line for line in all_lines
        )
    return Change(made, len(made) if "\n" not in made else 0, len(made))


def code(marked: str) -> Change:
    """Make marked text code: within its line, or as a block of its own where it has several."""
    if "\n" in marked:
        block = code_block(marked)
        return Change(block, 0, len(block))
    if not marked:
        return Change("``", 1, 1)
    ticks = "`" * (_longest_run(marked) + 1)
    room = " " if marked.startswith("`") or marked.endswith("`") else ""
    made = f"{ticks}{room}{marked}{room}{ticks}"
    return Change(made, 0, len(made))


def code_block(text: str) -> str:
    """Fence text so that nothing in it is read as Markdown, whatever fences it has of its own."""
    longest = max((len(run) for run in _FENCES.findall(text)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text.strip(chr(10))}\n{fence}\n"


def previewed(text: str, longest: int) -> str:
    """Return as much of a text from its start as is laid out in a moment.

    Args:
        text: Markdown.
        longest: Characters at most.
    """
    endless = _ENDLESS.search(text, 0, longest)
    shown = text[: endless.end() if endless else longest]
    items = (match.start() for match in _ITEM.finditer(shown))
    return shown[: next(islice(items, MOST_ITEMS, None), longest)]


def link(marked: str, clipboard: str) -> Change:
    """Make a link of marked text, with the copied address if there is one; marked is what is still to be typed.

    Args:
        marked: An address, or the words of the link.
        clipboard: What was copied last; used when it is a web address and nothing else.
    """
    core = marked.strip()
    copied = clipboard.strip()
    if _ADDRESS.fullmatch(core):
        return Change(f"[](<{core}>)", 1, 1)
    words = _NEEDS_ESCAPE.sub(r"\\\1", core)
    if _ADDRESS.fullmatch(copied):
        made = f"[{words}](<{copied}>)"
        return Change(made, len(made), len(made)) if words else Change(made, 1, 1)
    made = f"[{words}](https://)"
    return Change(made, len(made) - 1, len(made) - 1) if words else Change(made, 1, 1)


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)

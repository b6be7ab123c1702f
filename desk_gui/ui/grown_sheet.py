"""A style sheet for larger text: its sizes grow with it. Imported where the text is larger than usual."""

import re
from typing import Final

_RULE: Final = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SIZE: Final = re.compile(r"([\w-]+):([^;]*\dpx[^;]*)")
_PX: Final = re.compile(r"(\d+)px")
_BORDER: Final = re.compile(r"border: *(\d+)(?:px)?")


def grown(sheet: str, factor: float) -> str:
    """Return a style sheet whose sizes are so many times as large."""
    return _RULE.sub(lambda rule: _grown(rule, factor), sheet)


def _grown(rule: re.Match[str], factor: float) -> str:
    """Let the sizes of one rule grow. Borders stay: a ring around what has the focus must not move what is in it."""
    selector, body = rule.groups()
    said = _BORDER.search(body)
    border_px = int(said[1]) if said else 2 if ":focus" in selector else 1

    def size(found: re.Match[str]) -> str:
        name, value = found.groups()
        if name.startswith(("border", "outline")) and not name.endswith("radius"):
            return found[0]
        inner = border_px if name == "padding" else 0
        return f"{name}:{_PX.sub(lambda px: f'{round((int(px[1]) + inner) * factor) - inner}px', value)}"

    return f"{selector}{{{_SIZE.sub(size, body)}}}"

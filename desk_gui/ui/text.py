"""Texts with arguments: `%1`, `%2` … filled in after translation, so that translators may reorder them."""

import re

from PySide6.QtCore import QLocale

_PLACE = re.compile(r"%([1-9])")


def fill(template: str, *arguments: str) -> str:
    """Put the arguments where `%1`, `%2` … stand. Arguments are not looked into for places of their own."""

    def argument(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        return arguments[index] if index < len(arguments) else match.group(0)

    return _PLACE.sub(argument, template)


def plain(text: str, limit: int = 300) -> str:
    """Make a server's or a file's text fit for one label: one line, no control characters, at most `limit` long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def size_text(size_bytes: int) -> str:
    """Write a size the way the system's language does: `2.4 MB`."""
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)

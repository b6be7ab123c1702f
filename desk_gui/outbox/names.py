"""File names fit to be told to a server and shown to a human: base name only, nothing that hides or misleads. Pure."""

import unicodedata
from pathlib import PurePath
from typing import Final
from urllib.parse import unquote, urlsplit

from desk_gui.outbox.draft import mended

LONGEST_NAME_BYTES: Final = 150
NAMELESS: Final = "file"

_LONGEST_ENDING: Final = 4
"""Letters and digits behind a dot that are taken for an ending: “Mr. Smith” and “3.5” have none."""

_HIDDEN_CATEGORIES: Final = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
"""Controls, formats (bidirectional overrides, joiners, marks), surrogates, private use, line and paragraph breaks."""

_UNSAFE: Final = frozenset('/\\:*?"<>|')


def safe_base_name(name: str) -> str:
    """Return what a file may be called towards LiveDesk.

    A base name, composed (NFC), without characters that cannot be seen or that file systems forbid, at most
    `LONGEST_NAME_BYTES` bytes in UTF-8. The extension survives shortening.
    """
    base = mended(name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    composed = unicodedata.normalize("NFC", base)
    visible = "".join(" " if char.isspace() else char for char in composed if _is_visible(char))
    safe = "".join("_" if char in _UNSAFE else char for char in visible)
    return _shorten(" ".join(safe.split()).strip(" .") or NAMELESS)


def with_suffix(name: str, suffix: str) -> str:
    """Return a file's name with another suffix in the place of its own; with none, as it is."""
    return f"{PurePath(name).stem}{suffix}" if suffix else name


def name_in_url(url: str) -> str:
    """Return what the last part of an address calls the file there; "" when it names none."""
    try:
        path = urlsplit(url).path
    except ValueError:  # It is no address at all.
        return ""
    last = unquote(path.rpartition("/")[2], errors="replace")
    return safe_base_name(last) if last.strip(" .") else ""


def _is_visible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in _HIDDEN_CATEGORIES


def _shorten(name: str) -> str:
    if len(name.encode()) <= LONGEST_NAME_BYTES:
        return name
    suffix = PurePath(name).suffix
    if len(suffix.encode()) > LONGEST_NAME_BYTES // 4:
        suffix = ""
    stem = name.removesuffix(suffix).encode()[: LONGEST_NAME_BYTES - len(suffix.encode())]
    # A character cut in half at the end is left out.
    return stem.decode("utf-8", "ignore").rstrip(" .") + suffix


def stem_of(name: str) -> str:
    """Return a file's name without its ending."""
    return PurePath(name).stem


def renamed(name: str, typed: str) -> str:
    """Return what a file is called after somebody typed another name for it; its ending stays unless one was typed.

    Args:
        name: As it is called; comes back where nothing fit for a name was typed.
        typed: As it was typed.
    """
    if not typed.strip(" ."):
        return name
    safe = safe_base_name(typed)
    ending = PurePath(safe).suffix[1:]
    is_ending = len(ending) <= _LONGEST_ENDING and ending.isalnum() and not ending.isdigit()
    old = PurePath(name).suffix
    return safe if is_ending or PurePath(safe).suffix.lower() == old.lower() else safe_base_name(safe + old)

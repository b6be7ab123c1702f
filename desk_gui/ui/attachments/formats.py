"""What drops and pastes are made of, format by format: bytes in, plain data out. No Qt, and nothing is fetched."""

import base64
import binascii
import html
import os
import re
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

LONGEST_TEXT: Final = 256 * 1024
"""Of characters that are looked through for paths; a longer text is a text."""

LONGEST_HTML: Final = 64 * 1024 * 1024
LARGEST_INLINE_BYTES: Final = 40 * 1024 * 1024

_NAUTILUS: Final = "x-special/nautilus-clipboard"
_VERBS: Final = ("copy", "cut")
_LOCAL_HOSTS: Final = ("", "localhost")
_IMAGE: Final = re.compile("<[iI][mM][gG]")
_SRC: Final = re.compile(r"""\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_WEB: Final = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_DESCRIPTOR: Final = struct.Struct("<I16s8s8sI24sII520s")
_MOST_IMAGES: Final = 500
_COUNT_BYTES: Final = 4
_FOLDER_ATTRIBUTE: Final = 0x10
_HAS_SIZE: Final = 0x40
_HAS_ATTRIBUTES: Final = 0x4
_OUTLOOK_IDS: Final = ("latestItemIds", "itemIds", "mailboxInfos")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What a list of addresses holds.

    Attributes:
        local: Files and folders here, at most as many as were asked for.
        local_count: All of them.
        elsewhere: Files that other computers have.
        links: Web addresses.
    """

    local: tuple[Path, ...] = ()
    local_count: int = 0
    elsewhere: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def uri_lines(data: bytes) -> list[str]:
    """Return the addresses of a text/uri-list: one a line, without comments (RFC 2483)."""
    lines = (line.strip() for line in data.replace(b"\0", b"").decode("utf-8", "replace").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def read_addresses(lines: Iterable[str], most: int) -> Addresses:
    """Tell files, other computers' files and web addresses apart.

    Args:
        lines: The addresses; what is none of the three is passed over.
        most: How many local paths to make; a list may have thousands.
    """
    local: list[Path] = []
    local_count = 0
    elsewhere: list[str] = []
    links: list[str] = []
    for line in lines:
        if line[:5].lower() == "file:":
            if len(local) >= most:
                local_count += 1
                continue
            path = local_path(line)
            if path is None:
                elsewhere.append(line)
            else:
                local_count += 1
                local.append(path)
        elif is_web_address(line):
            links.append(line)
    return Addresses(tuple(local), local_count, tuple(elsewhere), tuple(dict.fromkeys(links)))


def local_path(uri: str) -> Path | None:
    """Return the path that a file: address stands for; None for one on another computer, or for nonsense."""
    rest = uri[5:]
    host = ""
    if rest.startswith("//"):
        host, slash, tail = rest[2:].partition("/")
        rest = slash + tail
    if os.name == "nt":
        from urllib.request import url2pathname  # noqa: PLC0415 - all of HTTP comes with it

        # Windows reaches other computers by path.
        return Path(url2pathname(rest if host.lower() in _LOCAL_HOSTS else f"//{host}{rest}"))
    if host.lower() not in _LOCAL_HOSTS and host.lower() != socket.gethostname().lower():
        return None
    # Bytes first: a name need not be UTF-8. Neither "#" nor "?" ends a path; some programs leave them as they are.
    path = unquote_to_bytes(rest)
    return Path(os.fsdecode(path)) if path.startswith(b"/") and b"\0" not in path else None


def is_web_address(text: str) -> bool:
    """Say whether a text is one http or https address and nothing else."""
    return _WEB.fullmatch(text) is not None


def copied_files(text: str) -> list[str] | None:
    """Return the addresses in what file managers put beside copied files; None when it is something else.

    Read are x-special/gnome-copied-files and the older form that is put into the text. Whether they were copied or
    cut makes no difference: nothing is ever moved.
    """
    lines = [line.strip() for line in text.replace("\0", "").strip().splitlines()]
    if lines and lines[0] == _NAUTILUS:
        lines = lines[1:]
    if not lines or lines[0] not in _VERBS:
        return None
    addresses = [line for line in lines[1:] if line]
    return addresses if addresses and all(":" in line for line in addresses) else None


def paths_in_text(text: str) -> list[Path]:
    """Return the paths of a text that is a list of them, one a line; [] when it is anything else.

    Whether they are there is not looked at.

    Args:
        text: As it came. Windows' "Copy as path" puts quotes around each.
    """
    if len(text) > LONGEST_TEXT:
        return []
    paths: list[Path] = []
    for line in text.splitlines():
        name = line.rstrip("\r")
        if not name.strip():
            continue
        if name[:5].lower() == "file:":
            path = local_path(name.strip())
        else:
            path = Path(name[1:-1] if name[:1] == name[-1:] == '"' else name)
        if path is None or not path.is_absolute():
            return []
        paths.append(path)
    return paths


def decode_text(data: bytes) -> str:
    """Decode what may be UTF-16, with or without a mark, or UTF-8: browsers on different systems do not agree."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data[1::2].count(0) * 2 > len(data) // 2:
        return data.decode("utf-16-le", "replace")
    return data.decode("utf-8-sig", "replace")


def first_link(data: bytes) -> str:
    """Return the address in a text/x-moz-url or a promise's address: its first line; "" when it is none."""
    lines = decode_text(data).replace("\0", "").strip().splitlines()
    return lines[0].strip() if lines and is_web_address(lines[0].strip()) else ""


def image_sources(page: str) -> list[str]:
    """Return where a piece of HTML has its pictures from, in order, each once."""
    if len(page) > LONGEST_HTML:
        return []
    found: list[str] = []
    # By hand, tag by tag: an expression that looks for the whole tag can be made to take for ever.
    tag = _IMAGE.search(page)
    while tag and len(found) < _MOST_IMAGES:
        end = page.find(">", tag.end())
        match = _SRC.search(page, tag.end(), end if end >= 0 else len(page))
        if match:
            found.append(html.unescape(next(group for group in match.groups() if group is not None)).strip())
        tag = _IMAGE.search(page, end) if end >= 0 else None
    return list(dict.fromkeys(found))


def data_in_uri(uri: str) -> bytes:
    """Return what a data: address holds; b"" when it is none, or too large."""
    head, comma, body = uri.partition(",")
    if not comma or head[:5].lower() != "data:" or len(body) > LARGEST_INLINE_BYTES * 4 // 3 + 4:
        return b""
    raw = unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return raw
    try:
        return base64.b64decode(b"".join(raw.split()) + b"==")
    except binascii.Error:
        return b""


@dataclass(frozen=True, slots=True)
class VirtualFile:
    """A file that exists only inside another program, as Windows describes it.

    Attributes:
        name: As given: possibly a path, possibly hostile.
        is_folder: Whether it is none.
        size_bytes: None when the source does not say.
    """

    name: str
    is_folder: bool
    size_bytes: int | None


def group_descriptor(data: bytes) -> list[VirtualFile]:
    """Read a FileGroupDescriptorW (FILEGROUPDESCRIPTORW of Windows' shell); [] where it claims more than it holds."""
    count = int.from_bytes(data[:_COUNT_BYTES], "little")
    if count * _DESCRIPTOR.size > len(data) - _COUNT_BYTES:
        return []
    files = []
    for index in range(count):
        flags, _, _, _, attributes, _, high, low, name = _DESCRIPTOR.unpack_from(
            data, _COUNT_BYTES + index * _DESCRIPTOR.size
        )
        text = name.decode("utf-16-le", "replace").partition("\0")[0]
        is_folder = bool(flags & _HAS_ATTRIBUTES and attributes & _FOLDER_ATTRIBUTE)
        files.append(VirtualFile(text, is_folder, (high << 32 | low) if flags & _HAS_SIZE else None))
    return files


def holds_outlook_ids(data: bytes) -> bool:
    """Say whether this is the JSON of ids that the new Outlook hands over in place of messages and their files."""
    text = decode_text(data[: 2 * LONGEST_TEXT])
    return any(f'"{name}"' in text or f'\\"{name}\\"' in text for name in _OUTLOOK_IDS)

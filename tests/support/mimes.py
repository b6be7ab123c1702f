"""Drops and pastes as the programs of the real world make them."""

import struct
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QColor, QImage, QImageWriter


def mime_of(formats: Mapping[str, bytes | str]) -> QMimeData:
    """Return a drop that offers these formats, with these bytes on the wire."""
    mime = QMimeData()
    for name, data in formats.items():
        mime.setData(name, QByteArray(data.encode() if isinstance(data, str) else data))
    return mime


def picture(colour: str = "red", size: tuple[int, int] = (8, 6), kind: str = "png") -> bytes:
    """Return an encoded picture of one colour."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    return bytes(data.data())


def uri_list(*addresses: Path | str) -> bytes:
    """Return a text/uri-list."""
    lines = (address.as_uri() if isinstance(address, Path) else address for address in addresses)
    return "".join(f"{line}\r\n" for line in lines).encode()


def group_descriptor(*files: tuple[str, int], folders: tuple[str, ...] = (), claimed: int | None = None) -> bytes:
    """Return a FileGroupDescriptorW as Outlook and the shell write it.

    Args:
        files: Name and size of each.
        folders: Names of folders among them, at the end.
        claimed: How many it says there are.
    """
    entries = [(name, size, 0x20) for name, size in files] + [(name, 0, 0x10) for name in folders]
    packed = b"".join(
        struct.pack("<I16s8s8sI24sII", 0x44, b"", b"", b"", attributes, b"", size >> 32, size & 0xFFFFFFFF)
        + name.encode("utf-16-le").ljust(520, b"\0")[:520]
        for name, size, attributes in entries
    )
    return struct.pack("<I", len(entries) if claimed is None else claimed) + packed

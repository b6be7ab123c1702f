"""Decoded images as files: encoded as PNG where it holds nothing up."""

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QDateTime, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.draft import new_id


def image_source(image: QImage, name: str = "") -> FileSource:
    """Make something to attach of a decoded image; it is encoded when it is copied.

    Args:
        image: Not to be changed afterwards.
        name: Default: the time.
    """
    return FileSource(new_id(), name or screenshot_name("png"), make=partial(encode_png, image))


def screenshot_name(suffix: str = "") -> str:
    """Name a pasted image by the time, with a suffix if there is one."""
    name = QDateTime.currentDateTime().toString("'Screenshot' yyyy-MM-dd HH.mm.ss")
    return f"{name}.{suffix}" if suffix else name


def encode_png(image: QImage) -> bytes:
    """Encode an image as PNG; b"" when that is not possible. Any thread; takes a second for a large one."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    is_written = QImageWriter(buffer, QByteArray(b"png")).write(_seen(image))
    return bytes(data.data()) if is_written else b""


def _seen(image: QImage) -> QImage:
    """Return the image as it is meant to be seen: one that is wholly see-through has lost its alpha on the way.

    Windows' older bitmaps have none, and some programs hand zeros over in its place. The colours are the picture then;
    where there are none either, it is white.
    """
    if not image.hasAlphaChannel() or not _is_blank(image.convertToFormat(QImage.Format.Format_Alpha8)):
        return image
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    if _is_blank(plain.convertToFormat(QImage.Format.Format_Grayscale8)):
        plain.fill(Qt.GlobalColor.white)
    return plain


def _is_blank(image: QImage) -> bool:
    """Say whether an image of one byte a pixel is all zeros. Lines are padded, with anything."""
    bits, width, step = bytes(image.constBits()), image.width(), image.bytesPerLine()
    return not any(bits[start : start + width].strip(b"\0") for start in range(0, step * image.height(), step))

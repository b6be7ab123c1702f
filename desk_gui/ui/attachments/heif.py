"""HEIC and AVIF photos as images, where Qt has no decoder for them. Imported with the first such file. Any thread."""

from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColorSpace, QImage, QPainter

from desk_gui.outbox.darkroom import NotDeveloped, full_size, preview
from desk_gui.outbox.desk_photos import HEIF_TYPES
from desk_gui.outbox.media_types import HEAD_BYTES, media_type_of

_TYPES: Final = HEIF_TYPES | {"image/avif"}
_BAND: Final = 256
"""Rows that are handed over at a time: Python's lock is held meanwhile, and the window must go on."""


def read_heif(path: Path, size: QSize | None = None) -> QImage:
    """Read a photo of a phone, the right way up, with its colour profile.

    Args:
        path: The file; what it is shows in its content.
        size: Physical pixels that it has to cover; None for all there are.

    Returns:
        It; a null image when it is none, is damaged, or is far larger than photos are.
    """
    try:
        with path.open("rb") as file:
            media_type = media_type_of(file.read(HEAD_BYTES))
        if media_type not in _TYPES:
            return QImage()
        wanted = (size.width(), size.height()) if size is not None else full_size(path, media_type)
        photo = preview(path, media_type, wanted)
    except (OSError, NotDeveloped):
        return QImage()
    image = _image_of(photo.convert("RGB"))
    profile = photo.info.get("icc_profile")
    if isinstance(profile, bytes):
        image.setColorSpace(QColorSpace.fromIccProfile(QByteArray(profile)))
    return image


def _image_of(photo: Image.Image) -> QImage:
    width, height = photo.size
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        return image
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for top in range(0, height, _BAND):
        rows = min(_BAND, height - top)
        pixels = photo.crop((0, top, width, top + rows)).tobytes()
        painter.drawImage(0, top, QImage(pixels, width, rows, 3 * width, QImage.Format.Format_RGB888))
    painter.end()
    return image

"""HEIC and AVIF photos as images, where Qt has no decoder for them. Imported with the first such file. Any thread."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColorSpace, QImage

from desk_gui.outbox.darkroom import NotDeveloped, full_size, preview
from desk_gui.outbox.desk_photos import HEIF_TYPES
from desk_gui.outbox.media_types import HEAD_BYTES, media_type_of

_TYPES = HEIF_TYPES | {"image/avif"}


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
    pixels = photo.convert("RGB").tobytes()
    image = QImage(pixels, photo.width, photo.height, 3 * photo.width, QImage.Format.Format_RGB888)
    # Qt does not keep Python's bytes alive.
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    profile = photo.info.get("icc_profile")
    if isinstance(profile, bytes):
        image.setColorSpace(QColorSpace.fromIccProfile(QByteArray(profile)))
    return image

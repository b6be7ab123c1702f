"""Burning shapes in: a new picture of pixels alone, at full resolution, encoded off the GUI thread."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRect, QRunnable, Signal
from PySide6.QtGui import QImage, QImageWriter, QPainter

from desk_gui.ui.editor.layers import write_layers
from desk_gui.ui.editor.painting import paint, whole_pixels
from desk_gui.ui.editor.picture import Picture
from desk_gui.ui.editor.shapes import Shape, page_of

_JPEG_QUALITY: Final = 92
_BYTES_PER_PIXEL: Final = 4
_DOTS_PER_METER: Final = 3780
"""96 dpi. Qt writes a resolution in any case; this one says nothing about anybody's screen."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited picture.

    Attributes:
        data: The file's bytes. Nothing of the original's metadata or thumbnails is in them.
        suffix: `.png` or `.jpg`.
        layers: The marks as text, for the next opening.
    """

    data: bytes
    suffix: str
    layers: str


class EncodingError(Exception):
    """Qt could not encode the picture."""


def burnt_in(image: QImage, shapes: tuple[Shape, ...]) -> QImage:
    """Return a new picture with the shapes in its pixels, cropped. Any thread.

    Pixels that no shape touches stay exactly as they are; of the image nothing but pixels is taken over.
    """
    page = whole_pixels(page_of(shapes, image.width(), image.height()))
    made = _pixels_alone(image, page)
    painter = QPainter(made)
    painter.translate(-page.x(), -page.y())
    paint(shapes, painter)
    painter.end()
    return made


def _pixels_alone(image: QImage, page: QRect) -> QImage:
    """Copy rows of bytes: `QImage.copy` would bring texts and colour profiles along."""
    made = QImage(page.size(), image.format())
    made.setDotsPerMeterX(_DOTS_PER_METER)
    made.setDotsPerMeterY(_DOTS_PER_METER)
    source, target = memoryview(image.constBits()), memoryview(made.bits())
    length = page.width() * _BYTES_PER_PIXEL
    for row in range(page.height()):
        start = (page.y() + row) * image.bytesPerLine() + page.x() * _BYTES_PER_PIXEL
        target[row * made.bytesPerLine() : row * made.bytesPerLine() + length] = source[start : start + length]
    return made


def encode(image: QImage, suffix: str) -> bytes:
    """Return the picture as a file. Any thread.

    Raises:
        EncodingError: It could not be encoded; its text is Qt's.
    """
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg" if suffix == ".jpg" else b"png"))
    if suffix == ".jpg":
        writer.setQuality(_JPEG_QUALITY)
    if not writer.write(image):
        raise EncodingError(writer.errorString())
    return bytes(data.data())


def flatten(picture: Picture, shapes: tuple[Shape, ...]) -> Edited:
    """Burn the shapes in and encode. Any thread.

    Raises:
        EncodingError: It could not be encoded.
    """
    return Edited(encode(burnt_in(picture.image, shapes), picture.suffix), picture.suffix, write_layers(shapes))


class FlatteningSignals(QObject):
    """Speaks for a Flattening; made on the GUI thread, so that slots run there.

    Signals:
        flattened: An Edited.
        failed: Why not, in Qt's or the system's words.
    """

    flattened = Signal(object)
    failed = Signal(str)


class Flattening(QRunnable):
    """Flattens one picture."""

    def __init__(self, signals: FlatteningSignals, picture: Picture, shapes: tuple[Shape, ...]) -> None:
        super().__init__()
        self._signals = signals
        self._picture = picture
        self._shapes = shapes

    def run(self) -> None:
        """Flatten. Runs on a pool thread."""
        try:
            try:
                edited = flatten(self._picture, self._shapes)
            except (EncodingError, MemoryError) as error:
                self._signals.failed.emit(str(error))
            else:
                self._signals.flattened.emit(edited)
        except RuntimeError:
            # The window is gone with the whole program.
            return

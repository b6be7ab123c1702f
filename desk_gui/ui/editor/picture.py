"""Opening a picture: decoded off the GUI thread, with smaller copies for the screen."""

from dataclasses import dataclass, replace
from enum import StrEnum, auto
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, QRunnable, Signal
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

_SHOWN: Final = frozenset(
    (
        *("png", "jpeg", "jpg", "webp", "gif", "bmp", "tiff", "tif", "heic", "heif", "avif", "jp2"),
        *("ico", "cur", "icns", "tga", "ppm", "pgm", "pbm", "pnm", "xbm", "xpm", "wbmp"),
    )
)
"""Formats of pixels. SVG and PDF are programs that draw and may fetch; they are not opened."""

_PHOTOS: Final = frozenset({"jpeg", "jpg", "heic", "heif", "avif"})
_BYTES_PER_PIXEL: Final = 4
_MIB: Final = 1024 * 1024
_SMALLEST_LEVEL: Final = 1000
"""Smaller copies are made until the longer side is below twice this."""

_BAND: Final = 256
"""Rows that are worked on at a time: Qt holds Python's lock meanwhile, and the window must go on."""

_USUAL_GAMMA: Final = (2.1, 2.3)


class OpenTrouble(StrEnum):
    """Why a file cannot be shown."""

    GONE = auto()
    DAMAGED = auto()
    TOO_LARGE = auto()
    NOT_A_PICTURE = auto()


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture, upright, in sRGB. Its images are never written to.

    Attributes:
        levels: The picture at full resolution (RGB32 or ARGB32), then, once they are made, ever half as large, for the
            screen.
        suffix: What an edited version is encoded as, `.png` or `.jpg`.
    """

    levels: tuple[QImage, ...]
    suffix: str

    @property
    def image(self) -> QImage:
        """The picture at full resolution."""
        return self.levels[0]


def open_picture(path: Path) -> Picture | OpenTrouble:
    """Decode a picture. Takes its time; any thread."""
    if not path.is_file():
        return OpenTrouble.GONE
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    kind = reader.format().toStdString()
    if not kind:
        return _open_heif(path)
    if kind not in _SHOWN:
        return OpenTrouble.NOT_A_PICTURE
    size = reader.size()
    limit_bytes = QImageReader.allocationLimit() * _MIB
    if size.isValid() and limit_bytes and size.width() * size.height() * _BYTES_PER_PIXEL > limit_bytes:
        return OpenTrouble.TOO_LARGE
    image = reader.read()
    if image.isNull():
        return OpenTrouble.DAMAGED
    return _with_levels(image, kind)


def _open_heif(path: Path) -> Picture | OpenTrouble:
    """Decode what Qt has no decoder for: the photos of phones, on most systems."""
    from desk_gui.ui.attachments.heif import read_heif  # noqa: PLC0415 - brings a decoder along, which few need

    image = read_heif(path)
    return OpenTrouble.NOT_A_PICTURE if image.isNull() else _with_levels(image, "heic")


def _with_levels(image: QImage, kind: str) -> Picture:
    image = _plain(image)
    return Picture((image,), ".jpg" if kind in _PHOTOS and not image.hasAlphaChannel() else ".png")


def with_levels(picture: Picture) -> Picture:
    """Return the picture with its smaller copies. Any thread."""
    levels = [picture.image]
    while max(levels[-1].width(), levels[-1].height()) >= 2 * _SMALLEST_LEVEL:
        levels.append(_halved(levels[-1]))
    return replace(picture, levels=tuple(levels))


def _plain(image: QImage) -> QImage:
    """Return the picture in one of two pixel formats and in sRGB."""
    wanted = QImage.Format.Format_ARGB32 if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    space = image.colorSpace()
    if space.isValid() and not _is_nearly_srgb(space):
        return _in_srgb(image, wanted)
    return image if image.format() == wanted else image.convertToFormat(wanted)


def _is_nearly_srgb(space: QColorSpace) -> bool:
    """Tell whether the pixels may stay as they are: sRGB, or the gamma of old that stands for it."""
    has_usual_gamma = (
        space.transferFunction() == QColorSpace.TransferFunction.Gamma
        and _USUAL_GAMMA[0] < space.gamma() < _USUAL_GAMMA[1]
    )
    has_srgb_curve = space.transferFunction() == QColorSpace.TransferFunction.SRgb
    return space.primaries() == QColorSpace.Primaries.SRgb and (has_usual_gamma or has_srgb_curve)


def _in_srgb(image: QImage, wanted: QImage.Format) -> QImage:
    made = QImage(image.size(), wanted)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    for top in range(0, image.height(), _BAND):
        band = image.copy(QRect(0, top, image.width(), min(_BAND, image.height() - top)))
        painter.drawImage(0, top, band.convertedToColorSpace(srgb, wanted))
    painter.end()
    return made


def _halved(image: QImage) -> QImage:
    """Return a copy half as large; each pixel is the mean of four."""
    made = QImage(max(1, image.width() // 2), max(1, image.height() // 2), image.format())
    down = image.height() / made.height()
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for top in range(0, made.height(), _BAND):
        rows = min(_BAND, made.height() - top)
        source = QRectF(0, top * down, image.width(), rows * down)
        painter.drawImage(QRectF(0, top, made.width(), rows), image, source)
    painter.end()
    return made


class OpeningSignals(QObject):
    """Speaks for an Opening; made on the GUI thread, so that slots run there.

    Signals:
        opened: A Picture, which can be shown, or an OpenTrouble.
        refined: The Picture once more, with its smaller copies: they look better and are scrolled faster.
    """

    opened = Signal(object)
    refined = Signal(object)


class Opening(QRunnable):
    """Opens one picture."""

    def __init__(self, signals: OpeningSignals, path: Path) -> None:
        super().__init__()
        self._signals = signals
        self._path = path

    def run(self) -> None:
        """Open. Runs on a pool thread."""
        opened = open_picture(self._path)
        try:
            self._signals.opened.emit(opened)
            if isinstance(opened, Picture):
                self._signals.refined.emit(with_levels(opened))
        except RuntimeError:
            # The window is gone; so is the need for the picture.
            return

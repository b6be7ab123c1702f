"""The editor's icons: drawings in one colour from the resources, tinted like the text beside them."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QImageReader, QPainter, QPixmap

from desk_gui.system.resources import resource_path
from desk_gui.ui.theme import Tokens

ICON_PX: Final = 20


def tinted_icon(name: str, tokens: Tokens, ratio: float, size_px: int = ICON_PX) -> QIcon:
    """Return an icon in the colours of text: plain, chosen and disabled.

    Args:
        name: Of the drawing, without `editor-` and the suffix.
        tokens: The theme's.
        ratio: Screen pixels per device-independent pixel.
        size_px: Of the icon, in device-independent pixels.
    """
    reader = QImageReader(str(resource_path("icons", f"editor-{name}.svg")))
    reader.setScaledSize(QSize(round(size_px * ratio), round(size_px * ratio)))
    drawing = reader.read()
    icon = QIcon()
    for colour, mode, state in (
        (tokens.ink, QIcon.Mode.Normal, QIcon.State.Off),
        (tokens.accent, QIcon.Mode.Normal, QIcon.State.On),
        (tokens.border, QIcon.Mode.Disabled, QIcon.State.Off),
        (tokens.border, QIcon.Mode.Disabled, QIcon.State.On),
    ):
        icon.addPixmap(_tinted(drawing, QColor(colour), ratio), mode, state)
    return icon


def _tinted(drawing: QImage, colour: QColor, ratio: float) -> QPixmap:
    tinted = drawing.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(tinted)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(tinted.rect(), colour)
    painter.end()
    pixmap = QPixmap.fromImage(tinted)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

"""The one reader of everything dropped, pasted or picked: from formats to files, bytes, images and text."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QDateTime,
    QIODevice,
    QMimeData,
    QObject,
    QRunnable,
    QThreadPool,
    QUrl,
    Signal,
)
from PySide6.QtGui import QImage, QImageWriter

from desk_gui.outbox.desk import FileSource
from desk_gui.ui.text import fill, plain

ENCODED_IMAGES: Final = (
    ("image/png", "png"),
    ("image/jpeg", "jpg"),
    ("image/webp", "webp"),
    ("image/gif", "gif"),
    ("image/tiff", "tif"),
    ("image/bmp", "bmp"),
)
"""Encoded forms a clipboard may hold, best first. Their bytes are kept as they are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a drop or a paste held.

    Attributes:
        sources: To attach as they are.
        images: Decoded images, to be encoded as PNG off the GUI thread.
        text: For the description.
        refused: A sentence for everything that was left out, with what to do instead.
    """

    sources: tuple[FileSource, ...] = ()
    images: tuple[QImage, ...] = ()
    text: str = ""
    refused: tuple[str, ...] = ()


def read_mime(mime: QMimeData, room: int) -> Reading:
    """Read a drop or a paste at once: files first, then encoded images, then decoded ones, then text.

    Must be called inside the drop event: some desktops free the data when it ends. Nothing is fetched from anywhere.

    Args:
        mime: What came.
        room: How many more files the ticket takes.
    """
    urls = mime.urls()
    local = [url for url in urls if url.isLocalFile()]
    if local:
        # Only those that fit become paths: a folder full of files may have been dropped.
        paths = [Path(url.toLocalFile()) for url in local[:room]]
        return read_paths(paths, room, offered=len(local))
    for media_type, suffix in ENCODED_IMAGES:
        data = bytes(mime.data(media_type).data()) if mime.hasFormat(media_type) else b""
        if data:
            return Reading(sources=(FileSource(uuid4().hex, screenshot_name(suffix), data=data),))
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Reading(images=(image,))
    if mime.hasText() and mime.text().strip():
        return Reading(text=mime.text())
    return Reading(refused=(nothing_usable(urls),))


def read_paths(paths: list[Path], room: int, *, offered: int | None = None) -> Reading:
    """Turn file paths into sources; folders are refused with what to do instead.

    Args:
        paths: Of files, most likely.
        room: How many more files the ticket takes; checked before any of the rest is touched.
        offered: How many there were before `paths` was cut to what fits; None when it was not.
    """
    offered = len(paths) if offered is None else offered
    sources: list[FileSource] = []
    refused: list[str] = []
    if offered > room:
        sentence = QCoreApplication.translate(
            "reader", "Only %1 of %2 files were added: this ticket takes no more. Put the rest into another ticket."
        )
        refused.append(fill(sentence, str(room), str(offered)))
    for path in paths[:room]:
        if path.is_dir():
            sentence = QCoreApplication.translate("reader", "“%1” is a folder: open it and drop the files inside.")
            refused.append(fill(sentence, plain(path.name, 60)))
        else:
            sources.append(FileSource(uuid4().hex, path.name, path=path))
    return Reading(sources=tuple(sources), refused=tuple(refused))


def nothing_usable(urls: list[QUrl]) -> str:
    """Say why a drop yielded nothing, and what to do instead."""
    if urls:
        return QCoreApplication.translate(
            "reader", "That was only a link. Copy the picture itself, or save it first and drop the file."
        )
    return QCoreApplication.translate(
        "reader", "There was nothing to attach in that. Save it as a file first and drop the file."
    )


def screenshot_name(suffix: str) -> str:
    """Name a pasted image by the time."""
    return QDateTime.currentDateTime().toString("'Screenshot' yyyy-MM-dd HH.mm.ss") + f".{suffix}"


class _Encode(QRunnable):
    """Encodes one image as PNG."""

    def __init__(self, encoder: "ImageEncoder", image: QImage, name: str) -> None:
        super().__init__()
        self._encoder = encoder
        self._image = image
        self._name = name

    def run(self) -> None:
        """Encode. Runs on a pool thread."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, QByteArray(b"png"))
        if not writer.write(self._image):
            return
        source = FileSource(uuid4().hex, self._name, data=bytes(data.data()))
        try:
            self._encoder.encoded.emit(source)
        except RuntimeError:
            # The window went away meanwhile.
            return


class ImageEncoder(QObject):
    """Encodes decoded images as PNG off the GUI thread. Lives on the GUI thread.

    Signals:
        encoded: A FileSource with the PNG's bytes.
    """

    encoded = Signal(object)

    def encode(self, images: tuple[QImage, ...]) -> None:
        """Encode each; `encoded` answers."""
        for image in images:
            QThreadPool.globalInstance().start(_Encode(self, image, screenshot_name("png")))

"""Thumbnails, decoded off the GUI thread."""

from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap

_DECODERS = 2

MOST_PIXELS = 250_000_000
"""Larger pictures are not decoded; the largest that phones take have 200 million."""

_LEADING_ELSEWHERE = (b"svg", b"svgz")
"""Pictures that may name other files and addresses as parts of theirs."""


class _Signals(QObject):
    """Speaks for the runnables; made on the GUI thread, so that slots run there.

    Signals:
        decoded: Attachment id and QImage.
    """

    decoded = Signal(str, object)


class _Decode(QRunnable):
    """Decodes one image, scaled down while it is read where the format can."""

    def __init__(self, signals: _Signals, attachment_id: str, path: Path, size: QSize) -> None:
        super().__init__()
        self._signals = signals
        self._attachment_id = attachment_id
        self._path = path
        self._size = size

    def run(self) -> None:
        """Decode. Runs on a pool thread. A damaged or a huge image has no thumbnail; it is sent all the same."""
        image = decode_scaled(self._path, self._size)
        if image.isNull():
            return
        try:
            self._signals.decoded.emit(self._attachment_id, image)
        except RuntimeError:
            # The window is gone; so is the need for the thumbnail.
            return


def decode_scaled(path: Path, size: QSize) -> QImage:
    """Read an image so that it covers `size` (physical pixels). Any thread.

    A null image when it cannot be read, is of a kind that may lead elsewhere, or would take very long: a small file may
    claim to be a picture of any size.
    """
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    full = reader.size()
    if bytes(reader.format().data()) in _LEADING_ELSEWHERE or full.width() * full.height() > MOST_PIXELS:
        return QImage()
    if full.isValid() and (full.width() > size.width() or full.height() > size.height()):
        reader.setScaledSize(full.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull() and not reader.format().data():
        from desk_gui.ui.attachments.heif import read_heif  # noqa: PLC0415 - brings a decoder along, which few need

        image = read_heif(path, size)
    return image


class Thumbnails(QObject):
    """Makes thumbnails. Lives on the GUI thread.

    Signals:
        made: Attachment id and QPixmap.
    """

    made = Signal(str, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._signals = _Signals(self)
        self._signals.decoded.connect(self._on_signals_decoded)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_DECODERS)

    def ask(self, attachment_id: str, path: Path, size: QSize) -> None:
        """Ask for a thumbnail that covers `size`, in physical pixels; `made` answers if it can be made."""
        self._pool.start(_Decode(self._signals, attachment_id, path, size))

    def stop(self) -> None:
        """Drop what has not begun; what is being decoded ends by itself."""
        self._pool.clear()

    @Slot(str, object)
    def _on_signals_decoded(self, attachment_id: str, image: QImage) -> None:
        self.made.emit(attachment_id, QPixmap.fromImage(image))

"""The newest pictures on this computer, to be attached with a tap. Nothing is looked for before it is opened."""

import os
import stat
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QDateTime,
    QLocale,
    QModelIndex,
    QRunnable,
    QSize,
    QStandardPaths,
    Qt,
    QThreadPool,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from desk_gui.ui.attachments.thumbnails import Thumbnails
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import gap
from desk_gui.ui.words import local_time, time_text

MOST_SHOWN: Final = 12
MOST_ENTRIES: Final = 20_000
"""Of one folder; what a download folder has beyond that is not looked at."""

LONGEST_LOOK_S: Final = 5.0
PICTURE: Final = QSize(112, 70)
"""Device-independent pixels."""

_SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif")
_SCREENSHOT_FOLDERS: Final = ("Screenshots", "Bildschirmfotos", "Capturas de pantalla", "截图")
"""What desktops in the commonest languages call their folder inside Pictures; Windows shows a translation only."""

_PathRole: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class RecentImage:
    """A picture lately made or saved.

    Attributes:
        path: Where.
        changed_s: When, in seconds since 1970 UTC.
    """

    path: Path
    changed_s: float


def recent_folders() -> tuple[Path, ...]:
    """Return where this system keeps screenshots, pictures and downloads, for whoever is logged in."""
    kinds = [QStandardPaths.StandardLocation.PicturesLocation, QStandardPaths.StandardLocation.DownloadLocation]
    if sys.platform == "darwin":
        kinds.append(QStandardPaths.StandardLocation.DesktopLocation)  # macOS puts its screenshots there.
    found = [Path(place) for kind in kinds if (place := QStandardPaths.writableLocation(kind))]
    screenshots = [found[0] / name for name in _SCREENSHOT_FOLDERS] if found else []
    return tuple(dict.fromkeys((*screenshots, *found)))


def newest_images(folders: Iterable[Path], *, most: int = MOST_SHOWN) -> list[RecentImage]:
    """Return the newest pictures of some folders, by name and date alone: none is opened. Blocks for a while."""
    give_up_at = time.monotonic() + LONGEST_LOOK_S
    found: list[RecentImage] = []
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for number, entry in enumerate(entries):
                    if number >= MOST_ENTRIES or time.monotonic() > give_up_at:
                        break
                    image = _image(entry)
                    if image is not None:
                        found.append(image)
        except OSError:
            continue  # Not there, or not to be read: there are others.
    return nlargest(most, found, key=_age)


def _image(entry: "os.DirEntry[str]") -> RecentImage | None:
    if not entry.name.lower().endswith(_SUFFIXES) or entry.name.startswith("."):
        return None
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    is_file = stat.S_ISREG(status.st_mode) and status.st_size > 0
    return RecentImage(Path(entry.path), status.st_mtime) if is_file else None


def _age(image: RecentImage) -> float:
    return image.changed_s


class _Look(QRunnable):
    """Looks for pictures once."""

    def __init__(self, strip: "RecentStrip", folders: tuple[Path, ...]) -> None:
        super().__init__()
        self._strip = strip
        self._folders = folders

    def run(self) -> None:
        """Look. Runs on a pool thread."""
        images = newest_images(self._folders)
        try:
            self._strip.looked.emit(images)
        except RuntimeError:
            # The window is gone.
            return


class _Pictures(QListView):
    """One row of pictures. Enter, space or a tap takes one.

    Signals:
        closed: Escape was pressed.
    """

    closed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the current picture, or close."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            if not event.isAutoRepeat():
                self.clicked.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class RecentStrip(QWidget):
    """The newest pictures in a row.

    Signals:
        chosen: Path of one to attach.
        closed: It should go.
        looked: A list of RecentImage, from the pool thread.
    """

    chosen = Signal(object)
    closed = Signal()
    looked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._message = QLabel()
        self._message.setProperty("kind", "dim")
        self._message.setWordWrap(True)
        self.pictures = _Pictures()
        self.pictures.setObjectName("cards")
        self.pictures.setAccessibleName(self.tr("Recent images"))
        self._items = QStandardItemModel(self)
        self.pictures.setModel(self._items)
        self.pictures.setViewMode(QListView.ViewMode.IconMode)
        self.pictures.setMovement(QListView.Movement.Static)
        self.pictures.setFlow(QListView.Flow.LeftToRight)
        self.pictures.setWrapping(False)
        self.pictures.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.pictures.setIconSize(PICTURE)
        self._cell = QSize(PICTURE.width() + 10, PICTURE.height() + self.fontMetrics().height() + 12)
        self.pictures.setGridSize(self._cell)
        self.pictures.setFixedHeight(self._cell.height() + self.pictures.horizontalScrollBar().sizeHint().height() + 4)
        self.pictures.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pictures.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(2))
        layout.addWidget(self._message)
        layout.addWidget(self.pictures)
        self._thumbnails = Thumbnails(self)
        self._thumbnails.made.connect(self._on_thumbnails_made)
        self.pictures.clicked.connect(self._on_pictures_clicked)
        self.pictures.closed.connect(self.closed)
        self.looked.connect(self._on_looked)

    @property
    def paths(self) -> list[Path]:
        """What is shown, newest first."""
        return [self._items.index(row, 0).data(_PathRole) for row in range(self._items.rowCount())]

    def look(self) -> None:
        """Look for pictures now, and show them when they are found."""
        self._say(self.tr("Looking for recent images…"))
        QThreadPool.globalInstance().start(_Look(self, recent_folders()))

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self.pictures.setAccessibleDescription(sentence)

    @Slot(object)
    def _on_looked(self, images: list[RecentImage]) -> None:
        self._thumbnails.stop()
        self._items.clear()
        now = QDateTime.currentDateTime()
        blank = _covering(QPixmap(), self.palette().midlight().color(), self.devicePixelRatioF())
        for image in images:
            changed = local_time(image.changed_s)
            item = QStandardItem(time_text(changed, now))
            item.setData(image.path, _PathRole)
            item.setSizeHint(self._cell)
            item.setIcon(blank)
            when = self.locale().toString(changed, QLocale.FormatType.ShortFormat)
            item.setToolTip(f"{plain(str(image.path))}\n{when}")
            item.setAccessibleText(fill(self.tr("%1, %2"), plain(image.path.name, 80), when))
            self._items.appendRow(item)
            self._thumbnails.ask(str(image.path), image.path, QSize(PICTURE) * self.devicePixelRatioF())
        self.pictures.setVisible(bool(images))
        if images:
            self._say(self.tr("Newest in Screenshots, Pictures and Downloads. A tap or Enter attaches one."))
            self.pictures.setCurrentIndex(self._items.index(0, 0))
            if self.isVisible():
                self.pictures.setFocus()
        else:
            self._say(self.tr("There are no images in Screenshots, Pictures or Downloads."))

    @Slot(str, object)
    def _on_thumbnails_made(self, path: str, pixmap: QPixmap) -> None:
        for row in range(self._items.rowCount()):
            if str(self._items.index(row, 0).data(_PathRole)) == path:
                soft = self.palette().midlight().color()
                self._items.item(row).setIcon(_covering(pixmap, soft, self.devicePixelRatioF()))

    @Slot(QModelIndex)
    def _on_pictures_clicked(self, index: QModelIndex) -> None:
        item = self._items.itemFromIndex(index) if index.isValid() else None
        if item is None or not item.isEnabled():
            return
        # One tap, one file: a double click is two taps.
        item.setEnabled(False)
        item.setText(self.tr("added"))
        item.setAccessibleText(fill(self.tr("%1, added"), plain(item.data(_PathRole).name, 80)))
        self.chosen.emit(item.data(_PathRole))

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was found: it is looked for anew next time."""
        super().hideEvent(event)
        self._thumbnails.stop()


def _covering(pixmap: QPixmap, background: QColor, ratio: float) -> QPixmap:
    """Return a picture of just the strip's size with the middle of another in it."""
    made = QPixmap(PICTURE * ratio)
    made.fill(background)
    painter = QPainter(made)
    painter.drawPixmap((made.width() - pixmap.width()) // 2, (made.height() - pixmap.height()) // 2, pixmap)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made

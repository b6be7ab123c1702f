"""Cards that are dragged: about in the tray, to another place; out of it, as copies for another program."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QMetaType, QMimeData, QModelIndex, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QDrag, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QListView

from desk_gui.outbox.draft import Attachment, new_id
from desk_gui.ui.theme import Tokens

if TYPE_CHECKING:
    from pathlib import Path

CARDS: Final = "application/x-desk-gui-cards"
"""What cards carry inside the program: the attachment ids, a line each."""

_URIS: Final = "text/uri-list"
_SHOWN: Final = 0.75
_BADGE: Final = 22


class DraggedFiles(QMimeData):
    """What is dragged. Where its files lie is told when another program asks: by then the copies are ready, mostly.

    Args:
        attachments: What is dragged.
    """

    def __init__(self, attachments: Sequence[Attachment]) -> None:
        super().__init__()
        self.key = tuple(attachments)
        self.request_id = new_id()
        self.paths: tuple[Path, ...] = ()
        self.was_asked = False
        self.setData(CARDS, QByteArray("\n".join(one.attachment_id for one in attachments).encode()))

    def formats(self) -> list[str]:
        """Return the formats: another program sees files, if all of them are copied."""
        return [*super().formats(), *([_URIS] if all(one.is_copied for one in self.key) else [])]

    def hasFormat(self, mime_type: str) -> bool:
        """Say whether there is a format."""
        return mime_type in self.formats()

    def retrieveData(self, mime_type: str, preferred: QMetaType | QMetaType.Type) -> object:
        """Return what a format holds."""
        if mime_type != _URIS:
            return super().retrieveData(mime_type, preferred)
        self.was_asked = True
        if isinstance(preferred, QMetaType) and preferred.id() == QMetaType.Type.QVariantList.value:
            return [QUrl.fromLocalFile(str(path)) for path in self.paths]
        lines = (bytes(QUrl.fromLocalFile(str(path)).toEncoded().data()) + b"\r\n" for path in self.paths)
        return QByteArray(b"".join(lines))


def card_ids(mime: QMimeData) -> list[str]:
    """Return the attachments that a drag inside the program carries."""
    return bytes(mime.data(CARDS).data()).decode("utf-8", "replace").split("\n") if mime.hasFormat(CARDS) else []


def begin_drag(view: QListView, mime: DraggedFiles, pixmap: QPixmap, grip: QPoint) -> bool:
    """Drag until the button is released. A copy, whatever the other program would like: nothing is ever moved away.

    Returns:
        Whether another program took it.
    """
    drag = QDrag(view)
    drag.setMimeData(mime)
    drag.setPixmap(pixmap)
    drag.setHotSpot(grip)
    return drag.exec(Qt.DropAction.CopyAction) is Qt.DropAction.CopyAction and drag.target() is None


def drag_picture(view: QListView, index: QModelIndex, count: int, tokens: Tokens) -> QPixmap:
    """Picture what is dragged: the card under the pointer, and how many there are."""
    area = view.visualRect(index)
    ratio = view.devicePixelRatioF()
    pixmap = QPixmap(area.size() * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(_SHOWN)
    painter.drawPixmap(0, 0, view.viewport().grab(area))
    painter.setOpacity(1)
    if count > 1:
        badge = QRect(8, 8, _BADGE + 6 * len(str(count)), _BADGE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(badge, _BADGE / 2, _BADGE / 2)
        font = QFont(view.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(count))
    painter.end()
    return pixmap


def place_at(view: QListView, at: QPoint) -> tuple[int, QRect]:
    """Return before which row something dropped there goes, and the line that shows it, in the viewport."""
    model = view.model()
    rows = [(row, view.visualRect(model.index(row, 0))) for row in range(model.rowCount())]
    if not rows:
        return 0, QRect()
    index = view.indexAt(at)
    if index.isValid():
        row, area = index.row(), view.visualRect(index)
    else:
        # Beside or below the cards: behind the last one of the line at that height, or of all.
        level = [one for one in rows if one[1].top() <= at.y()] or rows[:1]
        bottom = max(one[1].top() for one in level)
        row, area = [one for one in level if one[1].top() == bottom][-1]
    is_behind = at.x() > area.center().x() if index.isValid() else True
    x = area.right() - 3 if is_behind else area.left() - 2
    return row + is_behind, QRect(max(0, x), area.top() + 2, 3, area.height() - 12)

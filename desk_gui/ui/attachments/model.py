"""The attachments of the draft in the form, as a list model."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from desk_gui.outbox.draft import Attachment, Note
from desk_gui.ui.attachments.notes import notes_text
from desk_gui.ui.text import fill, size_text
from desk_gui.ui.words import full_stop, joined

AttachmentRole = Qt.ItemDataRole.UserRole
PixmapRole = Qt.ItemDataRole.UserRole + 1

_ANY_INDEX = QModelIndex()


class AttachmentModel(QAbstractListModel):
    """Rows are attachments, in the order they were added. GUI thread only."""

    def __init__(self) -> None:
        super().__init__()
        self._attachments: list[Attachment] = []
        self._pixmaps: dict[str, QPixmap] = {}

    def attachments(self) -> tuple[Attachment, ...]:
        """Return them all, in order."""
        return tuple(self._attachments)

    def show(self, attachments: tuple[Attachment, ...]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self._attachments = list(attachments)
        self._pixmaps.clear()
        self.endResetModel()

    def add(self, attachments: tuple[Attachment, ...]) -> None:
        """Add rows at the end."""
        if not attachments:
            return
        first = len(self._attachments)
        self.beginInsertRows(QModelIndex(), first, first + len(attachments) - 1)
        self._attachments.extend(attachments)
        self.endInsertRows()

    def put_back(self, places: Sequence[tuple[int, Attachment]]) -> None:
        """Add rows at these places, which are in order; at the end where there is no such place.

        All of them at once: a view lays its cards out again at every step.
        """
        order = [one.attachment_id for one in self._attachments]
        for row, attachment in places:
            order.insert(row, attachment.attachment_id)
        self.add(tuple(attachment for _, attachment in places))
        self.arrange(order)

    def remove_all(self, attachment_ids: Sequence[str]) -> None:
        """Take rows out, all of them at once."""
        going = [one for one in attachment_ids if self.row_of(one) >= 0]
        if not going:
            return
        leaving = set(going)
        self.arrange([one.attachment_id for one in self._attachments if one.attachment_id not in leaving])
        first = len(self._attachments) - len(going)
        self.beginRemoveRows(QModelIndex(), first, len(self._attachments) - 1)
        del self._attachments[first:]
        for attachment_id in going:
            self._pixmaps.pop(attachment_id, None)
        self.endRemoveRows()

    def arrange(self, attachment_ids: Sequence[str]) -> None:
        """Put the rows in this order; what is selected stays so."""
        places = {attachment_id: place for place, attachment_id in enumerate(attachment_ids)}
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._attachments[index.row()].attachment_id for index in before]
        self._attachments.sort(key=lambda one: places.get(one.attachment_id, len(places)))
        rows = {one.attachment_id: row for row, one in enumerate(self._attachments)}
        self.changePersistentIndexList(before, [self.index(rows[one], 0) for one in ids])
        self.layoutChanged.emit()

    def update(self, attachment: Attachment) -> bool:
        """Take what is now known of an attachment; False when it is not here any more."""
        row = self.row_of(attachment.attachment_id)
        if row < 0:
            return False
        self._attachments[row] = attachment
        self._say_changed(row)
        return True

    def remove(self, attachment_id: str) -> Attachment | None:
        """Take a row out and return what it was."""
        row = self.row_of(attachment_id)
        if row < 0:
            return None
        self.beginRemoveRows(QModelIndex(), row, row)
        removed = self._attachments.pop(row)
        self._pixmaps.pop(attachment_id, None)
        self.endRemoveRows()
        return removed

    def set_pixmap(self, attachment_id: str, pixmap: QPixmap) -> None:
        """Show a thumbnail."""
        row = self.row_of(attachment_id)
        if row >= 0:
            self._pixmaps[attachment_id] = pixmap
            self._say_changed(row)

    def find(self, attachment_id: str) -> Attachment | None:
        """Return an attachment; None when it is not here."""
        row = self.row_of(attachment_id)
        return self._attachments[row] if row >= 0 else None

    def row_of(self, attachment_id: str) -> int:
        """Return the row of an attachment, or -1."""
        return next((row for row, one in enumerate(self._attachments) if one.attachment_id == attachment_id), -1)

    def _say_changed(self, row: int) -> None:
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ANY_INDEX) -> int:
        """Count the attachments."""
        return 0 if parent.isValid() else len(self._attachments)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Say that an attachment can be dragged; where it goes is the view's business."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name for people, the attachment and its thumbnail for the delegate."""
        if not index.isValid() or index.row() >= len(self._attachments):
            return None
        attachment = self._attachments[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return attachment.name
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (attachment.name, notes_text(attachment))))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{attachment.name}, {self.size_of(attachment)}"
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                help_text = self.tr("The menu key or Shift+F10 shows what can be done with it")
                return joined(full_stop(notes_text(attachment)), help_text)
            case _ if role == AttachmentRole:
                return attachment
            case _ if role == PixmapRole:
                return self._pixmaps.get(attachment.attachment_id)
        return None

    def size_of(self, attachment: Attachment) -> str:
        """Say how large a file is, or that it is still being copied."""
        if not attachment.is_copied:
            return self.tr("copying…")
        size = size_text(attachment.size_bytes)
        is_edited = attachment.original_sha256 and (attachment.layers or Note.SMALLER not in attachment.notes)
        edited = self.tr("edited")
        return f"{size} · {edited}" if is_edited else size

    def summary(self) -> str:
        """Say how many files there are and how large they are together; "" for none."""
        if not self._attachments:
            return ""
        how_many = len(self._attachments)
        count = self.tr("%Ln files", "", how_many)
        copying = sum(not one.is_copied for one in self._attachments)
        total = size_text(sum(one.size_bytes for one in self._attachments))
        if copying:
            return fill(self.tr("%1, %2 still copying"), count, str(copying))
        return fill(self.tr("%1, %2"), count, total)

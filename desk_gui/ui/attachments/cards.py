"""The cards of what is attached, as a list. Imported with the first attachment: an empty tray does without it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QPixmap
from PySide6.QtWidgets import QListView, QWidget

from desk_gui.outbox.draft import Attachment
from desk_gui.ui.attachments.card import THUMBNAIL, CardButtons, CardDelegate, is_editable
from desk_gui.ui.attachments.model import AttachmentModel, AttachmentRole
from desk_gui.ui.attachments.thumbnails import Thumbnails
from desk_gui.ui.theme import Theme
from desk_gui.ui.visible_rows import VisibleRows


class CardList(QListView):
    """Cards of attachments, with their thumbnails and buttons.

    Signals:
        removal_asked: A list of the attachment ids that should go.
        edit_asked: Attachment id, and whether data is to be hidden.
    """

    removal_asked = Signal(object)
    edit_asked = Signal(str, bool)

    def __init__(self, theme: Theme, spool_path: Callable[[str], Path]) -> None:
        """Build a list without cards.

        Args:
            theme: Colours for the cards.
            spool_path: Where the copy with a digest lies.
        """
        super().__init__()
        self.setObjectName("cards")
        self.setAccessibleName(self.tr("Attached files"))
        self._spool_path = spool_path
        self.files = AttachmentModel()
        self.files.setParent(self)
        self.setModel(self.files)
        self.setItemDelegate(CardDelegate(theme, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._rows = VisibleRows(self, self._make_buttons)
        self.activated.connect(self._on_activated)
        self._thumbnails = Thumbnails(self)
        self._thumbnails.made.connect(self._on_thumbnails_made)

    def show_files(self, attachments: tuple[Attachment, ...]) -> None:
        """Show these attachments and no others."""
        self._thumbnails.stop()
        self.files.show(attachments)
        for attachment in attachments:
            self._ask_thumbnail(attachment)

    def update_file(self, attachment: Attachment) -> bool:
        """Take what is now known of an attachment; False when it is not here any more."""
        if not self.files.update(attachment):
            return False
        # What can be done with it is known only now.
        self._rows.forget(self.files.index(self.files.row_of(attachment.attachment_id), 0))
        self._ask_thumbnail(attachment)
        return True

    def card_size(self) -> QSize:
        """Return how large a card is; there has to be one."""
        return self.sizeHintForIndex(self.files.index(0, 0))

    def go_to(self, row: int) -> None:
        """Bring the keyboard to a card."""
        self.setCurrentIndex(self.files.index(row, 0))
        self.setFocus()

    def _ask_thumbnail(self, attachment: Attachment) -> None:
        if attachment.is_copied and attachment.media_type.startswith("image/"):
            size = QSize(self.card_size().width(), THUMBNAIL.height()) * self.devicePixelRatioF()
            self._thumbnails.ask(attachment.attachment_id, self._spool_path(attachment.sha256), size)

    def _make_buttons(self, index: QModelIndex) -> QWidget | None:
        attachment = index.data(AttachmentRole)
        if not isinstance(attachment, Attachment):
            return None
        buttons = CardButtons(attachment)
        buttons.remove_asked.connect(self._on_buttons_remove_asked)
        buttons.edit_asked.connect(self.edit_asked)
        return buttons

    @Slot(str)
    def _on_buttons_remove_asked(self, attachment_id: str) -> None:
        self.removal_asked.emit([attachment_id])

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        attachment = index.data(AttachmentRole)
        if isinstance(attachment, Attachment) and is_editable(attachment):
            self.edit_asked.emit(attachment.attachment_id, False)

    @Slot(str, object)
    def _on_thumbnails_made(self, attachment_id: str, pixmap: QPixmap) -> None:
        self.files.set_pixmap(attachment_id, pixmap)

    # Qt's virtual methods

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave everything that is dragged to the window."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the selected cards with Delete or Backspace."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selectionModel().hasSelection():
            chosen = [index.data(AttachmentRole) for index in self.selectionModel().selectedIndexes()]
            self.removal_asked.emit([one.attachment_id for one in chosen if isinstance(one, Attachment)])
            return
        super().keyPressEvent(event)

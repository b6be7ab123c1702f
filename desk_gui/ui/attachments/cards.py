"""The cards of what is attached, as a list. Imported with the first attachment: an empty tray does without it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QCursor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget

from desk_gui.outbox.draft import Attachment
from desk_gui.ui.attachments.card import CardButtons, CardDelegate, name_area, picture_height
from desk_gui.ui.attachments.card_actions import CardAction, action_of
from desk_gui.ui.attachments.card_drag import DraggedFiles, begin_drag, card_ids, drag_picture, place_at
from desk_gui.ui.attachments.model import AttachmentModel, AttachmentRole
from desk_gui.ui.attachments.renaming import NameEditor
from desk_gui.ui.attachments.thumbnails import Thumbnails
from desk_gui.ui.theme import Theme
from desk_gui.ui.visible_rows import VisibleRows

_PATIENCE_MS: Final = 120
"""How long a drag waits for copies; they take a few milliseconds, but a film takes longer than anybody waits."""


class CardList(QListView):
    """Cards of attachments, with their thumbnails and buttons.

    Signals:
        removal_asked: A list of the attachment ids that should go.
        edit_asked: Attachment id, and whether data is to be hidden.
        action_asked: A CardAction to be done with the selected files.
        menu_asked: A menu for the selected files, at a place on the screen.
        named: Attachment id and the name that was typed.
        dropped: Attachment ids, and before which row they were dropped.
        copies_asked: DraggedFiles whose copies are wanted, for another program.
        dragged_too_early: Another program asked for files whose copies were not ready yet.
    """

    removal_asked = Signal(object)
    edit_asked = Signal(str, bool)
    action_asked = Signal(object)
    menu_asked = Signal(QPoint)
    named = Signal(str, str)
    dropped = Signal(object, int)
    copies_asked = Signal(object)
    dragged_too_early = Signal()

    def __init__(self, theme: Theme, spool_path: Callable[[str], Path]) -> None:
        """Build a list without cards.

        Args:
            theme: Colours for the cards.
            spool_path: Where the copy with a digest lies.
        """
        super().__init__()
        self.setObjectName("cards")
        self.setAccessibleName(self.tr("Attached files"))
        self._theme = theme
        self._spool_path = spool_path
        self._dragged: DraggedFiles | None = None
        self._mark = QRect()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._begin_drag)
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
        # Static cards are not dragged by the view; it would move them about freely otherwise.
        self.setDragEnabled(True)
        self.viewport().setAcceptDrops(True)
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
        # Not by the view's own: there a key that is held decides what else stays selected.
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.files.index(row, 0), select)
        self.setFocus()

    def selected_files(self) -> tuple[Attachment, ...]:
        """Return the selected files, in order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        files = self.files.attachments()
        return tuple(files[row] for row in rows)

    def select(self, attachment_ids: Sequence[str]) -> None:
        """Select these cards and bring the keyboard to the first of them."""
        rows = sorted(row for row in map(self.files.row_of, attachment_ids) if row >= 0)
        if not rows:
            return
        self.go_to(rows[0])
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.files.index(row, 0), self.files.index(row, 0))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def cards_in_line(self) -> int:
        """Return how many cards stand side by side."""
        return max(1, self.viewport().width() // max(1, self.card_size().width()))

    def rename(self, attachment: Attachment) -> None:
        """Let another name be typed over a card's."""
        index = self.files.index(self.files.row_of(attachment.attachment_id), 0)
        self.scrollTo(index)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        area = name_area(self.visualRect(index), option)
        editor = NameEditor(attachment, area.adjusted(-4, -4, 4, 6), self.viewport())
        editor.named.connect(self.named)
        editor.closed.connect(self._on_editor_closed)
        self.verticalScrollBar().valueChanged.connect(editor.keep)

    def take_copies(self, request_id: str, paths: tuple[Path, ...]) -> bool:
        """Take copies that were made for a drag; False when they were made for something else."""
        if self._dragged is None or self._dragged.request_id != request_id:
            return False
        self._dragged.paths = paths
        if self._patience.isActive():
            self._begin_drag()
        return True

    @Slot()
    def _begin_drag(self) -> None:
        """Drag what was taken hold of, if it still is."""
        self._patience.stop()
        dragged, index = self._dragged, self.currentIndex()
        if dragged is not None and index.isValid() and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            picture = drag_picture(self, index, len(dragged.key), self._theme.tokens)
            grip = self.viewport().mapFromGlobal(QCursor.pos()) - self.visualRect(index).topLeft()
            begin_drag(self, dragged, picture, grip)
            if dragged.was_asked and not dragged.paths:
                self.dragged_too_early.emit()
        self._dragged = None

    @Slot(bool)
    def _on_editor_closed(self, had_focus: bool) -> None:
        if had_focus:
            self.setFocus()

    def _ask_thumbnail(self, attachment: Attachment) -> None:
        if attachment.is_copied and attachment.media_type.startswith("image/"):
            size = QSize(self.card_size().width(), picture_height()) * self.devicePixelRatioF()
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
        # By double click or Enter; it may be one of several that are selected.
        self.go_to(index.row())
        self.action_asked.emit(CardAction.OPEN)

    @Slot(str, object)
    def _on_thumbnails_made(self, attachment_id: str, pixmap: QPixmap) -> None:
        self.files.set_pixmap(attachment_id, pixmap)

    # Qt's virtual methods

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Have copies made for other programs, and drag once they are there, or soon without them."""
        del supported
        files = self.selected_files()
        if files:
            self._dragged = DraggedFiles(files)
            self._patience.start()
            self.copies_asked.emit(self._dragged)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select nothing more while a drag is about to begin."""
        if self._dragged is None:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of what would have been dragged."""
        self._patience.stop()
        self._dragged = None
        super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take the tray's own cards; leave everything else that is dragged to the window."""
        event.setAccepted(self._is_ours(event))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the cards would go, and scroll at the edges."""
        event.setAccepted(self._is_ours(event))
        if not event.isAccepted():
            return
        at = event.position().toPoint()
        edge, bar = self.card_size().height() // 4, self.verticalScrollBar()
        bar.setValue(bar.value() + edge * ((at.y() > self.viewport().height() - edge) - (at.y() < edge)))
        self._show_mark(place_at(self, at)[1])

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no place any more."""
        super().dragLeaveEvent(event)
        self._show_mark(QRect())

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the cards where they were dropped."""
        self._show_mark(QRect())
        event.setAccepted(self._is_ours(event))
        if event.isAccepted():
            event.setDropAction(Qt.DropAction.CopyAction)
            self.dropped.emit(card_ids(event.mimeData()), place_at(self, event.position().toPoint())[0])

    def _is_ours(self, event: QDropEvent) -> bool:
        ids = card_ids(event.mimeData())
        return bool(ids) and all(self.files.row_of(one) >= 0 for one in ids)

    def _show_mark(self, mark: QRect) -> None:
        if mark != self._mark:
            self._mark = mark
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards, and the line where dragged ones would go."""
        super().paintEvent(event)
        if not self._mark.isEmpty():
            painter = QPainter(self.viewport())
            painter.fillRect(self._mark, QColor(self._theme.tokens.accent))
            painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu: by mouse where it is, by keyboard below the card."""
        at = event.globalPos()
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            at = self._below_card()
        self.menu_asked.emit(at)
        event.accept()

    def _below_card(self) -> QPoint:
        area = self.visualRect(self.currentIndex()).intersected(self.viewport().rect())
        return self.viewport().mapToGlobal(area.bottomLeft() - QPoint(0, area.height() // 4))

    def event(self, event: QEvent) -> bool:
        """Take the keys of the cards' actions before the window does."""
        is_about_key = event.type() is QEvent.Type.ShortcutOverride
        if is_about_key and isinstance(event, QKeyEvent) and action_of(event) not in (None, CardAction.OPEN):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says with the selected cards."""
        action = action_of(event)
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.menu_asked.emit(self._below_card())
        elif action is CardAction.REMOVE:
            self.removal_asked.emit([one.attachment_id for one in self.selected_files()])
        elif action is not None and action is not CardAction.OPEN:
            self.action_asked.emit(action)
        else:
            super().keyPressEvent(event)

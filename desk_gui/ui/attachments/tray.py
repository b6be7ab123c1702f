"""The attachment tray: cards of what is attached, and the buttons that add more."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desk_gui.outbox.draft import Attachment
from desk_gui.ui.style import button
from desk_gui.ui.text import fill
from desk_gui.ui.theme import Theme

if TYPE_CHECKING:
    from desk_gui.outbox.desk import FileSource
    from desk_gui.outbox.events import AttachmentRefused
    from desk_gui.ui.attachments.cards import CardList
    from desk_gui.ui.attachments.reader import ImageEncoder, Reading

MOST_FILES: Final = 500
"""A ticket takes no more files; checked before any of them is touched."""

_SHOWN_NOTICES = 3


class AttachmentTray(QFrame):
    """Shows what is attached and takes more. The window feeds it from drops and pastes.

    Signals:
        sources_added: A tuple of FileSource to copy.
        removed: Attachment id of one taken off.
        paste_asked: The Paste button was pressed.
        text_dropped: Text for the description.
        attachments_changed: A row is new, gone, or its copy ended.
    """

    sources_added = Signal(object)
    removed = Signal(str)
    paste_asked = Signal()
    text_dropped = Signal(str)
    attachments_changed = Signal()

    def __init__(self, theme: Theme, spool_path: Callable[[str], Path]) -> None:
        """Build an empty tray.

        Args:
            theme: Colours for the cards.
            spool_path: Where the copy with a digest lies.
        """
        super().__init__()
        self.setObjectName("attachments")
        self.setAccessibleName(self.tr("Attachments"))
        self._theme = theme
        self._spool_path = spool_path
        self._cards: CardList | None = None
        self._encoder: ImageEncoder | None = None
        self.summary = QLabel()
        self.summary.setProperty("kind", "dim")
        self._notices: list[str] = []
        self._build()
        self._show_count()

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty_state())
        self.paste = button(self.tr("Paste"), tooltip=self.tr("Attach the copied image or files (Ctrl+V)"))
        self.add_files = button(self.tr("Add files"), tooltip=self.tr("Pick files to attach (Ctrl+O)"))
        self.paste.clicked.connect(self.paste_asked)
        self.add_files.clicked.connect(self.pick_files)
        self._hint = QLabel(self.tr("or drop anywhere in this window"))
        self._hint.setProperty("kind", "dim")
        self._hint.setWordWrap(True)
        side = QVBoxLayout()
        side.setSpacing(6)
        side.addWidget(self.paste)
        side.addWidget(self.add_files)
        side.addWidget(self._hint)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._stack, 1)
        row.addLayout(side)
        self._notice = QLabel()
        self._notice.setProperty("kind", "error")
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setWordWrap(True)
        self._notice.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 8)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self._notice)

    def _empty_state(self) -> QWidget:
        empty = QWidget()
        layout = QVBoxLayout(empty)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(2)
        title = QLabel(self.tr("Drop a screenshot anywhere in this window"))
        title.setObjectName("empty_title")
        title.setWordWrap(True)
        text = QLabel(self.tr("or paste one with Ctrl+V, or add files. They are copied at once and kept safe."))
        text.setProperty("kind", "dim")
        text.setWordWrap(True)
        layout.addStretch(1)
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addStretch(1)
        return empty

    @property
    def cards(self) -> "CardList":
        """The list of cards; built when first asked for."""
        if self._cards is None:
            # A window starts without attachments, and paints before this is imported.
            from desk_gui.ui.attachments.cards import CardList  # noqa: PLC0415 - see above

            self._cards = CardList(self._theme, self._spool_path)
            self._cards.removal_asked.connect(self._on_cards_removal_asked)
            self._stack.addWidget(self._cards)
            # Built last, but the Tab key finds it beside the buttons that add to it.
            self.setTabOrder(self.add_files, self._cards)
        return self._cards

    def attachments(self) -> tuple[Attachment, ...]:
        """Return what is attached, in order, copies under way included."""
        return self._cards.files.attachments() if self._cards is not None else ()

    def show_attachments(self, draft_id: str, attachments: tuple[Attachment, ...]) -> None:
        """Show the attachments of another draft."""
        del draft_id
        if attachments or self._cards is not None:
            self.cards.show_files(attachments)
        self._say(())
        self._show_count()

    @property
    def room(self) -> int:
        """How many more files the ticket takes."""
        return max(0, MOST_FILES - self._count())

    def take_mime(self, mime: QMimeData) -> None:
        """Attach what a drop or a paste holds. Call inside the drop event: some desktops free it afterwards."""
        from desk_gui.ui.attachments.reader import read_mime  # noqa: PLC0415 - as in `cards`

        self.take(read_mime(mime, self.room))

    def take_paths(self, paths: list[Path]) -> None:
        """Attach files."""
        from desk_gui.ui.attachments.reader import read_paths  # noqa: PLC0415 - as in `cards`

        self.take(read_paths(paths, self.room))

    def take(self, reading: "Reading") -> None:
        """Attach what a drop, a paste or a dialog brought."""
        self._say(reading.refused)
        if reading.images:
            self._encode(reading)
        if reading.text:
            self.text_dropped.emit(reading.text)
        self._add(reading.sources)

    def _encode(self, reading: "Reading") -> None:
        if self._encoder is None:
            from desk_gui.ui.attachments.reader import ImageEncoder  # noqa: PLC0415 - as in `cards`

            self._encoder = ImageEncoder(self)
            self._encoder.encoded.connect(self._on_encoder_encoded)
        self._encoder.encode(reading.images)

    def _add(self, sources: "tuple[FileSource, ...]") -> None:
        if not sources:
            return
        self.cards.files.add(tuple(Attachment(source.attachment_id, source.name) for source in sources))
        self._show_count()
        self.sources_added.emit(sources)
        self.attachments_changed.emit()

    def copied(self, attachment: Attachment) -> None:
        """Take note that a copy ended."""
        if self.cards.update_file(attachment):
            self._show_count()
            self.attachments_changed.emit()

    def refused(self, event: "AttachmentRefused") -> None:
        """Take a file off that could not be copied, and say why."""
        from desk_gui.ui.words import refused_file_sentence  # noqa: PLC0415 - as in `cards`

        if self.cards.files.remove(event.attachment_id) is not None:
            self._say((*self._notices, refused_file_sentence(event)))
            self._show_count()
            self.attachments_changed.emit()

    def _count(self) -> int:
        return self._cards.files.rowCount() if self._cards is not None else 0

    def _say(self, sentences: tuple[str, ...]) -> None:
        self._notices = list(sentences)
        shown = list(sentences[:_SHOWN_NOTICES])
        if len(sentences) > _SHOWN_NOTICES:
            shown.append(fill(self.tr("… and %1 more were left out."), str(len(sentences) - _SHOWN_NOTICES)))
        self._notice.setText("\n".join(f"✕ {sentence}" for sentence in shown))
        self._notice.setVisible(bool(shown))

    def _show_count(self) -> None:
        count = self._count()
        summary = self.cards.files.summary() if count else ""
        self.summary.setText(f"· {summary}" if summary else "")
        self._stack.setCurrentIndex(1 if count else 0)
        self._hint.setVisible(bool(count))
        self._fit_height()

    def _fit_height(self) -> None:
        """Show one row of cards, or one and a half when there are more, so that it is seen that it scrolls."""
        count = self._count()
        if not count:
            self._stack.setFixedHeight(max(2 * 36 + 6, 4 * self.fontMetrics().height()))
            return
        card = self.cards.card_size()
        per_row = max(1, self._stack.width() // max(1, card.width()))
        rows = -(-count // per_row)
        scrolls = rows > 1
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.cards.setVerticalScrollBarPolicy(policy)
        self._stack.setFixedHeight(int(card.height() * (1.4 if scrolls else 1)))

    @Slot()
    def pick_files(self) -> None:
        """Ask for files with the system's dialog and attach them."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - as in `cards`

        names, _filter = QFileDialog.getOpenFileNames(self, self.tr("Add files"))
        if names:
            self.take_paths([Path(name) for name in names])

    @Slot(object)
    def _on_cards_removal_asked(self, attachment_ids: list[str]) -> None:
        files = self.cards.files
        row = min((files.row_of(one) for one in attachment_ids), default=0)
        for attachment_id in attachment_ids:
            if files.remove(attachment_id) is not None:
                self.removed.emit(attachment_id)
        self._show_count()
        # The keyboard stays where it was: on the next card, else on the button that adds one.
        if files.rowCount():
            self.cards.go_to(min(row, files.rowCount() - 1))
        else:
            self.add_files.setFocus()
        self.attachments_changed.emit()

    @Slot(object)
    def _on_encoder_encoded(self, source: "FileSource") -> None:
        self._add((source,))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the cards use the width there is."""
        super().resizeEvent(event)
        self._fit_height()

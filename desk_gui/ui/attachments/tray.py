"""The attachment tray: cards of what is attached, and the buttons that add more."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6 import QtCore
from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desk_gui.outbox.draft import Attachment, new_id
from desk_gui.ui.attachments.empty import EmptyState
from desk_gui.ui.style import button
from desk_gui.ui.text import fill, plain, size_text
from desk_gui.ui.theme import Theme, gap, gaps

if TYPE_CHECKING:
    from desk_gui.outbox.desk import FileSource
    from desk_gui.outbox.events import AttachmentRefused, PortalAnswered
    from desk_gui.ui.attachments.cards import CardList
    from desk_gui.ui.attachments.handling import Handling
    from desk_gui.ui.attachments.lines import Lines
    from desk_gui.ui.attachments.offering import Offering
    from desk_gui.ui.attachments.reader import Reading
    from desk_gui.ui.attachments.recent import RecentStrip

MOST_FILES: Final = 500
"""A ticket takes no more files; checked before any of them is touched."""

LARGE_BYTES: Final = 40 * 1024 * 1024
"""Assumed: the servers LiveDesk resembles take files of 40 MB. What is larger is said, and taken."""


class AttachmentTray(QFrame):
    """Shows what is attached and takes more. The window feeds it from drops and pastes.

    Signals:
        sources_added: A tuple of FileSource to copy.
        removed: Attachment id of one taken off while it was being copied.
        files_asked: A command about the files, its draft left blank (`ui/attachments/handling.py`).
        open_asked: Path of a copy to be opened with the system's program for it.
        draft_asked: Outbox id of a draft to be shown.
        paste_asked: The Paste button was pressed.
        capture_asked: The Capture button was pressed.
        edit_asked: Attachment id of a picture to edit, and whether data is to be hidden.
        text_dropped: Text for the description.
        link_chosen: Attachment id and address of what should be downloaded.
        portal_key_found: A key of files that only the desktop's portal can hand over.
        attachments_changed: A row is new, gone, or its copy ended.
    """

    sources_added = Signal(object)
    removed = Signal(str)
    files_asked = Signal(object)
    open_asked = Signal(object)
    draft_asked = Signal(str)
    paste_asked = Signal()
    capture_asked = Signal()
    edit_asked = Signal(str, bool)
    text_dropped = Signal(str)
    link_chosen = Signal(str, str)
    portal_key_found = Signal(str)
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
        self._lines: Lines | None = None
        self._offering: Offering | None = None
        self._handling: Handling | None = None
        self._recent: RecentStrip | None = None
        self.summary = QLabel()
        self.summary.setProperty("kind", "dim")
        self._build()
        self._show_count()

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._empty = EmptyState()
        self._stack.addWidget(self._empty)
        self.capture = button(self.tr("Capture"), tooltip=self.tr("Take a screenshot (Ctrl+Shift+S)"))
        self.capture.clicked.connect(self.capture_asked)
        self.paste = button(self.tr("Paste"), tooltip=self.tr("Attach the copied image or files (Ctrl+V)"))
        self.add_files = button(self.tr("Add files"), tooltip=self.tr("Pick files to attach (Ctrl+O)"))
        self.paste.clicked.connect(self.paste_asked)
        self.add_files.clicked.connect(self.pick_files)
        self.recent = button(self.tr("Recent"), tooltip=self.tr("Show the newest images on this computer (Ctrl+R)"))
        self.recent.setCheckable(True)
        self.recent.setObjectName("recent")
        self.recent.toggled.connect(self._on_recent_toggled)
        self._hint = QLabel(self.tr("or drop them anywhere here"))
        self._hint.setProperty("kind", "dim")
        self._hint.setWordWrap(True)
        side = QGridLayout()
        side.setSpacing(gap(6))
        for place, made in enumerate((self.capture, self.paste, self.add_files, self.recent)):
            side.addWidget(made, *divmod(place, 2))
        side.addWidget(self._hint, 2, 0, 1, 2)
        side.setRowStretch(3, 1)
        row = QHBoxLayout()
        row.setSpacing(gap(12))
        row.addWidget(self._stack, 1)
        row.addLayout(side)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*gaps(10, 10, 10, 8))
        self._column.setSpacing(gap(6))
        self._column.addLayout(row)

    @property
    def cards(self) -> "CardList":
        """The list of cards; built when first asked for."""
        if self._cards is None:
            # A window starts without attachments, and paints before this is imported.
            from desk_gui.ui.attachments.cards import CardList  # noqa: PLC0415 - see above

            self._cards = CardList(self._theme, self._spool_path)
            self._stack.addWidget(self._cards)
            # Built last, but the Tab key finds it beside the buttons that add to it.
            self.setTabOrder(self.recent, self._cards)
            self._make_handling(self._cards)
        return self._cards

    @property
    def handling(self) -> "Handling":
        """What does with the cards what is asked for; built with them."""
        cards = self.cards
        return self._handling if self._handling is not None else self._make_handling(cards)

    def _make_handling(self, cards: "CardList") -> "Handling":
        from desk_gui.ui.attachments.handling import Handling  # noqa: PLC0415 - as in `cards`

        made = self._handling = Handling(cards, self.lines)
        made.asked.connect(self.files_asked)
        made.edit_asked.connect(self.edit_asked)
        made.open_asked.connect(self.open_asked)
        made.draft_asked.connect(self.draft_asked)
        made.changed.connect(self._on_handling_changed)
        made.emptied.connect(self.add_files.setFocus)
        made.removals.removed.connect(self.removed)
        made.removals.gone.connect(self._on_removals_gone)
        made.removals.sources_wanted.connect(self.sources_added)
        made.removals.link_wanted.connect(self.link_chosen)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, made.removals.undo)
        undo.setContext(QtCore.Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    @property
    def lines(self) -> "Lines":
        """What was left out, and what is asked; built when there is something to say."""
        if self._lines is None:
            from desk_gui.ui.attachments.lines import Lines  # noqa: PLC0415 - as in `cards`

            self._lines = Lines()
            self._column.addWidget(self._lines)
            self._lines.emptied.connect(self.add_files.setFocus)
            self.setTabOrder(self._last_stop(), self._lines)
        return self._lines

    @property
    def offering(self) -> "Offering":
        """What asks about folders, links and the like; built with the first of them."""
        if self._offering is None:
            from desk_gui.ui.attachments.offering import Offering  # noqa: PLC0415 - as in `cards`

            self._offering = Offering(self.lines)
            self._offering.reading_made.connect(self.take)
            self._offering.link_chosen.connect(self._on_offering_link_chosen)
            self._offering.text_chosen.connect(self.text_dropped)
            self._offering.removal_chosen.connect(self._on_offering_removal_chosen)
            self._offering.portal_key_found.connect(self.portal_key_found)
        return self._offering

    def _last_stop(self) -> QWidget:
        return self._cards if self._cards is not None else self.recent

    def attachments(self) -> tuple[Attachment, ...]:
        """Return what is attached, in order, copies under way included."""
        return self._cards.files.attachments() if self._cards is not None else ()

    def show_attachments(self, draft_id: str, attachments: tuple[Attachment, ...]) -> None:
        """Show the attachments of another draft."""
        del draft_id
        if self._handling is not None:
            self._handling.forget()
        if attachments or self._cards is not None:
            self.cards.show_files(attachments)
        if self._lines is not None:
            self.offering.clear()
            self._lines.clear()
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

    @Slot(object)
    def take(self, reading: "Reading") -> None:
        """Attach what a drop, a paste or a dialog brought, and ask about the rest."""
        if self._lines is not None or reading.refused:
            self.lines.say(reading.refused)
        if reading.text:
            self.text_dropped.emit(reading.text)
        sources = reading.sources
        if reading.images:
            from desk_gui.ui.attachments.images import image_source  # noqa: PLC0415 - as in `cards`

            sources += tuple(map(image_source, reading.images))
        self._add(sources)
        for offer in reading.offers:
            self.offering.make(offer)

    def take_image(self, image: QImage) -> str:
        """Attach a picture that was captured, and return its attachment id; "" where there is no room for it."""
        from desk_gui.ui.attachments.images import image_source  # noqa: PLC0415 - as in `cards`

        source = image_source(image)
        room = self.room
        self._add((source,))
        return source.attachment_id if room else ""

    def _add(self, sources: "tuple[FileSource, ...]") -> None:
        if len(sources) > self.room:
            from desk_gui.ui.attachments.reader import too_many  # noqa: PLC0415 - as in `cards`

            self.lines.say_also(too_many(self.room, len(sources)))
            sources = sources[: self.room]
        if not sources:
            return
        self._show_rows(tuple(Attachment(source.attachment_id, source.name) for source in sources))
        for source in sources:
            self.handling.removals.note_source(source.attachment_id, source)
        self.sources_added.emit(sources)
        self.attachments_changed.emit()

    def _show_rows(self, attachments: tuple[Attachment, ...]) -> None:
        self.cards.files.add(attachments)
        self.handling.removals.hide_offer()
        self._show_count()

    def copied(self, attachment: Attachment) -> None:
        """Take note that a copy ended: from now on it is known what it is."""
        before = self.cards.files.find(attachment.attachment_id)
        if before is None:
            return
        self.cards.update_file(attachment)
        self.handling.removals.drop_source(attachment.attachment_id)
        self._show_count()
        if attachment.sha256 != before.sha256:
            self._check(attachment)
        self.attachments_changed.emit()

    def _check(self, attachment: Attachment) -> None:
        """Say what is special about a file. It is attached all the same."""
        if attachment.size_bytes > LARGE_BYTES:
            sentence = self.tr("“%1” has %2; LiveDesk may refuse files larger than %3.")
            sizes = (size_text(attachment.size_bytes), size_text(LARGE_BYTES))
            self.lines.warn(fill(sentence, plain(attachment.name, 60), *sizes))
        twin = next((one for one in self.attachments() if _are_twins(one, attachment)), None)
        if twin is not None:
            from desk_gui.ui.attachments.offers import TwinOffer  # noqa: PLC0415 - as in `cards`

            self.offering.make(TwinOffer(attachment.attachment_id, attachment.name, twin.name))

    def refused(self, event: "AttachmentRefused") -> None:
        """Take a file off that could not be copied, and say why."""
        from desk_gui.outbox.events import RefusedFile  # noqa: PLC0415 - as in `cards`
        from desk_gui.ui.words import refused_file_sentence  # noqa: PLC0415 - as in `cards`

        source = self.handling.removals.source_of(event.attachment_id)
        self.handling.removals.drop_source(event.attachment_id)
        if self.cards.files.remove(event.attachment_id) is None:
            return
        path = source.path if source is not None and not isinstance(source, str) else None
        if event.reason is RefusedFile.IS_FOLDER and path is not None:
            from desk_gui.ui.attachments.offers import FolderOffer  # noqa: PLC0415 - as in `cards`

            self.offering.make(FolderOffer(path))
        else:
            self.lines.say_also(refused_file_sentence(event))
        self._show_count()
        self.attachments_changed.emit()

    def take_portal_files(self, event: "PortalAnswered") -> None:
        """Attach what the desktop's portal handed over, or say why it handed nothing over."""
        from desk_gui.ui.words import portal_files_sentence  # noqa: PLC0415 - as in `cards`

        if event.paths:
            self.take_paths(list(event.paths))
        else:
            self.lines.say_also(portal_files_sentence(event.trouble))

    def _count(self) -> int:
        return self._cards.files.rowCount() if self._cards is not None else 0

    def _show_count(self) -> None:
        count = self._count()
        summary = self.cards.files.summary() if count else ""
        self.summary.setText(f"· {summary}" if summary else "")
        self._stack.setCurrentIndex(1 if count else 0)
        self._hint.setVisible(bool(count))
        self._fit_height()

    def _fit_height(self) -> None:
        """Show one row of cards, or one and a half when there are more, so that it is seen that it scrolls.

        Without cards, show all that is said in their place.
        """
        count = self._count()
        if not count:
            words_px = self._empty.heightForWidth(self._stack.width())
            self._stack.setFixedHeight(max(2 * 36 + 6, 4 * self.fontMetrics().height(), words_px))
            return
        card = self.cards.card_size()
        per_row = max(1, self._stack.width() // max(1, card.width()))
        rows = -(-count // per_row)
        scrolls = rows > 1
        policy = (
            QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOn if scrolls else QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.cards.setVerticalScrollBarPolicy(policy)
        self._stack.setFixedHeight(int(card.height() * (1.4 if scrolls else 1)))

    @Slot()
    def pick_files(self) -> None:
        """Ask for files with the system's dialog and attach them."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - as in `cards`

        names, _filter = QFileDialog.getOpenFileNames(self, self.tr("Add files"))
        if names:
            self.take_paths([Path(name) for name in names])

    @Slot()
    def _on_handling_changed(self) -> None:
        self._show_count()
        self.attachments_changed.emit()

    @Slot(str)
    def _on_removals_gone(self, attachment_id: str) -> None:
        if self._offering is not None:
            self._offering.forget(attachment_id)

    @Slot(str)
    def _on_offering_link_chosen(self, url: str) -> None:
        from desk_gui.outbox.names import name_in_url  # noqa: PLC0415 - as in `cards`

        if not self.room:
            from desk_gui.ui.attachments.reader import too_many  # noqa: PLC0415 - as in `cards`

            self.lines.say_also(too_many(0, 1))
            return
        attachment_id = new_id()
        self._show_rows((Attachment(attachment_id, name_in_url(url) or url),))
        self.handling.removals.note_source(attachment_id, url)
        self.link_chosen.emit(attachment_id, url)
        self.attachments_changed.emit()

    @Slot(str)
    def _on_offering_removal_chosen(self, attachment_id: str) -> None:
        self.handling.remove([attachment_id])

    @Slot(bool)
    def _on_recent_toggled(self, is_wanted: bool) -> None:
        if self._recent is None:
            from desk_gui.ui.attachments.recent import RecentStrip  # noqa: PLC0415 - as in `cards`

            self._recent = RecentStrip()
            self._column.insertWidget(1, self._recent)
            self._recent.chosen.connect(self._on_recent_chosen)
            self._recent.closed.connect(self._on_recent_closed)
            self.setTabOrder(self.recent, self._recent.pictures)
        self._recent.setVisible(is_wanted)
        if is_wanted:
            self._recent.look()

    @Slot(object)
    def _on_recent_chosen(self, path: Path) -> None:
        self.take_paths([path])

    @Slot()
    def _on_recent_closed(self) -> None:
        self.recent.setChecked(False)
        self.recent.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the cards use the width there is."""
        super().resizeEvent(event)
        self._fit_height()


def _are_twins(one: Attachment, other: Attachment) -> bool:
    return one.is_copied and one.sha256 == other.sha256 and one.attachment_id != other.attachment_id

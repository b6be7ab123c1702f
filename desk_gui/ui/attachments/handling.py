"""Does with the attached files what the technician asks for, by card, menu, key or drag."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction

from desk_gui.outbox import desk_files as df
from desk_gui.outbox.desk import RevertAttachment
from desk_gui.outbox.desk_photos import ShrinkPhotos
from desk_gui.outbox.desk_text import ReadText, may_hold_text
from desk_gui.outbox.draft import Attachment, Draft, new_id
from desk_gui.outbox.names import renamed
from desk_gui.ui.attachments.card import is_editable
from desk_gui.ui.attachments.card_actions import CardAction, Selected, can_do, can_open_elsewhere, card_menu
from desk_gui.ui.attachments.card_drag import DraggedFiles
from desk_gui.ui.attachments.cards import CardList
from desk_gui.ui.attachments.lines import Answer, Lines
from desk_gui.ui.attachments.removals import Removals
from desk_gui.ui.text import fill, plain

_LONGEST_SHOWN = 70


@dataclass(frozen=True, slots=True)
class _Asked:
    """A line that waits for an answer.

    Attributes:
        file: To be opened in another program.
        draft_id: A new draft to be shown.
    """

    file: Attachment | None = None
    draft_id: str = ""


class Handling(QObject):
    """Turns what is asked of cards into commands. Lives on the GUI thread; the card list owns it.

    Signals:
        asked: A command about files. Its draft is left blank for whoever knows which is shown.
        edit_asked: Attachment id, and whether data is to be hidden.
        changed: There are other files now, or in another order.
        open_asked: Path of a file to be opened with the system's program for it.
        draft_asked: Outbox id of a draft to be shown.
        emptied: The last card is gone, and the keyboard with it.

    Attributes:
        removals: What was removed and can be had back.
    """

    asked = Signal(object)
    edit_asked = Signal(str, bool)
    changed = Signal()
    open_asked = Signal(object)
    draft_asked = Signal(str)
    emptied = Signal()

    def __init__(self, cards: CardList, lines: Lines) -> None:
        """Listen to cards.

        Args:
            cards: What is listened to; also this object's parent.
            lines: Where something is said about files.
        """
        super().__init__(cards)
        self._cards = cards
        self._lines = lines
        self._questions: dict[str, _Asked] = {}
        self._opening = ""
        self.removals = Removals(cards.files, lines, self)
        self.removals.asked.connect(self.asked)
        self.removals.restored.connect(self._on_removals_restored)
        cards.action_asked.connect(self._on_cards_action_asked)
        cards.menu_asked.connect(self._on_cards_menu_asked)
        cards.removal_asked.connect(self.remove)
        cards.edit_asked.connect(self.edit_asked)
        cards.named.connect(self._on_cards_named)
        cards.dropped.connect(self.put)
        cards.copies_asked.connect(self._on_cards_copies_asked)
        cards.dragged_too_early.connect(self._on_cards_dragged_too_early)
        lines.answered.connect(self._on_lines_answered)

    def selected(self) -> Selected:
        """Return what is selected, and what is around it."""
        files, ids = self._cards.selected_files(), self._ids()
        chosen = [one.attachment_id for one in files]
        return Selected(
            files=files,
            is_first=ids[: len(chosen)] == chosen,
            is_last=ids[len(ids) - len(chosen) :] == chosen,
            can_undo=self.removals.can_undo,
        )

    def _ids(self) -> list[str]:
        return [one.attachment_id for one in self._cards.files.attachments()]

    def forget(self) -> None:
        """Another draft is shown: what was removed and asked was about the one before."""
        self.removals.forget()
        self._questions.clear()
        self._opening = ""

    def do(self, action: CardAction) -> None:
        """Do something with the selected files, if it makes sense for them."""
        selected = self.selected()
        if not can_do(action, selected):
            return
        files = selected.files
        match action:
            case CardAction.REVERT | CardAction.SMALLER:
                self._change_size(action, files)
            case CardAction.MOVE:
                ids = tuple(file.attachment_id for file in files)
                self.asked.emit(df.MoveAttachments(Draft(""), new_id(), ids))
            case CardAction.TEXT:
                ids = tuple(file.attachment_id for file in files if may_hold_text(file))
                self.asked.emit(ReadText("", ids))
            case CardAction.SAVE:
                self._save(files)
            case CardAction.REMOVE:
                self.remove([file.attachment_id for file in files])
            case CardAction.UNDO:
                self.removals.undo()
            case CardAction.OPEN | CardAction.HIDE | CardAction.RENAME:
                self._do_with_one(action, files[0])
            case _:
                self._shift(action, [file.attachment_id for file in files])

    def _change_size(self, action: CardAction, files: Sequence[Attachment]) -> None:
        """Bring originals back, or make photos smaller than they are."""
        if action is CardAction.SMALLER:
            self.asked.emit(ShrinkPhotos("", tuple(file.attachment_id for file in files)))
            return
        for file in files:
            if file.original_sha256:
                self.asked.emit(RevertAttachment("", file.attachment_id))

    def _do_with_one(self, action: CardAction, file: Attachment) -> None:
        match action:
            case CardAction.HIDE:
                self.edit_asked.emit(file.attachment_id, True)
            case CardAction.RENAME:
                self._cards.rename(file)
            case _:
                self._open(file)

    # Order

    def _shift(self, action: CardAction, chosen: list[str]) -> None:
        """Move files together by one place, or by one line of cards."""
        ids = self._ids()
        step = self._cards.cards_in_line() if action in (CardAction.ROW_EARLIER, CardAction.ROW_LATER) else 1
        if action in (CardAction.EARLIER, CardAction.ROW_EARLIER):
            self.put(chosen, min(map(ids.index, chosen)) - step)
        else:
            self.put(chosen, max(map(ids.index, chosen)) + 1 + step)

    @Slot(object, int)
    def put(self, chosen: list[str], row: int) -> None:
        """Put files before what is at a row now, in the order they have."""
        ids = self._ids()
        row = max(0, min(row, len(ids)))
        chosen = [one for one in ids if one in set(chosen)]
        before = [one for one in ids[:row] if one not in chosen]
        order = (*before, *chosen, *(one for one in ids[row:] if one not in chosen))
        if order == tuple(ids):
            return
        self._cards.files.arrange(order)
        self._cards.scrollTo(self._cards.currentIndex())
        self.asked.emit(df.OrderAttachments("", order))
        self.changed.emit()

    # Removal

    @Slot(object)
    def remove(self, attachment_ids: list[str]) -> None:
        """Take files off; they can be had back."""
        files = self._cards.files
        row = min((files.row_of(one) for one in attachment_ids), default=0)
        had_focus = self._has_keyboard()
        self.removals.remove(attachment_ids)
        self.changed.emit()
        # The keyboard stays where it was: on the next card, else on the button that adds one.
        if files.rowCount() and had_focus:
            self._cards.go_to(max(0, min(row, files.rowCount() - 1)))
        elif not files.rowCount():
            self.emptied.emit()

    def _has_keyboard(self) -> bool:
        focus = self._cards.window().focusWidget()
        return focus is not None and (focus is self._cards or self._cards.isAncestorOf(focus))

    @Slot(object)
    def _on_removals_restored(self, attachment_ids: list[str]) -> None:
        self.changed.emit()
        self._cards.select(attachment_ids)

    # Names

    @Slot(str, str)
    def _on_cards_named(self, attachment_id: str, typed: str) -> None:
        files = self._cards.files
        row = files.row_of(attachment_id)
        if row < 0:
            return
        file = files.attachments()[row]
        name = renamed(file.name, typed)
        if name == file.name:
            return
        if not file.is_copied:  # One that is copied is called so once the outbox has noted it.
            files.update(replace(file, name=name))
        self.asked.emit(df.RenameAttachment("", attachment_id, name))

    # A new ticket

    def take_moved(self, event: df.AttachmentsMoved) -> None:
        """Let go of files that are in another draft now, and offer to go there."""
        had_focus = self._has_keyboard()
        self._cards.files.remove_all(event.attachment_ids)
        if event.left_out:
            sentence = self.tr(
                "%n of them are still being copied and stay here: move them in a moment.", "", event.left_out
            )
            self._lines.warn(sentence)
        if not event.new_draft_id:
            return
        count = len(event.attachment_ids)
        self._ask(_Asked(draft_id=event.new_draft_id), self.tr("%n files moved to a new ticket.", "", count))
        self.changed.emit()
        # Whoever types elsewhere by now is left there.
        if had_focus and self._cards.files.rowCount():
            self._cards.go_to(max(0, self._cards.currentIndex().row()))
        elif had_focus:
            self.emptied.emit()

    def _ask(self, asked: _Asked, sentence: str) -> None:
        key = new_id()
        self._questions[key] = asked
        choices = ((Answer.OPEN, self.tr("Open")), (Answer.LEAVE, self.tr("Close")))
        self._lines.ask(key, sentence, choices, is_first=True)

    @Slot(str, object)
    def _on_lines_answered(self, key: str, answer: Answer) -> None:
        asked = self._questions.pop(key, None)
        if asked is None:
            return
        self._lines.drop(key)
        if answer is not Answer.OPEN:
            return
        if asked.file is not None:
            self._opening = new_id()
            self.asked.emit(df.LendCopies(self._opening, (asked.file,)))
        else:
            self.draft_asked.emit(asked.draft_id)

    # Other programs

    def _open(self, file: Attachment) -> None:
        if is_editable(file):
            self.edit_asked.emit(file.attachment_id, False)
        elif can_open_elsewhere(file):
            sentence = self.tr("“%1” opens in another program, as a copy: what is changed there is not sent.")
            self._ask(_Asked(file=file), fill(sentence, plain(file.name, _LONGEST_SHOWN)))
        else:
            sentence = self.tr("“%1” is not opened from here, as it could do harm. It is sent as it is.")
            self._lines.warn(fill(sentence, plain(file.name, _LONGEST_SHOWN)))

    def _save(self, files: Sequence[Attachment]) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - few ask for it

        copied = tuple(file for file in files if file.is_copied)
        if len(copied) == 1:
            place, _ = QFileDialog.getSaveFileName(self._cards, self.tr("Save a copy"), copied[0].name)
        else:
            place = QFileDialog.getExistingDirectory(self._cards, self.tr("Save copies in"))
        if place:
            self.asked.emit(df.SaveCopies(copied, Path(place)))

    def take_copies(self, event: df.CopiesLent) -> None:
        """Hand copies on to what they were made for."""
        if event.request_id == self._opening:
            self._opening = ""
            if event.paths:
                self.open_asked.emit(event.paths[0])
            else:
                self._lines.say_also(self.tr("The file could not be opened: its copy cannot be made on this disk."))
        else:
            self._cards.take_copies(event.request_id, event.paths)

    @Slot(object)
    def _on_cards_copies_asked(self, dragged: DraggedFiles) -> None:
        copied = tuple(file for file in dragged.key if file.is_copied)
        if copied == dragged.key:
            self.asked.emit(df.LendCopies(dragged.request_id, copied))

    @Slot()
    def _on_cards_dragged_too_early(self) -> None:
        self._lines.warn(self.tr("The copy for the other program was not ready yet. Drag it there once more."))

    # Keys and menu

    @Slot(object)
    def _on_cards_action_asked(self, action: CardAction) -> None:
        self.do(action)

    @Slot(QPoint)
    def _on_cards_menu_asked(self, at: QPoint) -> None:
        if not self._cards.selected_files() and not self.removals.can_undo:
            return
        menu = card_menu(self.selected(), self._cards)
        menu.triggered.connect(self._on_menu_triggered)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        menu.setActiveAction(next(one for one in menu.actions() if one.isEnabled()))

    @Slot(object)
    def _on_menu_triggered(self, entry: object) -> None:
        action = entry.data() if isinstance(entry, QAction) else None
        if isinstance(action, CardAction):
            self.do(action)

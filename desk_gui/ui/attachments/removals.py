"""Files that were removed, until nobody can ask for them any more: a new draft, Submit, the end of the program."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.desk_files import ForgetTakenOff, PutBackAttachments, TakeOffAttachments
from desk_gui.outbox.draft import Attachment, new_id
from desk_gui.ui.attachments.lines import Answer, Lines
from desk_gui.ui.attachments.model import AttachmentModel
from desk_gui.ui.text import fill, plain

_KEY = "removed"
_LONGEST_SHOWN = 70


@dataclass(frozen=True, slots=True)
class _Removed:
    """One file that was removed.

    Attributes:
        row: Where it was.
        file: What it was.
        source: What it was copied from, while that was still going on; an address for a download.
    """

    row: int
    file: Attachment
    source: FileSource | str | None


class Removals(QObject):
    """Removes files from the model, and brings them back, the last removal first. Lives on the GUI thread.

    Signals:
        asked: A command about files, its draft left blank.
        removed: Attachment id of one that was removed while it was copied.
        gone: Attachment id of each that was removed.
        sources_wanted: FileSources to copy again, their rows made already.
        link_wanted: Attachment id and address to fetch again, its row made already.
        restored: Attachment ids of those that are back.
    """

    asked = Signal(object)
    removed = Signal(str)
    gone = Signal(str)
    sources_wanted = Signal(object)
    link_wanted = Signal(str, str)
    restored = Signal(object)

    def __init__(self, files: AttachmentModel, lines: Lines, parent: QObject) -> None:
        """Begin with nothing removed.

        Args:
            files: What is attached.
            lines: Where the last removal can be undone.
            parent: Owns this object.
        """
        super().__init__(parent)
        self._files = files
        self._lines = lines
        self._batches: list[list[_Removed]] = []
        self._sources: dict[str, FileSource | str] = {}
        lines.answered.connect(self._on_lines_answered)

    @property
    def can_undo(self) -> bool:
        """Whether something can be had back."""
        return bool(self._batches)

    def note_source(self, attachment_id: str, source: FileSource | str) -> None:
        """Take note of what is being copied or fetched, so that it can begin again."""
        self._sources[attachment_id] = source

    def source_of(self, attachment_id: str) -> FileSource | str | None:
        """Return what is being copied or fetched; None where that has ended."""
        return self._sources.get(attachment_id)

    def drop_source(self, attachment_id: str) -> None:
        """A copy ended: what it was made of is not needed any more."""
        self._sources.pop(attachment_id, None)

    def remove(self, attachment_ids: Sequence[str]) -> None:
        """Remove files."""
        rows = sorted(row for row in map(self._files.row_of, attachment_ids) if row >= 0)
        files = self._files.attachments()
        batch = [_Removed(row, files[row], self._sources.pop(files[row].attachment_id, None)) for row in rows]
        if not batch:
            return
        self._files.remove_all([one.file.attachment_id for one in batch])
        for one in batch:
            self.gone.emit(one.file.attachment_id)
            if not one.file.is_copied:
                self.removed.emit(one.file.attachment_id)
        copied = tuple(one.file.attachment_id for one in batch if one.file.is_copied)
        if copied:
            self.asked.emit(TakeOffAttachments("", copied))
        self._batches.append(batch)
        self._offer()

    def hide_offer(self) -> None:
        """Offer it no longer in a line; the key still works."""
        self._lines.drop(_KEY)

    def forget(self) -> None:
        """Nobody can ask for what was removed any more."""
        had_copied = any(one.file.is_copied for batch in self._batches for one in batch)
        self._batches.clear()
        self._sources.clear()
        self._lines.drop(_KEY)
        if had_copied:
            self.asked.emit(ForgetTakenOff(""))

    @Slot()
    def undo(self) -> None:
        """Bring the last removal back."""
        if not self._batches:
            return
        batch = self._batches.pop()
        again = [(one, back) for one in batch if (back := _as_it_comes_back(one)) is not None]
        self._files.put_back([(one.row, back) for one, back in again])
        for one, back in again:
            self._begin_again(one, back)
        copied = tuple(one.file for one in batch if one.file.is_copied)
        if copied:
            order = tuple(one.attachment_id for one in self._files.attachments())
            self.asked.emit(PutBackAttachments("", copied, order))
        self.restored.emit([back.attachment_id for _, back in again])
        self._offer()

    def _begin_again(self, one: _Removed, back: Attachment) -> None:
        """Have what was being copied or fetched begin again: that was given up."""
        if isinstance(one.source, str):
            self.note_source(back.attachment_id, one.source)
            self.link_wanted.emit(back.attachment_id, one.source)
        elif one.source is not None:
            source = replace(one.source, attachment_id=back.attachment_id, name=back.name)
            self.note_source(back.attachment_id, source)
            self.sources_wanted.emit((source,))

    def _offer(self) -> None:
        if not self._batches:
            self._lines.drop(_KEY)
            return
        batch = self._batches[-1]
        sentence = self.tr("“%1” was removed.") if len(batch) == 1 else self.tr("%2 files were removed.")
        words = fill(sentence, plain(batch[0].file.name, _LONGEST_SHOWN), str(len(batch)))
        self._lines.ask(_KEY, words, ((Answer.UNDO, self.tr("Undo")),), is_first=True)

    @Slot(str, object)
    def _on_lines_answered(self, key: str, answer: Answer) -> None:
        if key == _KEY and answer is Answer.UNDO:
            self.undo()


def _as_it_comes_back(one: _Removed) -> Attachment | None:
    """Return a removed file as another one, where its copy was given up; None where it cannot be had back."""
    if one.file.is_copied:
        return one.file
    return replace(one.file, attachment_id=new_id()) if one.source is not None else None

"""Offers to make large photos smaller, says what became of photos, and takes those that are over the limit."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QLocale, QObject, QTimer, Slot

from desk_gui.outbox.desk import FileSource, RevertAttachment
from desk_gui.outbox.desk_photos import (
    MeasurePhotos,
    PhotoEvent,
    PhotosMeasured,
    PhotosShrunk,
    ShrinkPhotos,
    may_be_smaller,
)
from desk_gui.outbox.draft import Attachment, Note, new_id
from desk_gui.outbox.events import AttachmentCopied, AttachmentRefused, RefusedFile
from desk_gui.ui.attachments.lines import Answer
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.text import fill, plain

LARGE_TOGETHER_BYTES: Final = 5 * 1024 * 1024
LARGE_ALONE_BYTES: Final = 3 * 1024 * 1024
"""From here on photos are worth a question: that much takes a minute on a poor link."""

_WORTH_BYTES: Final = 1024 * 1024
_MEGABYTE: Final = 1024 * 1024
_SETTLE_MS: Final = 600
_LONGEST_NAME: Final = 60

_OFFER: Final = "photos-offer"
_BUSY: Final = "photos-busy"
_DONE: Final = "photos-done"
_OVER: Final = "photos-over-"


class PhotosFlow(QObject):
    """Watches the photos of the draft in the form. Lives on the GUI thread; the window owns it.

    Nothing is asked before the photos were really encoded in the background, so that both sizes are true.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._tray = window.tray
        self._pending: dict[str, FileSource] = {}
        self._over_limit: dict[str, FileSource] = {}
        self._warned: set[str] = set()
        self._asked_about: frozenset[tuple[str, str]] = frozenset()
        self._measured: PhotosMeasured | None = None
        self._shrunk: PhotosShrunk | None = None
        self._listens = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._settled.timeout.connect(self._on_settled_timeout)
        self._tray.sources_added.connect(self._on_tray_sources_added)
        self._tray.attachments_changed.connect(self.look_soon)

    def receive(self, event: AttachmentCopied | AttachmentRefused | PhotoEvent) -> None:
        """Take what the outbox says about files and photos."""
        if event.draft_id != self._window.form.draft_id:
            return
        match event:
            case AttachmentCopied(_, attachment):
                self._pending.pop(attachment.attachment_id, None)
                self._warn(attachment)
            case AttachmentRefused():
                self._take_refused(event)
            case PhotosMeasured():
                self._offer(event)
            case PhotosShrunk():
                self._tell_shrunk(event)

    @Slot()
    def look_soon(self) -> None:
        """Look at the photos once they have settled."""
        self._settled.start()

    def shrink(self, attachment_ids: tuple[str, ...]) -> None:
        """Have these photos made smaller; none named means all."""
        self._ask(_BUSY, self.tr("Making photos smaller…"), ())
        self._window.desk.do(ShrinkPhotos(self._window.form.draft_id, attachment_ids))

    def _ask(self, key: str, sentence: str, choices: tuple[tuple[Answer, str], ...]) -> None:
        lines = self._tray.lines
        if not self._listens:
            self._listens = True
            lines.answered.connect(self._on_lines_answered)
        lines.ask(key, sentence, choices)

    def _drop(self, key: str) -> None:
        if self._listens:
            self._tray.lines.drop(key)

    @Slot()
    def _on_settled_timeout(self) -> None:
        files = self._tray.attachments()
        if not all(file.is_copied for file in files):
            return  # Each copy that ends calls again.
        photos = [file for file in files if may_be_smaller(file)]
        about = frozenset((file.attachment_id, file.sha256) for file in photos)
        sizes = [file.size_bytes for file in photos]
        is_large = sum(sizes) > LARGE_TOGETHER_BYTES or max(sizes, default=0) > LARGE_ALONE_BYTES
        if about == self._asked_about and is_large:
            return
        self._asked_about = about if is_large else frozenset()
        self._measured = None
        self._drop(_OFFER)
        if is_large:
            wanted = tuple(file.attachment_id for file in photos)
            self._window.desk.do(MeasurePhotos(self._window.form.draft_id, wanted))

    def _offer(self, event: PhotosMeasured) -> None:
        present = {file.attachment_id: file for file in self._tray.attachments()}
        if event.before_bytes - event.after_bytes < _WORTH_BYTES or not set(event.attachment_ids) <= set(present):
            return
        self._measured = event
        sizes = _megabytes(event.before_bytes), _megabytes(event.after_bytes)
        if len(event.attachment_ids) == 1:
            name = plain(present[event.attachment_ids[0]].name, _LONGEST_NAME)
            sentence = fill(
                self.tr("“%1” has %2. Made smaller, it is still sharp enough to read."), name, f"{sizes[0]} MB"
            )
        else:
            sentence = self.tr("%1 photos have %2 together. Made smaller, they are still sharp enough to read.")
            sentence = fill(sentence, str(len(event.attachment_ids)), f"{sizes[0]} MB")
        smaller = fill(self.tr("Smaller photos (%1 → %2 MB)"), *sizes)
        self._ask(_OFFER, sentence, ((Answer.SMALLER, smaller), (Answer.KEEP, self.tr("Keep their size"))))

    def _tell_shrunk(self, event: PhotosShrunk) -> None:
        self._drop(_BUSY)
        if not event.attachment_ids:
            self._tray.lines.warn(self.tr("These photos would not become much smaller, so they stay as they are."))
            return
        self._shrunk = event
        count = len(event.attachment_ids)
        sentence = self.tr("%n photos were made smaller: %1 → %2 MB.", "", count)
        sentence = fill(sentence, _megabytes(event.before_bytes), _megabytes(event.after_bytes))
        self._ask(_DONE, sentence, ((Answer.UNDO, self.tr("Full size again")), (Answer.KEEP, self.tr("OK"))))

    def _undo(self, event: PhotosShrunk) -> None:
        """Bring the originals back; of an edited picture that would be what is hidden there, so it stays smaller."""
        about = set()
        for file in self._tray.attachments():
            is_back = file.attachment_id in event.attachment_ids and bool(file.original_sha256) and not file.layers
            if is_back:
                self._window.desk.do(RevertAttachment(event.draft_id, file.attachment_id))
            if is_back or may_be_smaller(file):
                about.add((file.attachment_id, file.original_sha256 if is_back else file.sha256))
        self._asked_about = frozenset(about)  # They are not asked about once more.

    def _warn(self, attachment: Attachment) -> None:
        if attachment.attachment_id in self._warned:
            return
        name = plain(attachment.name, _LONGEST_NAME)
        if Note.NOT_CONVERTED in attachment.notes:
            self._warned.add(attachment.attachment_id)
            sentence = self.tr("“%1” could not be made a JPEG. It is attached as it is; LiveDesk may not show it.")
            self._tray.lines.warn(fill(sentence, name))
        if Note.MAY_SAY_WHERE in attachment.notes:
            self._warned.add(attachment.attachment_id)
            sentence = self.tr("“%1” is damaged or unusual: it may still say where it was taken.")
            self._tray.lines.warn(fill(sentence, name))

    def _take_refused(self, event: AttachmentRefused) -> None:
        source = self._pending.pop(event.attachment_id, None)
        if source is None or event.reason is not RefusedFile.PHOTO_OVER_LIMIT:
            return
        key = f"{_OVER}{event.attachment_id}"
        self._over_limit[key] = source
        sentence = fill(self.tr("Add “%1” made smaller?"), plain(event.name, _LONGEST_NAME))
        choices = ((Answer.SMALLER, self.tr("Add it smaller")), (Answer.LEAVE, self.tr("Leave it out")))
        self._ask(key, sentence, choices)

    def _add_smaller(self, source: FileSource) -> None:
        from desk_gui.ui.attachments.reader import Reading  # noqa: PLC0415 - comes with the first file

        again = replace(source, attachment_id=new_id(), made_smaller=True)
        self._tray.take(Reading(sources=(again,)))

    @Slot(object)
    def _on_tray_sources_added(self, sources: tuple[FileSource, ...]) -> None:
        self._pending.update((source.attachment_id, source) for source in sources)

    @Slot(str, object)
    def _on_lines_answered(self, key: str, answer: Answer) -> None:
        source = self._over_limit.pop(key, None)
        self._drop(key)
        if source is not None and answer is Answer.SMALLER:
            self._add_smaller(source)
        elif key == _OFFER and answer is Answer.SMALLER and self._measured is not None:
            self.shrink(self._measured.attachment_ids)
        elif key == _DONE and answer is Answer.UNDO and self._shrunk is not None:
            self._undo(self._shrunk)


def _megabytes(size_bytes: int) -> str:
    """Write a size in megabytes the way the system's language does, without the unit."""
    number = size_bytes / _MEGABYTE
    return QLocale().toString(number, "f", 0 if number >= 10 else 1)  # noqa: PLR2004 - 9.6, but 96

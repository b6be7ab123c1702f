"""Puts the text of attached files into the description, where it is asked for. Made after the first paint."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QTextCursor

from desk_gui.outbox.desk_text import ReadText, TextRead, TextTrouble, looks_like_text
from desk_gui.outbox.draft import Attachment
from desk_gui.outbox.draft import Field as DraftField
from desk_gui.outbox.events import AttachmentCopied
from desk_gui.ui.form.fields import LARGEST_PASTE
from desk_gui.ui.form.markdown import code, code_block
from desk_gui.ui.form.quiet_line import QuietLine
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.text import fill, plain, size_text

_LONGEST_SHOWN = 60


class FileTextFlow(QObject):
    """Offers the text of files that are dropped on the description, and puts texts in. Lives on the GUI thread.

    The files stay attached, whatever becomes of their texts. The window owns this object.

    Attributes:
        line: Under the description: the offer, or what was put in; None until there was something to say.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._editor = window.form.description
        self._draft_id = window.form.draft_id
        self._dropped: set[str] = set()
        self._offered: list[Attachment] = []
        self._put: list[TextRead] = []
        self.line: QuietLine | None = None
        window.files_dropped.connect(self._on_window_files_dropped)
        window.tray.attachments_changed.connect(self._on_tray_attachments_changed)
        window.form.draft_changed.connect(self._on_form_draft_changed)
        self._editor.textChanged.connect(self._on_editor_text_changed)

    def receive(self, event: object) -> None:
        """Take texts and copied files; all other events are passed over."""
        match event:
            case AttachmentCopied(draft_id, attachment) if draft_id == self._window.form.draft_id:
                self._consider(attachment)
            case TextRead(draft_id) if draft_id == self._window.form.draft_id:
                self._take(event)

    # The offer

    def _consider(self, attachment: Attachment) -> None:
        """Offer the text of a file that was dropped on the description, now that it is known what it is."""
        if attachment.attachment_id not in self._dropped:
            return
        self._dropped.discard(attachment.attachment_id)
        if looks_like_text(attachment):
            self._offered.append(attachment)
            self._put.clear()
            self._show_offer()

    def _show_offer(self) -> None:
        count = len(self._offered)
        if not count:
            self._say("", ())
        elif count == 1:
            sentence = self.tr("“%1” is attached. Its text can go into the description too.")
            name = plain(self._offered[0].name, _LONGEST_SHOWN)
            self._say(fill(sentence, name), (self.tr("Put its text in"), self.tr("Leave it as a file")))
        else:
            sentence = self.tr("%n files are attached. Their text can go into the description too.", "", count)
            self._say(sentence, (self.tr("Put their text in"), self.tr("Leave them as files")))

    def _say(self, sentence: str, buttons: Sequence[str]) -> None:
        if self.line is None:
            if not sentence:
                return
            self.line = QuietLine()
            self.line.asked.connect(self._on_line_asked)
            self._window.form.fields[DraftField.DESCRIPTION].add_below(self.line)
        self.line.say(sentence, buttons)

    # The text

    def _take(self, event: TextRead) -> None:
        if event.trouble is not None:
            self._window.tray.lines.warn(self._trouble_sentence(event.trouble, event.name))
            return
        block = f"{self._heading(event)}\n{code_block(event.text)}"
        if block in self._editor.toPlainText():
            self._put.clear()
            self._say_put(event, self.tr("The text of “%1” is in the description already."), ())
        elif self._editor.character_count + len(block) > LARGEST_PASTE:
            sentence = self.tr("The description is too long already for the text of “%1”. The file stays attached.")
            self._window.tray.lines.warn(fill(sentence, plain(event.name, _LONGEST_SHOWN)))
        else:
            self._put_in(event, block)

    def _put_in(self, event: TextRead, block: str) -> None:
        # Whoever asked on a card goes where the text is; whoever types elsewhere by now is left there.
        focus = self._window.focusWidget()
        goes_there = focus is not None and self._window.tray.isAncestorOf(focus)
        put = [*self._put, event]
        self._editor.add_paragraph(block)
        # Only now: the change itself lets go of what was put in before.
        self._put = put
        if goes_there:
            self._window.form.focus_field(DraftField.DESCRIPTION)
            self._editor.moveCursor(QTextCursor.MoveOperation.End)
        take_out = (self.tr("Take it out again"), self.tr("OK"))
        if len(put) > 1:
            sentence = self.tr("The text of %n files is in the description. The files stay attached.", "", len(put))
            self._say(sentence, take_out)
        elif event.left_out_bytes:
            sentence = self.tr("The end of “%1” is in the description. The %2 before it are only in the attached file.")
            self._say_put(event, sentence, take_out)
        else:
            sentence = self.tr("The text of “%1” is in the description. The file stays attached.")
            self._say_put(event, sentence, take_out)

    def _say_put(self, event: TextRead, sentence: str, buttons: Sequence[str]) -> None:
        self._offered.clear()
        size = size_text(event.left_out_bytes)
        self._say(fill(sentence, plain(event.name, _LONGEST_SHOWN), size), buttons or (self.tr("OK"),))

    def _heading(self, event: TextRead) -> str:
        """Return the line over a text, in Markdown: which file it is from, and how much of it is not here."""
        name = code(plain(event.name)).text
        if not event.left_out_bytes:
            return fill(self.tr("From the attached file %1:"), name)
        sentence = self.tr("The end of the attached file %1 (%2 before it left out):")
        return fill(sentence, name, size_text(event.left_out_bytes))

    def _trouble_sentence(self, trouble: TextTrouble, name: str) -> str:
        match trouble:
            case TextTrouble.NO_TEXT:
                sentence = self.tr("“%1” holds no text that could be put into the description. It stays attached.")
            case TextTrouble.EMPTY:
                sentence = self.tr("“%1” is empty, so there is nothing to put into the description.")
            case _:
                sentence = self.tr("The text of “%1” could not be read.") if name else self.tr("That file is gone.")
        return fill(sentence, plain(name, _LONGEST_SHOWN))

    # Slots

    @Slot(QPoint, object)
    def _on_window_files_dropped(self, at: QPoint, files: Sequence[Attachment]) -> None:
        place = self._editor.mapFrom(self._window, at)
        if self._editor.visibleRegion().contains(place):
            self._dropped.update(file.attachment_id for file in files)

    @Slot(int)
    def _on_line_asked(self, number: int) -> None:
        offered, put = tuple(file.attachment_id for file in self._offered), len(self._put)
        self._forget()
        self._editor.setFocus()
        if number == 0 and offered:
            self._window.desk.do(ReadText(self._window.form.draft_id, offered))
        elif number == 0:
            for _ in range(put):
                self._editor.undo()

    def _forget(self) -> None:
        self._offered.clear()
        self._put.clear()
        self._say("", ())

    @Slot()
    def _on_tray_attachments_changed(self) -> None:
        there = {file.attachment_id for file in self._window.tray.attachments()}
        left = [file for file in self._offered if file.attachment_id in there]
        if left != self._offered:
            self._offered = left
            self._show_offer()

    @Slot()
    def _on_form_draft_changed(self) -> None:
        if self._draft_id != self._window.form.draft_id:
            self._draft_id = self._window.form.draft_id
            self._dropped.clear()
            self._forget()

    @Slot()
    def _on_editor_text_changed(self) -> None:
        if self._put:
            # Something else was typed since: there is nothing to be taken out in one step any more.
            self._forget()

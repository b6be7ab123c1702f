"""The description's editor: plain text with the keys of Markdown, and a limit to what it takes at once."""

from collections.abc import Callable
from typing import Final

from PySide6 import QtCore
from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QTextCursor

from desk_gui.ui.form.fields import TextArea, is_too_long
from desk_gui.ui.form.markdown import Change, bold, bullets, code, code_block, link

_LIST_KEY: Final = QKeySequence("Ctrl+Shift+8")
_CODE_KEY: Final = QKeySequence("Ctrl+E")
_LINK_KEY: Final = QKeySequence("Ctrl+K")
_PARAGRAPH_END: Final = "\u2029"


class DescriptionEditor(TextArea):
    """Writes Markdown on request; what is typed is never changed by itself. Every change is one step of undo.

    Signals:
        text_added: Text that was dropped stands in the description now: where it begins, and where it ends.
        long_text_pasted: Text that is too long for a description; it was not put in.
    """

    text_added = Signal(int, int)
    long_text_pasted = Signal(str)

    def make_bold(self) -> None:
        """Make what is marked bold, or plain again."""
        self._change(bold(self._marked()))

    def make_list(self) -> None:
        """Make a list of the marked lines, or of the line of the cursor; or take the list back."""
        cursor = self.textCursor()
        start, end = sorted((cursor.anchor(), cursor.position()))
        cursor.setPosition(start)
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        first = cursor.position()
        cursor.setPosition(end)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self._mark(first, cursor.position())
        self._change(bullets(self._marked()))

    def make_code(self) -> None:
        """Make what is marked code; a block of its own where it has several lines."""
        self._change(code(self._marked()))

    def make_link(self, copied: str) -> None:
        """Make a link of what is marked.

        Args:
            copied: What the clipboard holds.
        """
        self._change(link(self._marked(), copied))

    def make_code_block(self, start: int, end: int) -> None:
        """Fence the text between two places, as a block of its own."""
        self._mark(start, end)
        text = code_block(self._marked())
        before = "" if self._is_line_start(start) else "\n"
        self._replace(before + text)

    def _change(self, change: Change) -> None:
        start = self.textCursor().selectionStart()
        self._replace(change.text)
        self._mark(start + change.mark_from, start + change.mark_to)
        self.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _marked(self) -> str:
        return self.textCursor().selectedText().replace(_PARAGRAPH_END, "\n")

    def _replace(self, text: str) -> None:
        # insertText is one step of undo, with what it replaces.
        self.textCursor().insertText(text)

    def _mark(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _is_line_start(self, place: int) -> bool:
        return self.document().findBlock(place).position() == place

    @property
    def character_count(self) -> int:
        """How long the description is; known without looking at it."""
        return self.document().characterCount() - 1

    def appendPlainText(self, text: str) -> None:
        """Put dropped text at the end, unless it is too long for that, and say where it stands."""
        if is_too_long(text):
            self.refuse(text)
            return
        start = self.character_count
        super().appendPlainText(text)
        self.text_added.emit(start + 1 if start else 0, self.character_count)

    def add_paragraph(self, text: str) -> None:
        """Put text at the end, a blank line before it. The cursor stays, unless it was at the end."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        last = cursor.block()
        is_blank = not last.text().strip() and not last.previous().text().strip()
        cursor.insertText(("" if is_blank else "\n" if not last.text() else "\n\n") + text)

    def refuse(self, text: str) -> None:
        """Offer a pasted text that is too long on: it becomes a file."""
        self.long_text_pasted.emit(text)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that are Markdown's here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _change_for(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what Markdown's keys say."""
        change = _change_for(event)
        if change is None:
            super().keyPressEvent(event)
            return
        change(self)


def _change_for(event: QKeyEvent) -> Callable[[DescriptionEditor], None] | None:
    if not event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
        return None
    if event.matches(QKeySequence.StandardKey.Bold):
        return DescriptionEditor.make_bold
    pressed = QKeySequence(event.keyCombination())
    if pressed == _CODE_KEY:
        return DescriptionEditor.make_code
    if pressed == _LINK_KEY:
        return _link_with_clipboard
    # With Shift, a keyboard says the character above the digit.
    is_list = event.key() in (QtCore.Qt.Key.Key_8, QtCore.Qt.Key.Key_Asterisk, QtCore.Qt.Key.Key_ParenLeft)
    has_shift = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
    return DescriptionEditor.make_list if pressed == _LIST_KEY or (is_list and has_shift) else None


def _link_with_clipboard(editor: DescriptionEditor) -> None:
    editor.make_link(QGuiApplication.clipboard().text())

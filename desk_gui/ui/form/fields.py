"""A field of the form: its label, its editor, and the sentence under it when something is wrong."""

from typing import Final

from PySide6 import QtCore
from PySide6.QtCore import QMimeData, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desk_gui.ui.style import restyle
from desk_gui.ui.theme import gap, scaled

_TOOL_HEIGHT = 26
"""Of the buttons beside a label, where text is smallest."""

_SHORT = 1_000
"""Lines that take no more, such as names, just take what fits."""

LARGEST_PASTE: Final = 200_000
"""Characters that a many-line editor takes by one paste."""

LONGEST_LINE: Final = 10_000
"""Of one paste. A line is laid out anew with every key that is pressed in it: 200,000 characters take a second."""


class Field(QWidget):
    """A label above an editor, with room for one error sentence below. The editor's accessible name is the label."""

    def __init__(
        self, label: str, editor: QWidget, *, required: str = "", quiet: bool = False, has_tools: bool = False
    ) -> None:
        """Build the field.

        Args:
            label: As shown, without a colon or mnemonic.
            editor: Owned by the field from now on.
            required: The word shown beside the label of a field that must be filled, or "".
            quiet: Whether the label stands back behind the main fields' labels.
            has_tools: Whether buttons will come to stand beside the label, which move nothing when they do.
        """
        super().__init__()
        self.editor = editor
        self._error: QLabel | None = None
        editor.setAccessibleName(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(4))
        head = QHBoxLayout()
        head.setSpacing(gap(4))
        self.label = QLabel(label)
        self.label.setProperty("kind", "quiet_label" if quiet else "label")
        self.label.setBuddy(editor)
        head.addWidget(self.label)
        if required:
            note = QLabel(f"· {required}")
            note.setProperty("kind", "dim")
            head.addWidget(note)
        self._head = head
        if has_tools:
            head.addStrut(scaled(_TOOL_HEIGHT))
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(editor)
        if quiet:
            # Beside a field with an error below, it stays up where it was.
            layout.addStretch(0)
        self._layout = layout
        self._ends_in_stretch = quiet
        self._overfilled = ""
        self.listen_to(editor)

    def listen_to(self, editor: QWidget) -> None:
        """Say it here when an editor does not take a text because it is too long, until it is edited."""
        if isinstance(editor, TextLine | TextArea):
            editor.textChanged.connect(self._on_editor_text_changed)
            editor.overfilled.connect(self._on_editor_overfilled)
        elif isinstance(editor, LinesGroup):
            editor.changed.connect(self._on_editor_text_changed)
            editor.overfilled.connect(self._on_editor_overfilled)

    @Slot()
    def _on_editor_text_changed(self) -> None:
        if self._overfilled and self.error == self._overfilled:
            self.set_error("")

    @Slot(bool)
    def _on_editor_overfilled(self, is_partly_taken: bool) -> None:
        cut = self.tr("This field is full, and the rest was cut off: long text belongs in the description or a file.")
        refused = self.tr(
            "That text is too long for this field and was not pasted: put it in the description or a file."
        )
        self._overfilled = cut if is_partly_taken else refused
        # Said once those have heard of the text who take a sentence back.
        QTimer.singleShot(0, self._say_overfilled)

    @Slot()
    def _say_overfilled(self) -> None:
        self.set_error(self._overfilled)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a widget beside the label."""
        self._head.insertWidget(self._head.count() - 1, widget)

    def add_below(self, widget: QWidget, *, is_left: bool = False) -> None:
        """Put a widget under the editor and what is there already; as wide as they are, or to the left."""
        place = self._layout.count() - self._ends_in_stretch
        if is_left:
            self._layout.insertWidget(place, widget, 0, QtCore.Qt.AlignmentFlag.AlignLeft)
        else:
            self._layout.insertWidget(place, widget)

    @property
    def error(self) -> str:
        """The sentence shown, or ""."""
        return self._error.text().removeprefix("✕ ") if self._error and not self._error.isHidden() else ""

    def set_error(self, sentence: str) -> None:
        """Show what is wrong under the field, or nothing for ""."""
        if sentence and self._error is None:
            self._error = QLabel()
            self._error.setProperty("kind", "error")
            self._error.setTextFormat(QtCore.Qt.TextFormat.PlainText)
            self._error.setWordWrap(True)
            self.add_below(self._error)
        if self._error is not None:
            self._error.setText(f"✕ {sentence}" if sentence else "")
            self._error.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        self.editor.setProperty("wrong", bool(sentence))
        restyle(self.editor)


class TextLine(QLineEdit):
    """A one-line editor that leaves files to the window: those dropped, and those pasted.

    Signals:
        overfilled: A text was too long for it. Whether a part of it was taken.
    """

    overfilled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(False)
        self.textChanged.connect(self._on_text_changed)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        if len(text) >= self.maxLength() > _SHORT:
            self.overfilled.emit(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a paste of files or of an image go on to the window, which attaches it."""
        if event.matches(QKeySequence.StandardKey.Paste) and clipboard_holds_attachment():
            event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.Paste) and clipboard_overfills(self.maxLength()):
            # Half of it would be worse than none: the clipboard still has all.
            self.overfilled.emit(False)
            return
        super().keyPressEvent(event)


class LinesGroup(QGroupBox):
    """Several lines that are one field together.

    Signals:
        changed: Something in it is different now.
        overfilled: A text was too long for one of its lines. Whether a part of it was taken.
    """

    changed = Signal()
    overfilled = Signal(bool)


class TextArea(QPlainTextEdit):
    """A many-line editor that leaves files to the window and Tab to the keyboard user. Grows where there is room.

    Signals:
        overfilled: A text was too long to be laid out, and was not taken. Always False: no part of it was.
    """

    overfilled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave everything that is dragged to the window."""
        # Not by viewport().setAcceptDrops(): to wrap a widget it did not make, PySide sets up every class of widgets.
        event.ignore()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text, unless laying it out would hold the window up."""
        text = source.text()
        if is_too_long(text):
            self.refuse(text)
        else:
            super().insertFromMimeData(source)

    def refuse(self, _text: str) -> None:
        """Say that a text is too long; the clipboard still has all of it."""
        self.overfilled.emit(False)

    def sizeHint(self) -> QSize:
        """Want three lines, so that a form with this in it scrolls only when it must."""
        return QSize(super().sizeHint().width(), 3 * self.fontMetrics().lineSpacing() + 18)

    def minimumSizeHint(self) -> QSize:
        """Take three lines at least."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a paste of files or of an image go on to the window, which attaches it."""
        if event.matches(QKeySequence.StandardKey.Paste) and clipboard_holds_attachment():
            event.ignore()
            return
        super().keyPressEvent(event)


def is_too_long(text: str) -> bool:
    """Say whether a text is better attached as a file than put into a many-line editor."""
    if len(text) > LARGEST_PASTE:
        return True
    return len(text) > LONGEST_LINE and any(len(line) > LONGEST_LINE for line in text.splitlines())


def clipboard_holds_attachment() -> bool:
    """Say whether a paste should attach: files, or an image that is not just the picture beside a text."""
    mime = QGuiApplication.clipboard().mimeData()
    if any(url.isLocalFile() for url in mime.urls()) or mime.hasFormat("x-special/gnome-copied-files"):
        return True
    if mime.text().startswith("x-special/nautilus-clipboard\n"):
        return True  # What older file managers put in place of a text.
    has_image = mime.hasImage() or any(name.startswith("image/") for name in mime.formats())
    return has_image and not mime.hasText()


def clipboard_overfills(limit: int) -> bool:
    """Say whether the clipboard holds more text than this many characters."""
    mime = QGuiApplication.clipboard().mimeData()
    return mime.hasText() and len(mime.text()) > limit > _SHORT


def line_edit(placeholder: str = "", *, name: str = "") -> TextLine:
    """Make a one-line editor with a placeholder and, for the style sheet, an object name."""
    editor = TextLine()
    editor.setPlaceholderText(placeholder)
    editor.setObjectName(name)
    return editor

"""How the description will look. Made on this computer alone: nothing is loaded, run, or opened unasked."""

from time import perf_counter
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QMessageBox, QPushButton, QTextBrowser, QWidget

from desk_gui.ui.form.markdown import previewed
from desk_gui.ui.text import fill, plain

DELAY_MS: Final = 300
LARGEST_LIVE: Final = 100_000
"""Characters shown while typing goes on; what is longer is shown on request."""

LARGEST_SHOWN: Final = 200_000
_SLOWEST_LIVE_S: Final = 0.04
"""A preview that took longer waits to be asked for: one endless line takes more than many short ones."""

# No HTML: it would be another program's page inside this one. No tables: one of 300 columns takes seconds to lay out.
_FEATURES: Final = (
    QTextDocument.MarkdownFeature.MarkdownNoHTML | QTextDocument.MarkdownFeature.MarkdownDialectCommonMark
)
_OPENED: Final = ("http", "https", "mailto")
_LONGEST_ADDRESS_SHOWN: Final = 300


def _not_loaded() -> QImage:
    """Stand in for a picture. Given nothing at all, Qt would look for a local file of that name by itself."""
    image = QImage(16, 12, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    return image


class _ClosedDocument(QTextDocument):
    """Shows only what is in the text: pictures, styles and fonts of other places are not there."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing, from nowhere."""
        return _not_loaded()


class DescriptionPreview(QTextBrowser):
    """Shows Markdown, a moment after it changed. Links open after a question that shows the whole address.

    Signals:
        due: The text should be shown now: typing has paused.
        address_confirmed: An address that the technician wants to open.
        waiting: Whether the text is too much to be followed, so that the preview waits to be asked for.
    """

    due = Signal()
    address_confirmed = Signal(str)
    waiting = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("description_preview")
        self.setAccessibleName(self.tr("Preview of the description"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setDocument(_ClosedDocument(self))
        self._cost_s = 0.0
        self.is_waiting = False
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self.due)
        self.anchorClicked.connect(self._on_anchor_clicked)

    def follow(self, editor_length: int) -> None:
        """Note that the text changed; it is asked for once typing has paused, if it is not too much.

        Args:
            editor_length: Characters there are now.
        """
        if editor_length > LARGEST_LIVE or self._cost_s > _SLOWEST_LIVE_S:
            self._delay.stop()
            self._set_waiting(is_waiting=True)
            return
        self._delay.start()

    def show_markdown(self, text: str) -> None:
        """Show a text now: its first 200,000 characters at most, and its first 2,000 items of lists."""
        self._delay.stop()
        begun_at = perf_counter()
        bar = self.verticalScrollBar()
        place = bar.value()
        shown = previewed(text, LARGEST_SHOWN)
        self.document().setMarkdown(shown, _FEATURES)
        if len(shown) < len(text):
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock()
            cursor.insertText(self.tr("The preview ends here; the ticket has all of it."))
        bar.setValue(place)
        self._cost_s = perf_counter() - begun_at
        self._set_waiting(is_waiting=False)

    def _set_waiting(self, *, is_waiting: bool) -> None:
        if is_waiting != self.is_waiting:
            self.is_waiting = is_waiting
            self.waiting.emit(is_waiting)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing, from nowhere."""
        return _not_loaded()

    def sizeHint(self) -> QSize:
        """Want six lines."""
        return QSize(super().sizeHint().width(), 6 * self.fontMetrics().lineSpacing() + 18)

    def minimumSizeHint(self) -> QSize:
        """Take four lines at least."""
        return QSize(120, 4 * self.fontMetrics().lineSpacing() + 18)

    @Slot(QUrl)
    def _on_anchor_clicked(self, address: QUrl) -> None:
        question = LinkQuestion(address, self)
        question.accepted.connect(self._on_question_accepted)
        question.open()

    @Slot()
    def _on_question_accepted(self) -> None:
        question = self.sender()
        if isinstance(question, LinkQuestion):
            self.address_confirmed.emit(question.address)


class LinkQuestion(QMessageBox):
    """Shows an address as it is sent over the line, where letters that only look alike are told apart, and asks.

    Deletes itself when it closes.

    Attributes:
        address: As shown.
        open_it: The button that says yes; None where the address is of a kind that is not opened from here.
    """

    def __init__(self, address: QUrl, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.address = bytes(address.toEncoded().data()).decode("ascii")
        self.setWindowTitle(self.tr("Open link"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        shown = plain(self.address, _LONGEST_ADDRESS_SHOWN)
        self.open_it: QPushButton | None = None
        if address.scheme().lower() in _OPENED:
            self.setText(fill(self.tr("Open this address in the browser?\n\n%1"), shown))
            self.open_it = self.addButton(self.tr("Open"), QMessageBox.ButtonRole.AcceptRole)
        else:
            self.setText(fill(self.tr("Links of this kind are not opened from here:\n\n%1"), shown))
        cancel = self.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)

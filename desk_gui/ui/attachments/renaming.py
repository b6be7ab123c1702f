"""A field over a card's name, to give it another one."""

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_gui.outbox.draft import Attachment
from desk_gui.outbox.names import stem_of
from desk_gui.ui.text import fill


class NameEditor(QLineEdit):
    """Takes a name. Enter or leaving it keeps what was typed, Escape does not. Deletes itself afterwards.

    Signals:
        named: Attachment id and what was typed.
        closed: It is done, with or without a name; whether the keyboard was in it.
    """

    named = Signal(str, str)
    closed = Signal(bool)

    def __init__(self, attachment: Attachment, area: QRect, parent: QWidget) -> None:
        """Show the field, with all but the ending selected.

        Args:
            attachment: Whose name it is.
            area: Where the name stands.
            parent: The list's viewport.
        """
        super().__init__(attachment.name, parent)
        self._attachment_id = attachment.attachment_id
        self._is_done = False
        self.setObjectName("card_name")
        self.setAccessibleName(fill(self.tr("New name of %1"), attachment.name))
        self.setGeometry(area)
        self.setSelection(0, len(stem_of(attachment.name)))
        self.returnPressed.connect(self.keep)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def keep(self) -> None:
        """Keep what was typed."""
        self._close(is_kept=True)

    def _close(self, *, is_kept: bool) -> None:
        if self._is_done:
            return
        self._is_done = True
        if is_kept:
            self.named.emit(self._attachment_id, self.text())
        had_focus = self.hasFocus()
        self.hide()
        self.deleteLater()
        self.closed.emit(had_focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape; every other key that a text has no use for goes nowhere."""
        if event.key() == Qt.Key.Key_Escape:
            self._close(is_kept=False)
            return
        super().keyPressEvent(event)
        # What the list does with a key must not happen to the card below.
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed when the keyboard goes elsewhere; its own menu is not elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._close(is_kept=True)

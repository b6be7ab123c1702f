"""A field with a list under it: the keys that move in the list, and when it goes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk_gui.ui.form.suggestion_popup import SuggestionPopup, SuggestionRow

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Suggesting(QObject):
    """Shows rows under one field at a time. Lives on the GUI thread; the window owns it.

    Down and Up choose, Enter takes what is chosen and nothing else, Escape closes; everything else goes to the field.

    Signals:
        row_chosen: The SuggestionRow that was taken.
        asked: Down was pressed in the field while nothing was shown.
        dismissed: The list was closed with Escape, or the field was left.
    """

    row_chosen = Signal(object)
    asked = Signal()
    dismissed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._editor: QLineEdit | None = None
        self.popup: SuggestionPopup | None = None

    @property
    def editor(self) -> QLineEdit | None:
        """The field."""
        return self._editor

    @property
    def is_shown(self) -> bool:
        """Whether the list is there."""
        return self.popup is not None and self.popup.isVisible()

    def attach(self, editor: QLineEdit | None) -> None:
        """Work for this field from now on, or for none."""
        if editor is self._editor:
            return
        self.hide()
        if self._editor is not None:
            self._editor.removeEventFilter(self)
        self._editor = editor
        if editor is not None:
            editor.installEventFilter(self)

    def show_rows(self, rows: "Sequence[SuggestionRow]", name: str) -> None:
        """Show rows under the field while it has the focus; none close the list."""
        if self._editor is None or not self._editor.hasFocus() or not rows:
            self.hide()
            return
        if self.popup is None:
            # Most tickets are typed without a list: it is built when there is one.
            from desk_gui.ui.form.suggestion_popup import SuggestionPopup  # noqa: PLC0415 - see above

            self.popup = SuggestionPopup(self._editor.window())
            self.popup.row_chosen.connect(self._on_popup_row_chosen)
        self.popup.show_rows(rows, name, self._editor)

    @Slot()
    def hide(self) -> None:
        """Close the list."""
        if self.popup is not None:
            self.popup.hide()

    @Slot(object)
    def _on_popup_row_chosen(self, row: object) -> None:
        self.hide()
        self.row_chosen.emit(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that move in the list."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
            self.dismissed.emit()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._takes(event):
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        if event.modifiers() not in _PLAIN:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.hide()
            return False
        popup = self.popup if self.is_shown else None
        match event.key():
            case Qt.Key.Key_Down if popup is None:
                self.asked.emit()
                return True
            case (Qt.Key.Key_Down | Qt.Key.Key_Up) as key if popup is not None:
                popup.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            case Qt.Key.Key_Escape if popup is not None:
                self.hide()
                self.dismissed.emit()
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if popup is not None:
                row = popup.chosen_row()
                self.hide()
                if row is not None:
                    self.row_chosen.emit(row)
                return row is not None
        return False

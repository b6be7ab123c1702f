"""A row of buttons of which one, or none, is chosen: priority and ticket type."""

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QPushButton

from desk_gui.ui.style import button
from desk_gui.ui.theme import scaled


class ChoiceGroup(QGroupBox):
    """Buttons side by side. Pressing the chosen one takes the choice back: what is left empty is not sent.

    A named group of buttons, because screen readers announce a combo box by its value only.

    Signals:
        choice_changed: The choice is another now.
    """

    choice_changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], *, first_key: int | None = None) -> None:
        """Build the group.

        Args:
            choices: Value and visible text of each button, in reading order; values are unique and not empty.
            first_key: The digit that, with Alt, presses the first button from anywhere in the window; the others have
                those that follow. None for no such keys.
        """
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for index, (value, text) in enumerate(choices):
            made = button(text, kind="choice")
            made.setCheckable(True)
            place = "first" if index == 0 else "last" if index == len(choices) - 1 else "middle"
            made.setProperty("place", place)
            # The chosen button's text is bold: leave it room, so that choosing never clips or moves anything.
            bold = QFont(made.font())
            bold.setWeight(QFont.Weight.Bold)
            made.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(text) + scaled(22))
            made.clicked.connect(self._on_button_clicked)
            if first_key is not None:
                key = QKeySequence(f"Alt+{first_key + index}")
                # Not the button's own: that would take the focus out of the field that is being typed in.
                QShortcut(key, self, made.click)
                made.setToolTip(key.toString(QKeySequence.SequenceFormat.NativeText))
            layout.addWidget(made, 1)
            self._buttons[value] = made
        self.setFocusProxy(next(iter(self._buttons.values())))

    def value(self) -> str:
        """Return the chosen value, or ""."""
        return next((value for value, made in self._buttons.items() if made.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose a value, or none for ""."""
        if value == self.value():
            return
        for known, made in self._buttons.items():
            made.setChecked(known == value)
        self.choice_changed.emit()

    @Slot()
    def _on_button_clicked(self) -> None:
        clicked = self.sender()
        for made in self._buttons.values():
            if made is not clicked:
                made.setChecked(False)
        self.choice_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the buttons with the arrow keys."""
        step = {QtCore.Qt.Key.Key_Left: -1, QtCore.Qt.Key.Key_Right: 1}.get(QtCore.Qt.Key(event.key()), 0)
        made = list(self._buttons.values())
        focused = next((index for index, one in enumerate(made) if one.hasFocus()), -1)
        if step and focused >= 0:
            made[(focused + step) % len(made)].setFocus(QtCore.Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

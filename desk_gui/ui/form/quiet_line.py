"""A quiet line under a field: one sentence, and a button or two. It never stands in anybody's way."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desk_gui.ui.style import button, say_signed
from desk_gui.ui.theme import gap


class QuietLine(QWidget):
    """Hidden while it has nothing to say.

    Signals:
        asked: Number of the button that was pressed, from 0.
    """

    asked = Signal(int)

    def __init__(self, *, kind: str = "dim") -> None:
        """Build the line.

        Args:
            kind: Of the style sheet's labels: `dim` or `warning`.
        """
        super().__init__()
        self._tone = "warn" if kind == "warning" else ""
        self._sentence = ""
        self._label = QLabel()
        self._label.setProperty("kind", kind)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._buttons = (button("", kind="link"), button("", kind="link"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(4))
        layout.addWidget(self._label, 1)
        for made in self._buttons:
            made.hide()
            made.clicked.connect(self._on_button_clicked)
            layout.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said, or ""."""
        return self._sentence if not self.isHidden() else ""

    @property
    def buttons(self) -> tuple[str, ...]:
        """What the buttons say that are there."""
        return tuple(made.text() for made in self._buttons if not made.isHidden()) if not self.isHidden() else ()

    def say(self, sentence: str, buttons: Sequence[str] = (), tooltip: str = "") -> None:
        """Say this, or nothing for "".

        Args:
            sentence: Plain text.
            buttons: What the buttons say, two at most.
            tooltip: More about it.
        """
        is_new = bool(sentence) and sentence != self.sentence
        self._sentence = sentence
        say_signed(self._label, sentence, self._tone)
        self._label.setToolTip(tooltip)
        for place, made in enumerate(self._buttons):
            made.setVisible(place < len(buttons))
            if place < len(buttons):
                made.setText(buttons[place])
                made.setAccessibleName(buttons[place])
        self.setVisible(bool(sentence))
        if is_new:
            from desk_gui.ui.form.suggestion_popup import announce  # noqa: PLC0415 - nothing is said before the paint

            announce(self, sentence)

    @Slot()
    def _on_button_clicked(self) -> None:
        self.asked.emit(self._buttons.index(self.sender()))

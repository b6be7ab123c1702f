"""Lines under the cards: what was left out and why, and what only goes on when the technician says so."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desk_gui.ui.style import button
from desk_gui.ui.text import fill
from desk_gui.ui.theme import gap

_SENTENCE_WIDTH_EM = 15
"""Room that a sentence wants beside its buttons, in heights of a line of text."""

MOST_SHOWN = 3
"""Questions, and sentences, at a time; the rest is counted, and questions move up."""


class Answer(Enum):
    """What a line's button says."""

    DOWNLOAD = auto()
    AS_LINK = auto()
    ADD_FILES = auto()
    AS_ZIP = auto()
    KEEP = auto()
    REMOVE = auto()
    LEAVE = auto()
    UNDO = auto()
    OPEN = auto()
    SMALLER = auto()


Choices = Sequence[tuple[Answer, str]]


class Line(QFrame):
    """One question with its buttons.

    Signals:
        answered: The line's key and the Answer.
    """

    answered = Signal(str, object)

    def __init__(self, key: str, sentence: str, choices: Choices) -> None:
        """Build the line.

        Args:
            key: Comes back with the answer.
            sentence: What it is about.
            choices: The answers and what their buttons say.
        """
        super().__init__()
        self.setObjectName("tray_line")
        self.key = key
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setProperty("kind", "dim")
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout()
        self._row.setSpacing(gap(6))
        self._row.addStretch(0)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap(4))
        self._layout.addWidget(self._label, 1)
        self._layout.addLayout(self._row)
        self._buttons: dict[Answer, QPushButton] = {}
        self.change(sentence, choices)

    @property
    def sentence(self) -> str:
        """What it is about."""
        return self._label.text()

    @property
    def buttons(self) -> dict[Answer, QPushButton]:
        """The buttons there are, by what they say, from the left."""
        return dict(self._buttons)

    def change(self, sentence: str, choices: Choices) -> None:
        """Ask something else; a button that stays keeps the keyboard."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        wanted = dict(choices)
        for answer in [answer for answer in self._buttons if answer not in wanted]:
            self._buttons.pop(answer).deleteLater()
        for place, (answer, text) in enumerate(choices):
            made = self._buttons.get(answer)
            if made is None:
                made = self._buttons[answer] = button(text, kind="small")
                made.clicked.connect(self._on_button_clicked)
                self._row.insertWidget(place, made)
            made.setText(text)
            made.setAccessibleName(text)
            # Said with the button, as the sentence itself cannot be reached with the keyboard.
            made.setAccessibleDescription(sentence)
        self._buttons = {answer: self._buttons[answer] for answer, _text in choices}

    @Slot()
    def _on_button_clicked(self) -> None:
        sender = self.sender()
        answer = next((answer for answer, made in self._buttons.items() if made is sender), None)
        if answer is not None:
            self.answered.emit(self.key, answer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the sentence where there is no room beside it."""
        super().resizeEvent(event)
        is_wide = self.width() - self._row.sizeHint().width() >= _SENTENCE_WIDTH_EM * self.fontMetrics().height()
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)


class Lines(QWidget):
    """Sentences, and questions. Never in the way: whoever does not answer goes on.

    Signals:
        answered: A question's key and the Answer.
        emptied: The last question went, and the keyboard with it.
    """

    answered = Signal(str, object)
    emptied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sentences: list[str] = []
        self._waiting: list[tuple[str, str, Choices]] = []
        self.questions: list[Line] = []
        self._notice = QLabel()
        self._notice.setProperty("kind", "error")
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setWordWrap(True)
        self._notice.hide()
        self._warnings: list[str] = []
        self._warning = QLabel()
        self._warning.setProperty("kind", "warning")
        self._warning.setTextFormat(Qt.TextFormat.PlainText)
        self._warning.setWordWrap(True)
        self._warning.hide()
        self._rest = QLabel()
        self._rest.setProperty("kind", "dim")
        self._rest.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap(4))
        self._layout.addWidget(self._rest)
        self._layout.addWidget(self._warning)
        self._layout.addWidget(self._notice)
        self.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said to be left out."""
        return tuple(self._sentences)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is said of files that were taken."""
        return tuple(self._warnings)

    def say(self, sentences: Sequence[str]) -> None:
        """Say that this was left out, and nothing else."""
        is_more = len(sentences) > len(self._sentences)
        self._sentences = list(sentences)
        self._warnings = []
        self._show_sentences()
        if is_more:
            self._announce(sentences[-1])

    def warn(self, sentence: str) -> None:
        """Say this too of a file that was taken."""
        self._warnings.append(sentence)
        self._show_sentences()
        self._announce(sentence)

    def _show_sentences(self) -> None:
        for label, sentences, mark in ((self._notice, self._sentences, "✕"), (self._warning, self._warnings, "!")):
            shown = [f"{mark} {sentence}" for sentence in sentences[:MOST_SHOWN]]
            if len(sentences) > MOST_SHOWN:
                shown.append(fill(self.tr("… and %1 more."), str(len(sentences) - MOST_SHOWN)))
            label.setText("\n".join(shown))
            label.setVisible(bool(shown))
        self._fit()

    def say_also(self, sentence: str) -> None:
        """Say that one more was left out."""
        self._sentences.append(sentence)
        self._show_sentences()
        self._announce(sentence)

    def ask(self, key: str, sentence: str, choices: Choices, *, is_first: bool = False) -> None:
        """Ask a question, or ask it differently.

        Args:
            key: Comes back with the answer.
            sentence: What it is about.
            choices: The answers and what their buttons say.
            is_first: Whether it is about what was done right now, and goes before all others.
        """
        shown = next((line for line in self.questions if line.key == key), None)
        if shown is not None:
            shown.change(sentence, choices)
            self._put_in_order()
            return
        places = [place for place, waiting in enumerate(self._waiting) if waiting[0] == key]
        if places:
            self._waiting[places[0]] = (key, sentence, choices)
            return
        if is_first:
            self._show_line(0, Line(key, sentence, choices))
            if len(self.questions) > MOST_SHOWN:
                self._put_off(self.questions.pop())
        else:
            self._waiting.append((key, sentence, choices))
        self._fill_up()
        self._announce(sentence)

    def _put_off(self, line: Line) -> None:
        """Let a question that is shown wait for its turn again."""
        choices = tuple((answer, made.text()) for answer, made in line.buttons.items())
        self._waiting.insert(0, (line.key, line.sentence, choices))
        self._layout.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _show_line(self, place: int, line: Line) -> None:
        line.answered.connect(self.answered)
        self._layout.insertWidget(place, line)
        self.questions.insert(place, line)

    def drop(self, key: str) -> None:
        """Take a question back; the keyboard goes on to the next one."""
        self._waiting = [waiting for waiting in self._waiting if waiting[0] != key]
        line = next((line for line in self.questions if line.key == key), None)
        if line is None:
            self._fit()
            return
        had_focus = line.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        place = self.questions.index(line)
        self.questions.remove(line)
        self._layout.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._fill_up()
        if had_focus and self.questions:
            following = self.questions[min(place, len(self.questions) - 1)]
            next(iter(following.buttons.values())).setFocus()
        elif had_focus:
            self.emptied.emit()

    def clear(self) -> None:
        """Say nothing and ask nothing."""
        self._waiting.clear()
        for line in list(self.questions):
            self.drop(line.key)
        self.say(())

    def _fill_up(self) -> None:
        while self._waiting and len(self.questions) < MOST_SHOWN:
            self._show_line(len(self.questions), Line(*self._waiting.pop(0)))
        self._put_in_order()
        self._rest.setText(fill(self.tr("… and %1 more to answer."), str(len(self._waiting))))
        self._rest.setVisible(bool(self._waiting))
        self._fit()

    def _put_in_order(self) -> None:
        """Let the Tab key go through the questions as the eye does."""
        before: QWidget = self
        for line in self.questions:
            for made in line.buttons.values():
                QWidget.setTabOrder(before, made)
                before = made

    def _fit(self) -> None:
        self.setVisible(bool(self.questions or self._sentences or self._warnings))

    def _announce(self, sentence: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

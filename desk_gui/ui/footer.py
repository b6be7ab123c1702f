"""The bottom of the window: whether the draft is saved, what must be fixed, and the one primary button."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desk_gui.outbox.draft import Field, Problem
from desk_gui.ui.style import ElidedButton, PrimaryButton, button
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import FOOT_SPACE, gap, gaps, scaled

_MOST_LINKS = 5
"""More would leave no room for Submit; the fields themselves say what is wrong."""


class SubmitButton(PrimaryButton):
    """The primary button, with its key written small at its right end."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._key = QLabel("Ctrl ↵", self)
        self._key.setStyleSheet("background: transparent; color: palette(highlighted-text);")
        self._room_px = 0
        self._leave_room()

    def _leave_room(self) -> None:
        """Leave room for the key beside the word; larger text needs more."""
        self._key.adjustSize()
        room_px = self._key.width() + scaled(36)
        if room_px != self._room_px:
            self._room_px = room_px
            self.setStyleSheet(f"#submit {{ text-align: left; padding-right: {room_px}px; }}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key at the right end."""
        super().resizeEvent(event)
        self._leave_room()
        self._key.move(self.width() - self._key.width() - scaled(18), (self.height() - self._key.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Wear the focus ring inside, in the colour of the text: next to the accent it would not be seen."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.HighlightedText), 2))
            painter.drawRoundedRect(self.rect().adjusted(4, 4, -4, -4), 4, 4)
            painter.end()


class Footer(QFrame):
    """What is saved, what is to fix, and Submit. Submit is never greyed out.

    Signals:
        submit_asked: The primary button was pressed.
        field_asked: A Field whose problem should be shown; of a schema's custom field its Problem.
        new_asked: Another ticket should be begun; what is in the form is kept.
        discard_asked: What is in the form should go.
    """

    submit_asked = Signal()
    new_asked = Signal()
    discard_asked = Signal()
    field_asked = Signal(object)

    def __init__(self, *, is_practice: bool) -> None:
        super().__init__()
        self.setObjectName("footer")
        self._saved = QLabel()
        self._saved.setProperty("kind", "dim")
        self._to_fix = QLabel()
        self._to_fix.setProperty("kind", "error")
        self._shown: tuple[Problem, ...] = ()
        self._links = QWidget()
        self._links_row = QHBoxLayout(self._links)
        self._links_row.setContentsMargins(0, 0, 0, 0)
        self._links_row.setSpacing(gap(2))
        self.submit = SubmitButton(self.tr("Submit practice ticket") if is_practice else self.tr("Submit ticket"))
        self.submit.setToolTip(self.tr("Submit from anywhere with Ctrl+Enter"))
        self.submit.clicked.connect(self.submit_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(*gaps(20, FOOT_SPACE, 20, FOOT_SPACE))
        row.setSpacing(gap(10))
        self.new = button(self.tr("New"), kind="small", tooltip=self.tr("Keep this draft and begin another (Ctrl+N)"))
        self.new.clicked.connect(self.new_asked)
        self.discard = button(
            self.tr("Discard"), kind="link", tooltip=self.tr("Discard this draft; it can be undone (Ctrl+Shift+D)")
        )
        self.discard.clicked.connect(self.discard_asked)
        self.discard.hide()
        row.addWidget(self.new)
        row.addWidget(self._saved)
        row.addWidget(self.discard)
        row.addStretch(1)
        row.addWidget(self._to_fix)
        row.addWidget(self._links)
        row.addWidget(self.submit)

    def show_saved(self, text: str) -> None:
        """Say that the draft is saved, or nothing."""
        self._saved.setText(text)

    def show_discard(self, *, is_possible: bool) -> None:
        """Offer to discard the draft where there is one."""
        self.discard.setVisible(is_possible)

    def show_problems(self, problems: tuple[Problem, ...], labels: dict[Field, str]) -> None:
        """Say how many things are to fix, each a link to its field.

        Args:
            problems: What is wrong, in the form's order.
            labels: The visible label of each field named.
        """
        while (item := self._links_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        found: dict[Field | str, Problem] = {}
        for problem in problems:
            found.setdefault(problem.key or problem.field, problem)
        self._shown = tuple(found.values())
        self._to_fix.setText(self.tr("%n things to fix:", "", len(found)) if found else "")
        for place, problem in enumerate(self._shown[:_MOST_LINKS]):
            label = plain(problem.subject, 30) if problem.key else labels[problem.field]
            link = ElidedButton(label)
            link.setProperty("kind", "link")
            link.setAccessibleName(fill(self.tr("Go to %1"), label))
            link.setToolTip(link.accessibleName())
            link.setProperty("tone", "bad")
            link.setProperty("place", place)
            link.clicked.connect(self._on_link_clicked)
            self._links_row.addWidget(link)
        if len(found) > _MOST_LINKS:
            self._links_row.addWidget(QLabel("…"))

    @Slot()
    def _on_link_clicked(self) -> None:
        problem = self._shown[int(self.sender().property("place"))]
        self.field_asked.emit(problem if problem.key else problem.field)

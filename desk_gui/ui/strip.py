"""The strip above the form: what became of the last ticket, or what has to be done first."""

from collections.abc import Sequence
from enum import Enum, auto
from functools import reduce

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desk_gui.qt.early import NO_FOCUS, PLAIN_TEXT, SELECTABLE_TEXT, set_early
from desk_gui.ui.style import SIGNS, button, set_tone
from desk_gui.ui.theme import gap, gaps

_OFFER_KEY = "Ctrl+Alt+Z"
"""The window's action of that name presses the first button."""


class StripAction(Enum):
    """What a button of the strip asks for."""

    OPEN_SETTINGS = auto()
    UNDO_SUBMIT = auto()
    UNDO_DISCARD = auto()
    KEEP_RECOVERED = auto()
    DISCARD_RECOVERED = auto()
    LARGE_CONTROLS = auto()
    NO_LARGE_CONTROLS = auto()
    UNDO_TEMPLATE = auto()
    REDO_TEMPLATE = auto()


class Strip(QFrame):
    """One or two lines and a button or two, until the next ticket. Never a box that blocks.

    Signals:
        action_asked: A StripAction.
    """

    action_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._lead = QLabel()
        set_early(self._lead, PLAIN_TEXT)
        self._ticket_id = QLabel()
        self._ticket_id.setObjectName("strip_id")
        set_early(self._ticket_id, PLAIN_TEXT)
        set_early(self._ticket_id, SELECTABLE_TEXT)
        set_early(self._ticket_id, NO_FOCUS)
        self._tail = QLabel()
        set_early(self._tail, PLAIN_TEXT)
        self._tail.setWordWrap(True)
        self.copy = button(self.tr("Copy ID"), kind="small", tooltip=self.tr("Copy the ticket's ID (Ctrl+Shift+I)"))
        self.buttons = (button("", kind="small"), button("", kind="small"))
        self._actions: tuple[StripAction, ...] = ()
        self._sign: QLabel | None = None
        self._said: tuple[str, ...] = ()
        self._offer = ""
        self.copy.clicked.connect(self._on_copy_clicked)
        for made in self.buttons:
            made.clicked.connect(self._on_button_clicked)
        self._row = row = QHBoxLayout()
        row.setSpacing(gap(10))
        row.addWidget(self._lead)
        row.addWidget(self._ticket_id)
        row.addWidget(self._tail, 1)
        row.addStretch()
        row.addWidget(self.copy)
        for made in self.buttons:
            row.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*gaps(12, 6, 8, 6))
        layout.addLayout(row)
        self.hide()

    @property
    def ticket_id(self) -> str:
        """The ID shown, or ""."""
        return self._ticket_id.text() if not self.isHidden() else ""

    @property
    def offers(self) -> tuple[StripAction, ...]:
        """What the buttons shown ask for."""
        return self._actions if not self.isHidden() else ()

    def say(
        self,
        lead: str,
        *,
        ticket_id: str = "",
        tail: str = "",
        tone: str = "ok",
        actions: Sequence[tuple[StripAction, str]] = (),
    ) -> None:
        """Show a sentence and tell screen readers.

        Args:
            lead: What stands first.
            ticket_id: Shown large, with Copy; or "".
            tail: What stands last.
            tone: `ok`, `warn` or `plain`.
            actions: What the buttons ask for and say, two at most.
        """
        if not ticket_id:
            # A sentence may be long: the label that wraps takes all of it.
            lead, tail = "", f"{lead} {tail}".strip()
        self._show_sign(tone)
        set_tone(self, tone)
        for label, text in ((self._lead, lead), (self._ticket_id, ticket_id), (self._tail, tail)):
            label.setText(text)
            label.setVisible(bool(text))
        self.copy.setText(self.tr("Copy ID"))
        self.copy.setVisible(bool(ticket_id))
        self._actions = tuple(action for action, _text in actions)
        for place, made in enumerate(self.buttons):
            made.setVisible(place < len(actions))
            made.setToolTip(f"{actions[0][1]} ({_OFFER_KEY})" if place == 0 and actions else "")
            if place < len(actions):
                made.setText(actions[place][1])
                made.setAccessibleName(actions[place][1])
        self.show()
        sentence = " ".join(text for text in (lead, ticket_id, tail) if text)
        self._said, self._offer = (sentence,), sentence if actions else ""
        self.setAccessibleName(sentence)
        self._announce(sentence)

    def add(self, sentence: str, *, instead_of: str = "") -> None:
        """Warn of something, and leave what stands there and its buttons: neither was read yet, perhaps.

        Only the new sentence is told to screen readers; they have heard the others. A ticket's ID gives way, as ever.

        Args:
            sentence: What stands last.
            instead_of: What it takes the place of, where that is still shown.
        """
        if self.isHidden() or self.ticket_id:
            self.say(sentence, tone="warn")
            return
        self._show_said((*(one for one in self._said if one not in (sentence, instead_of)), sentence))
        self._show_sign("warn")
        set_tone(self, "warn")
        self._announce(sentence)

    def withdraw(self, sentence: str) -> None:
        """Take a sentence back that is no longer so; nothing happens where it is not shown."""
        if self.isHidden() or sentence not in self._said:
            return
        left = tuple(one for one in self._said if one != sentence)
        if left:
            self._show_said(left)
        else:
            self.hide()

    def end_offer(self) -> None:
        """Take back what the buttons belong to, and them; warnings beside it stay."""
        self._actions = ()
        for made in self.buttons:
            made.hide()
        self.withdraw(self._offer)

    def _show_said(self, sentences: tuple[str, ...]) -> None:
        # The window paints before there are two things to say.
        from desk_gui.ui.words import joined  # noqa: PLC0415 - see above

        self._said = sentences
        self._tail.setText("\n".join(sentences))
        self._tail.show()
        self.setAccessibleName(reduce(joined, sentences))

    def _announce(self, sentence: str) -> None:
        # The window paints before there is anything to say.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - see above

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _show_sign(self, tone: str) -> None:
        if self._sign is None:
            # The window paints before there is anything to say.
            self._sign = QLabel()
            self._row.insertWidget(0, self._sign)
        self._sign.setText(SIGNS.get(tone, ""))
        self._sign.setVisible(tone in SIGNS)

    @Slot()
    def copy_shown_id(self) -> None:
        """Copy the ID that is shown, if one is."""
        if self.ticket_id:
            self.copy.click()

    @Slot()
    def take_offer(self) -> None:
        """Press the first button, where something is offered."""
        if self.offers:
            self.buttons[0].click()

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._ticket_id.text())
        self.copy.setText(self.tr("Copied"))

    @Slot()
    def _on_button_clicked(self) -> None:
        place = self.buttons.index(self.sender())
        if place < len(self._actions):
            self.action_asked.emit(self._actions[place])

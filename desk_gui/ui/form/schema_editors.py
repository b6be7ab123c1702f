"""An editor for each kind of a schema's field. All hold their value as text in canonical spelling."""

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QWidget

from desk_gui.outbox.draft import as_number
from desk_gui.outbox.fieldschema import FALSE, TRUE, Kind, SchemaField, is_date, read_number
from desk_gui.ui.form.choice_group import ChoiceGroup
from desk_gui.ui.form.fields import TextArea, TextLine
from desk_gui.ui.style import button
from desk_gui.ui.text import fill
from desk_gui.ui.theme import gap

_MOST_BUTTONS = 4
_THIN_SPACE = "\u202f"
_LONGEST_BUTTONS = 28
"""Letters on the buttons of a choice, together; what is longer becomes a list."""


class _Holder:
    """What editors share that hold a text. Stands beside the widget's class, which knows how it is read and shown."""

    def value(self) -> str:
        """Return what is in it."""
        raise NotImplementedError

    def set_value(self, value: str) -> None:
        """Show a value. What is there already is not touched, nor is the cursor in it."""
        if value != self.value():
            self._show(value)

    def _show(self, value: str) -> None:
        raise NotImplementedError


class LineEditor(_Holder, TextLine):
    """One line of text.

    Signals:
        edited: The value is another now.
    """

    edited = Signal()

    def __init__(self, field: SchemaField) -> None:
        super().__init__()
        self.setPlaceholderText(field.hint)
        self.textChanged.connect(self.edited)

    @property
    def focused(self) -> QWidget:
        """What takes the focus, and has the field's name."""
        return self

    def value(self) -> str:
        """Return what is in it."""
        return self.text()

    def _show(self, value: str) -> None:
        self.setText(value)


class NumberEditor(LineEditor):
    """A number, typed as the language writes it. What is no number stays as typed, and is complained about."""

    def __init__(self, field: SchemaField) -> None:
        super().__init__(field)
        if not field.hint and field.least is not None and field.most is not None:
            self.setPlaceholderText(fill(self.tr("%1 to %2"), f"{field.least:g}", f"{field.most:g}"))

    def value(self) -> str:
        """Return the number with a dot, or what is typed where it is none."""
        locale, typed = QLocale(), self.text()
        if number := read_number(typed, decimal=locale.decimalPoint(), group=locale.groupSeparator()):
            return number
        # `1.500` that may mean 1500 is spelled as a number with a dot is: told apart, or 1.5 would go out unasked.
        return typed if as_number(typed.strip()) is None else typed.replace(locale.groupSeparator(), _THIN_SPACE)

    def _show(self, value: str) -> None:
        """Show a number with the language's sign."""
        shown = read_number(value, decimal=".", group="")
        self.setText(shown.replace(".", QLocale().decimalPoint()) if shown else value)


class _DateLine(TextLine):
    """The line of a date: the arrow keys go from day to day."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(QDate.currentDate().toString(Qt.DateFormat.ISODate))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go a day on with Up, a day back with Down."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        day = QDate.fromString(self.text().strip(), Qt.DateFormat.ISODate)
        if step and day.isValid():
            self.setText(day.addDays(step).toString(Qt.DateFormat.ISODate))
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write a date that was typed another way as it will be sent."""
        super().focusOutEvent(event)
        if (found := read_date(self.text())) and found != self.text():
            self.setText(found)


def read_date(text: str) -> str:
    """Return a typed day in canonical spelling; "" for what is none.

    The international way and the language's own are understood; two digits are a year of this century.
    """
    typed = text.strip()
    if is_date(typed):
        return typed
    locale = QLocale()
    for form in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat):
        pattern = locale.dateFormat(form)
        for tried in (pattern, pattern.replace("yyyy", "yy").replace("yy", "yyyy"), pattern.replace("yyyy", "yy")):
            day = locale.toDate(typed, tried)
            if day.isValid():
                century = 2000 - 1900 if day.year() < 2000 and "yyyy" not in tried else 0  # noqa: PLR2004 - Qt takes two digits for the last century
                return day.addYears(century).toString(Qt.DateFormat.ISODate)
    return ""


class DateEditor(_Holder, QWidget):
    """A day, or none: a line, and a button for today.

    Signals:
        edited: The value is another now.
    """

    edited = Signal()

    def __init__(self, field: SchemaField) -> None:
        super().__init__()
        self._line = _DateLine()
        if field.hint:
            self._line.setPlaceholderText(field.hint)
        self._today = button(self.tr("Today"), kind="small", tooltip=self.tr("Put today's date in"))
        self._today.setAccessibleName(fill(self.tr("Today for %1"), field.label))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(8))
        layout.addWidget(self._line, 1)
        layout.addWidget(self._today)
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self.edited)
        self._today.clicked.connect(self._on_today_clicked)

    @property
    def focused(self) -> QWidget:
        """What takes the focus, and has the field's name."""
        return self._line

    def value(self) -> str:
        """Return the day, or what is typed where it is none."""
        return read_date(self._line.text()) or self._line.text()

    def _show(self, value: str) -> None:
        self._line.setText(value)

    @Slot()
    def _on_today_clicked(self) -> None:
        self.set_value(QDate.currentDate().toString(Qt.DateFormat.ISODate))


class ButtonsEditor(ChoiceGroup):
    """One of a few values, or none: a named group of buttons.

    Signals:
        edited: The value is another now.
    """

    edited = Signal()

    def __init__(self, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__(choices)
        self._stray = ""
        self._known = frozenset(value for value, _ in choices)
        self.choice_changed.connect(self._on_choice_changed)

    @property
    def focused(self) -> QWidget:
        """What has the field's name: a screen reader says it on the way to the buttons."""
        return self

    def value(self) -> str:
        """Return the choice; a value that is none of the buttons is kept until one is pressed."""
        return super().value() or self._stray

    def set_value(self, value: str) -> None:
        """Choose a value."""
        self._stray = ""
        super().set_value(value if value in self._known else "")
        self._stray = "" if value in self._known else value

    @Slot()
    def _on_choice_changed(self) -> None:
        self._stray = ""
        self.edited.emit()


class ListEditor(_Holder, QComboBox):
    """One of many values, or none: a list that can be typed into.

    Signals:
        edited: The value is another now.
    """

    edited = Signal()

    def __init__(self, field: SchemaField) -> None:
        super().__init__()
        self.setEditable(True)
        self._line = TextLine()
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._values = {choice.label.casefold(): choice.value for choice in field.choices}
        self._labels = {choice.value: choice.label for choice in field.choices}
        self.addItems([choice.label for choice in field.choices])
        self.setCurrentIndex(-1)
        self._line.setPlaceholderText(field.hint or self.tr("Choose, or type to find"))
        if (completer := self.completer()) is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.editTextChanged.connect(self.edited)

    @property
    def focused(self) -> QWidget:
        """What takes the focus, and has the field's name."""
        return self._line

    def value(self) -> str:
        """Return the value that is shown, or what is typed where it is none of the list."""
        typed = self.currentText().strip()
        return self._values.get(typed.casefold(), typed)

    def _show(self, value: str) -> None:
        self.setCurrentIndex(self.findText(self._labels.get(value, "\0")))
        self.setEditText(self._labels.get(value, value))


class LinesEditor(_Holder, TextArea):
    """Several lines of text.

    Signals:
        edited: The value is another now.
    """

    edited = Signal()

    def __init__(self, field: SchemaField) -> None:
        super().__init__()
        self.setPlaceholderText(field.hint)
        self.textChanged.connect(self.edited)

    @property
    def focused(self) -> QWidget:
        """What takes the focus, and has the field's name."""
        return self

    def value(self) -> str:
        """Return what is in it."""
        return self.toPlainText()

    def _show(self, value: str) -> None:
        self.setPlainText(value)


Editor = LineEditor | NumberEditor | DateEditor | ButtonsEditor | ListEditor | LinesEditor


def editor_for(field: SchemaField, yes: str, no: str) -> Editor:
    """Make the editor of a field.

    Args:
        field: It.
        yes: What a checkbox's first button says.
        no: What its second says; with neither pressed nothing is sent.
    """
    match field.kind:
        case Kind.NUMBER:
            return NumberEditor(field)
        case Kind.DATE:
            return DateEditor(field)
        case Kind.CHECKBOX:
            return ButtonsEditor(((TRUE, yes), (FALSE, no)))
        case Kind.CHOICE:
            letters = sum(len(choice.label) for choice in field.choices)
            if len(field.choices) <= _MOST_BUTTONS and letters <= _LONGEST_BUTTONS:
                return ButtonsEditor(tuple((choice.value, choice.label) for choice in field.choices))
            return ListEditor(field)
        case Kind.MULTI_LINE:
            return LinesEditor(field)
    return LineEditor(field)

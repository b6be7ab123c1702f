"""The fields that a team's schema wants, in the fold of the form."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from desk_gui.outbox.desk_people import custom_field
from desk_gui.outbox.draft import mended
from desk_gui.outbox.fieldschema import Kind, Schema, SchemaField
from desk_gui.ui.form.completion_flow import COMPLETES
from desk_gui.ui.form.fields import Field
from desk_gui.ui.form.schema_editors import Editor, editor_for
from desk_gui.ui.style import button, restyle
from desk_gui.ui.text import fill
from desk_gui.ui.theme import gap

_AT_ONCE = 1
"""Fields made in one go; the window serves keys and paints in between."""

_COLUMN_EM = 15
"""What a column wants at least, in heights of a line of text."""

_HEAD_EM = 1.5


class SchemaFieldView(Field):
    """One field: its editor, its mark, and whether it holds something of this laptop.

    Signals:
        edited: The value is another now.

    Attributes:
        spec: What the schema says of it.
        input: Its editor.
    """

    edited = Signal()

    def __init__(self, spec: SchemaField, editor: Editor, required: str) -> None:
        super().__init__(spec.label, editor, required=required)
        self.spec = spec
        self.input = editor
        self._fact = ""
        self._chip: QLabel | None = None
        self._switch: QPushButton | None = None
        # As high with the mark of this laptop as without, so that editors beside each other stand on one line.
        self.label.setMinimumHeight(round(_HEAD_EM * self.fontMetrics().height()))
        editor.focused.setAccessibleName(spec.label)
        # What was accepted before is offered for texts alone, and for nothing private.
        is_completed = spec.kind is Kind.TEXT and not spec.is_private
        editor.focused.setProperty(COMPLETES, custom_field(spec.key) if is_completed else "")
        self.label.setBuddy(editor.focused)
        if editor.focused is not editor:
            self.listen_to(editor.focused)
        editor.edited.connect(self._on_editor_edited)

    def set_error(self, sentence: str) -> None:
        """Show what is wrong, also where the focus goes."""
        super().set_error(sentence)
        inner = self.input.focused
        if inner is not self.editor:
            inner.setAccessibleDescription(sentence)
            inner.setProperty("wrong", bool(sentence))
            restyle(inner)

    def know(self, fact: str) -> None:
        """Take note of what this laptop would put in; "" for nothing."""
        self._fact = fact
        if fact and self._switch is None:
            self._chip = QLabel(self.tr("this laptop"))
            self._chip.setProperty("kind", "tag")
            self._switch = button("", kind="link")
            self._switch.clicked.connect(self._on_switch_clicked)
            self.add_to_head(self._chip)
            self.add_to_head(self._switch)
        self._show_fact()

    def _show_fact(self) -> None:
        if self._chip is None or self._switch is None:
            return
        is_in = bool(self._fact) and self.input.value() == self._fact
        self._chip.setVisible(is_in)
        self._switch.setVisible(bool(self._fact))
        self._switch.setText(self.tr("Take out") if is_in else self.tr("Use this laptop's"))
        name = self.tr("Take this laptop's value out of %1") if is_in else self.tr("Put this laptop's value into %1")
        self._switch.setAccessibleName(fill(name, self.spec.label))

    @Slot()
    def _on_switch_clicked(self) -> None:
        self.input.set_value("" if self.input.value() == self._fact else self._fact)

    @Slot()
    def _on_editor_edited(self) -> None:
        if self.error:
            self.set_error("")
        self._show_fact()
        self.edited.emit()


class SchemaFields(QWidget):
    """The schema's fields, in one or two columns. They are made a few at a time, so that nobody waits for fifty.

    Signals:
        changed: A value is another now.
        field_made: A SchemaFieldView is there now; for whoever completes what is typed into it.
        view_wanted: A SchemaFieldView should be scrolled to.
    """

    changed = Signal()
    field_made = Signal(object)
    view_wanted = Signal(object)

    def __init__(self, schema: Schema) -> None:
        super().__init__()
        self.schema = schema
        self.views: list[SchemaFieldView] = []
        self._values: dict[str, str] = {}
        self._errors: dict[str, str] = {}
        self._facts: Mapping[str, str] = {}
        self._wanted = ""
        self._columns = 1
        self._row = self._column = 0
        self._is_showing = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(gap(12))
        self._grid.setVerticalSpacing(gap(12))
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._making = QTimer(self)
        self._making.timeout.connect(self._on_making_timeout)
        self._making.start(0)

    @property
    def is_complete(self) -> bool:
        """Whether every field is made."""
        return len(self.views) == len(self.schema.fields)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return key and value of each field that holds something, in the schema's order."""
        found = ((one.key, self._values.get(one.key, "")) for one in self.schema.fields)
        return tuple((key, value) for key, value in found if value.strip())

    def take_pairs(self, pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """Show a draft's values.

        Returns:
            Those that are none of the schema's fields, or the second of one key.
        """
        values: dict[str, str] = {}
        others = []
        for key, value in pairs:
            name = mended(key).strip()
            if self.schema.field(name) is None or name in values:
                others.append((key, value))
            else:
                values[name] = value
        self._values = values
        self._is_showing = True
        for view in self.views:
            view.input.set_value(values.get(view.spec.key, ""))
        self._is_showing = False
        return tuple(others)

    def know(self, facts: Mapping[str, str]) -> None:
        """Take note of what is known of this laptop, by `Source`."""
        self._facts = facts
        for view in self.views:
            view.know(self._fact(view.spec))

    def _fact(self, spec: SchemaField) -> str:
        return self._facts.get(spec.autofill, "") if spec.autofill is not None else ""

    def show_errors(self, sentences: Mapping[str, str]) -> None:
        """Show each sentence at the field of its key; the others are cleared."""
        self._errors = dict(sentences)
        for view in self.views:
            if view.error or view.spec.key in sentences:
                view.set_error(sentences.get(view.spec.key, ""))

    def focus(self, key: str) -> None:
        """Put the cursor into a field, once it is made."""
        self._wanted = key
        self._focus_wanted()

    def _focus_wanted(self) -> None:
        view = next((view for view in self.views if view.spec.key == self._wanted), None)
        if view is None:
            return
        self._wanted = ""
        (view.input.focusProxy() or view.input.focused).setFocus(Qt.FocusReason.OtherFocusReason)
        self.view_wanted.emit(view)

    @Slot()
    def _on_making_timeout(self) -> None:
        for spec in self.schema.fields[len(self.views) : len(self.views) + _AT_ONCE]:
            self._make(spec)
        if self.is_complete:
            self._making.stop()
        self._focus_wanted()

    def _make(self, spec: SchemaField) -> None:
        editor = editor_for(spec, yes=self.tr("Yes"), no=self.tr("No"))
        view = SchemaFieldView(spec, editor, self.tr("required") if spec.is_required else "")
        view.input.set_value(self._values.get(spec.key, ""))
        view.know(self._fact(spec))
        if spec.key in self._errors:
            view.set_error(self._errors[spec.key])
        view.edited.connect(self._on_view_edited)
        self.views.append(view)
        self._place(len(self.views) - 1)
        self.field_made.emit(view)

    def _place(self, place: int) -> None:
        if place == 0:
            self._row, self._column = 0, 0
        view = self.views[place]
        is_wide = view.spec.kind is Kind.MULTI_LINE or self._columns == 1
        if is_wide and self._column:
            self._row, self._column = self._row + 1, 0
        self._grid.addWidget(view, self._row, self._column, 1, 2 if is_wide else 1, Qt.AlignmentFlag.AlignTop)
        if is_wide or self._column:
            self._row, self._column = self._row + 1, 0
        else:
            self._column = 1

    @Slot()
    def _on_view_edited(self) -> None:
        view = self.sender()
        if isinstance(view, SchemaFieldView) and not self._is_showing:
            self._values[view.spec.key] = view.input.value()
            self._errors.pop(view.spec.key, None)
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use two columns where there is room."""
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= 2 * _COLUMN_EM * self.fontMetrics().height() else 1
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
        for place in range(len(self.views)):
            self._place(place)

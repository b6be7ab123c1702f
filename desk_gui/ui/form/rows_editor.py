"""Rows of two texts that can be added and taken out: custom fields, and the ground that followers build upon."""

from typing import ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_gui.ui.form.fields import LinesGroup, line_edit
from desk_gui.ui.style import button
from desk_gui.ui.text import fill
from desk_gui.ui.theme import gap

_LONGEST_VALUE = 100_000


class TextsRow(QWidget):
    """One row: two line edits and a button that takes it out.

    Signals:
        changed: Something was typed.
        remove_asked: The row should go.
    """

    changed = Signal()
    remove_asked = Signal()

    def __init__(self, first_label: str, second_label: str) -> None:
        super().__init__()
        self._labels = (first_label, second_label)
        self.first = line_edit(first_label)
        self.second = line_edit(second_label)
        self.remove = button(self.tr("Remove"), kind="link", tooltip=self.tr("Take this row out"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(8))
        layout.addWidget(self.first, 2)
        layout.addWidget(self.second, 3)
        for made in (*self._make_tools(), self.remove):
            layout.addWidget(made)
        self.first.textChanged.connect(self.changed)
        self.second.textChanged.connect(self.changed)
        self.remove.clicked.connect(self.remove_asked)

    def _make_tools(self) -> tuple[QWidget, ...]:
        """Make what else stands before the button that takes the row out."""
        return ()

    def show_number(self, number: str) -> None:
        """Make the accessible names of the row's controls its own."""
        self.first.setAccessibleName(f"{self._labels[0]} {number}")
        self.second.setAccessibleName(f"{self._labels[1]} {number}")
        self.remove.setAccessibleName(fill(self.tr("Remove %1"), number))


class PairRow(TextsRow):
    """A custom field: its key and its value."""

    def __init__(self, first_label: str, second_label: str) -> None:
        super().__init__(first_label, second_label)
        # What a template or a field of several lines held is not cut off.
        self.second.setMaxLength(_LONGEST_VALUE)


class RowsEditor(LinesGroup):
    """Rows of two texts, with a button that adds one. These are custom fields; others make other rows."""

    _SHOWN_FOR_NONE: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The rows of an editor that is given none."""

    def __init__(self, first_label: str, second_label: str, add_label: str) -> None:
        """Build an editor with one empty row."""
        super().__init__()
        self._labels = (first_label, second_label)
        self._rows: list[TextsRow] = []
        self._made = 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap(6))
        self._add = button(add_label, kind="small")
        self._add.clicked.connect(self._on_add_clicked)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._layout.addLayout(foot)
        self._add_row()

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the rows in which something is typed."""
        typed = ((row.first.text(), row.second.text()) for row in self._rows)
        return tuple((first, second) for first, second in typed if first.strip() or second.strip())

    def set_pairs(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Show these rows and no others."""
        if pairs == self.pairs():
            return
        for row in list(self._rows):
            self._take_out(row)
        for first, second in pairs or self._SHOWN_FOR_NONE:
            row = self._add_row()
            row.first.setText(first)
            row.second.setText(second)
        self.changed.emit()

    def _make_row(self) -> TextsRow:
        row = PairRow(*self._labels)
        row.show_number(str(self._made))
        return row

    def _add_row(self) -> TextsRow:
        self._made += 1
        row = self._make_row()
        self._rows.append(row)
        self._layout.insertWidget(len(self._rows) - 1, row)
        row.changed.connect(self.changed)
        for line in (row.first, row.second):
            line.overfilled.connect(self.overfilled)
        row.remove_asked.connect(self._on_row_remove_asked)
        self._arranged()
        return row

    def _take_out(self, row: TextsRow) -> None:
        self._rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._arranged()

    def _arranged(self) -> None:
        """Take note that there are other rows now, or in another order."""

    @Slot()
    def _on_add_clicked(self) -> None:
        self._add_row().first.setFocus()

    @Slot()
    def _on_row_remove_asked(self) -> None:
        row = self.sender()
        if isinstance(row, TextsRow) and row in self._rows:
            self._take_out(row)
            self._add.setFocus()
            self.changed.emit()

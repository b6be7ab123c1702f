"""Rows of two texts that can be added and taken out: custom fields."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QVBoxLayout, QWidget

from desk_gui.ui.form.fields import line_edit
from desk_gui.ui.style import button


class PairRow(QWidget):
    """One row: two line edits and a button that takes it out.

    Signals:
        changed: Something was typed.
        remove_asked: The row should go.
    """

    changed = Signal()
    remove_asked = Signal()

    def __init__(self, first_label: str, second_label: str, number: int) -> None:
        """Build the row; the number makes its accessible names unique."""
        super().__init__()
        self.first = line_edit(first_label)
        self.first.setAccessibleName(f"{first_label} {number}")
        self.second = line_edit(second_label)
        self.second.setAccessibleName(f"{second_label} {number}")
        self._remove = button(self.tr("Remove"), kind="link", tooltip=self.tr("Take this row out"))
        self._remove.setAccessibleName(f"{self.tr('Remove')} {number}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.first, 2)
        layout.addWidget(self.second, 3)
        layout.addWidget(self._remove)
        self.first.textChanged.connect(self.changed)
        self.second.textChanged.connect(self.changed)
        self._remove.clicked.connect(self.remove_asked)


class RowsEditor(QGroupBox):
    """Rows of two texts, with a button that adds one.

    Signals:
        changed: A row was typed in, added or taken out.
    """

    changed = Signal()

    def __init__(self, first_label: str, second_label: str, add_label: str) -> None:
        """Build an editor with one empty row."""
        super().__init__()
        self._labels = (first_label, second_label)
        self._rows: list[PairRow] = []
        self._made = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._layout = layout
        self._add = button(add_label, kind="small")
        self._add.clicked.connect(self._on_add_clicked)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        layout.addLayout(foot)
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
        for first, second in pairs:
            row = self._add_row()
            row.first.setText(first)
            row.second.setText(second)
        self.changed.emit()

    def _add_row(self) -> PairRow:
        self._made += 1
        row = PairRow(*self._labels, self._made)
        self._rows.append(row)
        self._layout.insertWidget(len(self._rows) - 1, row)
        row.changed.connect(self.changed)
        row.remove_asked.connect(self._on_row_remove_asked)
        return row

    def _take_out(self, row: PairRow) -> None:
        self._rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()

    @Slot()
    def _on_add_clicked(self) -> None:
        self._add_row().first.setFocus()

    @Slot()
    def _on_row_remove_asked(self) -> None:
        row = self.sender()
        if isinstance(row, PairRow) and row in self._rows:
            self._take_out(row)
            self._add.setFocus()
            self.changed.emit()

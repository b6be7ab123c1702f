"""Followers: rows of an ID and a name that can be added, taken out, and put in another order."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QVBoxLayout, QWidget

from desk_gui.ui.form.fields import line_edit
from desk_gui.ui.style import button
from desk_gui.ui.text import fill


class FollowerRow(QWidget):
    """One follower: ID, name, and what can be done with the row.

    Signals:
        changed: Something was typed.
        remove_asked: The row should go.
        move_asked: The row should go this far down; up when negative.
    """

    changed = Signal()
    remove_asked = Signal()
    move_asked = Signal(int)

    def __init__(self, id_label: str, name_label: str) -> None:
        super().__init__()
        self._labels = (id_label, name_label)
        self.id = line_edit(id_label)
        self.name = line_edit(name_label)
        self.up = button("↑", kind="link", tooltip=self.tr("Move up (Alt+Up)"))
        self.down = button("↓", kind="link", tooltip=self.tr("Move down (Alt+Down)"))
        self.remove = button(self.tr("Remove"), kind="link", tooltip=self.tr("Take this row out"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.id, 2)
        layout.addWidget(self.name, 3)
        for made in (self.up, self.down, self.remove):
            layout.addWidget(made)
        self.id.textChanged.connect(self.changed)
        self.name.textChanged.connect(self.changed)
        self.up.clicked.connect(self._on_up_clicked)
        self.down.clicked.connect(self._on_down_clicked)
        self.remove.clicked.connect(self.remove_asked)

    def show_place(self, place: int, count: int) -> None:
        """Say in every control's accessible name which row it is, and let it move only where there is room.

        Args:
            place: From 0.
            count: Rows in all.
        """
        number = str(place + 1)
        self.id.setAccessibleName(f"{self._labels[0]} {number}")
        self.name.setAccessibleName(f"{self._labels[1]} {number}")
        self.up.setAccessibleName(fill(self.tr("Move up %1"), number))
        self.down.setAccessibleName(fill(self.tr("Move down %1"), number))
        self.remove.setAccessibleName(fill(self.tr("Remove %1"), number))
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < count - 1)

    @Slot()
    def _on_up_clicked(self) -> None:
        self.move_asked.emit(-1)

    @Slot()
    def _on_down_clicked(self) -> None:
        self.move_asked.emit(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the row with Alt+Up and Alt+Down."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_asked.emit(by)
            return
        super().keyPressEvent(event)


class FollowersEditor(QGroupBox):
    """Rows of followers, with a button that adds one.

    Signals:
        changed: A row was typed in, added, moved or taken out.
    """

    changed = Signal()

    def __init__(self, id_label: str, name_label: str, add_label: str) -> None:
        """Build an editor with one empty row."""
        super().__init__()
        self._labels = (id_label, name_label)
        self._rows: list[FollowerRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._add = button(add_label, kind="small")
        self._add.clicked.connect(self._on_add_clicked)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._layout.addLayout(foot)
        self._add_row()

    @property
    def rows(self) -> tuple[FollowerRow, ...]:
        """The rows, from the top."""
        return tuple(self._rows)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return ID and name of the rows in which something is typed."""
        typed = ((row.id.text(), row.name.text()) for row in self._rows)
        return tuple((first, second) for first, second in typed if first.strip() or second.strip())

    def set_pairs(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Show these rows and no others, or an empty one."""
        if pairs == self.pairs():
            return
        for row in list(self._rows):
            self._take_out(row)
        for first, second in pairs or (("", ""),):
            row = self._add_row()
            row.id.setText(first)
            row.name.setText(second)
        self.changed.emit()

    def _add_row(self) -> FollowerRow:
        row = FollowerRow(*self._labels)
        self._rows.append(row)
        self._layout.insertWidget(len(self._rows) - 1, row)
        self._put_in_tab_order()
        row.changed.connect(self.changed)
        row.remove_asked.connect(self._on_row_remove_asked)
        row.move_asked.connect(self._on_row_move_asked)
        self._show_places()
        return row

    def _take_out(self, row: FollowerRow) -> None:
        self._rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show_places()

    def _show_places(self) -> None:
        for place, row in enumerate(self._rows):
            row.show_place(place, len(self._rows))

    def _put_in_tab_order(self) -> None:
        """Let the Tab key go from row to row as the eye does, and to the button last."""
        stops = [
            stop
            for row in self._rows
            for stop in row.findChildren(QWidget)
            if stop.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        for first, second in zip(stops, [*stops[1:], self._add], strict=True):
            QWidget.setTabOrder(first, second)

    @Slot()
    def _on_add_clicked(self) -> None:
        self._add_row().id.setFocus()

    @Slot()
    def _on_row_remove_asked(self) -> None:
        row = self.sender()
        if isinstance(row, FollowerRow) and row in self._rows:
            self._take_out(row)
            self._add.setFocus()
            self.changed.emit()

    @Slot(int)
    def _on_row_move_asked(self, by: int) -> None:
        row = self.sender()
        if not isinstance(row, FollowerRow) or row not in self._rows:
            return
        place = self._rows.index(row) + by
        if not 0 <= place < len(self._rows):
            return
        focused = row.focusWidget()
        self._rows.remove(row)
        self._rows.insert(place, row)
        self._layout.removeWidget(row)
        self._layout.insertWidget(place, row)
        self._put_in_tab_order()
        self._show_places()
        if focused is not None:
            (focused if focused.isEnabled() else row.id).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

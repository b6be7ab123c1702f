"""Followers: rows of an ID and a name that can be added, taken out, and put in another order."""

from itertools import pairwise

from PySide6 import QtCore
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desk_gui.ui.form.rows_editor import RowsEditor, TextsRow
from desk_gui.ui.style import button
from desk_gui.ui.text import fill


class FollowerRow(TextsRow):
    """One follower: ID, name, and what can be done with the row.

    Signals:
        move_asked: The row should go this far down; up when negative.
    """

    move_asked = Signal(int)

    def __init__(self, id_label: str, name_label: str) -> None:
        super().__init__(id_label, name_label)
        self.id, self.name = self.first, self.second

    def _make_tools(self) -> tuple[QWidget, ...]:
        self.up = button("↑", kind="link", tooltip=self.tr("Move up (Alt+Up)"))
        self.down = button("↓", kind="link", tooltip=self.tr("Move down (Alt+Down)"))
        self.up.clicked.connect(self._on_up_clicked)
        self.down.clicked.connect(self._on_down_clicked)
        return (self.up, self.down)

    def show_place(self, place: int, count: int) -> None:
        """Say in every control's accessible name which row it is, and let it move only where there is room.

        Args:
            place: From 0.
            count: Rows in all.
        """
        number = str(place + 1)
        self.show_number(number)
        self.up.setAccessibleName(fill(self.tr("Move up %1"), number))
        self.down.setAccessibleName(fill(self.tr("Move down %1"), number))
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
        by = {QtCore.Qt.Key.Key_Up: -1, QtCore.Qt.Key.Key_Down: 1}.get(QtCore.Qt.Key(event.key()), 0)
        if by and event.modifiers() & QtCore.Qt.KeyboardModifier.AltModifier:
            self.move_asked.emit(by)
            return
        super().keyPressEvent(event)


class FollowersEditor(RowsEditor):
    """Rows of followers, with a button that adds one. `changed` tells of moves, too; given none, one row is empty."""

    _SHOWN_FOR_NONE = (("", ""),)

    @property
    def rows(self) -> tuple[FollowerRow, ...]:
        """The rows, from the top."""
        return tuple(row for row in self._rows if isinstance(row, FollowerRow))

    def _make_row(self) -> FollowerRow:
        row = FollowerRow(*self._labels)
        row.move_asked.connect(self._on_row_move_asked)
        return row

    def _arranged(self) -> None:
        """Let the Tab key go from row to row as the eye does, and to the button last; number the rows."""
        rows = self.rows
        stops = [
            stop
            for row in rows
            for stop in row.findChildren(QWidget)
            if stop.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus
        ]
        for first, second in pairwise((*stops, self._add)):
            QWidget.setTabOrder(first, second)
        for place, row in enumerate(rows):
            row.show_place(place, len(rows))

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
        self._arranged()
        if focused is not None:
            (focused if focused.isEnabled() else row.id).setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

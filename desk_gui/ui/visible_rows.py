"""Real buttons on the rows of a list, made for the rows in view only, so that long lists stay cheap."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QTimer, Slot
from PySide6.QtWidgets import QAbstractButton, QListView, QWidget

RowFactory = Callable[[QModelIndex], QWidget | None]
"""Makes the buttons of a row, or returns None for a row without."""

_SPARE_ROWS = 4

_TURN_S = 0.006
"""After so long the next row gets its buttons in another turn of the event loop: all at once would hold a key up."""


class VisibleRows(QObject):
    """Keeps index widgets on the rows a list view shows. Lives on the GUI thread; the view owns it."""

    def __init__(self, view: QListView, factory: RowFactory) -> None:
        """Watch a view whose model is already set."""
        super().__init__(view)
        self._view = view
        self._factory = factory
        self._made: list[QPersistentModelIndex] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._on_later_timeout)
        model = view.model()
        for signal in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.modelReset, model.layoutChanged):
            signal.connect(self.refresh)
        view.verticalScrollBar().valueChanged.connect(self.refresh)
        view.verticalScrollBar().rangeChanged.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Look at the rows in view again, soon."""
        self._later.start()

    def forget(self, index: QModelIndex) -> None:
        """Throw a row's buttons away, because it needs others now; they are made anew soon."""
        if self._view.indexWidget(index) is not None:
            self._view.setIndexWidget(index, None)  # type: ignore[arg-type]  # None is documented; the stubs forget it
        self._made = [made for made in self._made if made.isValid() and made != index]
        self.refresh()

    @Slot()
    def _on_later_timeout(self) -> None:
        view = self._view
        model = view.model()
        if not view.isVisible() or not model.rowCount():
            return
        area = view.viewport().rect()
        top = view.indexAt(QPoint(area.left() + 8, area.top() + 8))
        first = max(0, (top.row() if top.isValid() else 0) - _SPARE_ROWS)
        wanted: list[QPersistentModelIndex] = []
        ends_at = perf_counter() + _TURN_S
        for row in range(first, model.rowCount()):
            index = model.index(row, 0)
            if view.visualRect(index).top() > area.bottom() + area.height():
                break
            wanted.append(QPersistentModelIndex(index))
            made = self._factory(index) if view.indexWidget(index) is None else None
            if made is not None:
                view.setIndexWidget(index, made)
                if perf_counter() >= ends_at:
                    self._made += wanted
                    self.refresh()
                    return
        for old in self._made:
            if old.isValid() and old not in wanted:
                view.setIndexWidget(model.index(old.row(), 0), None)  # type: ignore[arg-type]  # as above
        self._made = wanted
        self._put_in_tab_order()

    def _put_in_tab_order(self) -> None:
        """Let the Tab key go from the list to the buttons on its rows, from the top, and only then further on."""
        last: QWidget = self._view
        for made in self._made:
            row = self._view.indexWidget(self._view.model().index(made.row(), 0))
            for button in row.findChildren(QAbstractButton) if row is not None else ():
                QWidget.setTabOrder(last, button)
                last = button

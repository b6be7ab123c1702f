"""Picks a template by name: type a part of it, Enter applies it."""

from PySide6.QtCore import (
    QModelIndex,
    QStringListModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QListView, QVBoxLayout, QWidget

from desk_gui.outbox.templates import Template, folded
from desk_gui.ui.form.fields import TextLine
from desk_gui.ui.templates.sizes import open_at
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import gap, gaps

_KEYED = 9
_TAKE_BACK = -1
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class _TypedName(TextLine):
    """The line that is typed into; the arrow keys go through the list below it.

    Signals:
        stepped: So many rows down, or up when it is negative.
    """

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrow keys to the list."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
            return
        super().keyPressEvent(event)


class Palette(QDialog):
    """The templates, by name. Closes itself.

    Signals:
        picked: A Template.
        take_back_asked: The last one should be taken out of the form.
    """

    picked = Signal(object)
    take_back_asked = Signal()

    def __init__(self, templates: tuple[Template, ...], taken_back: str, parent: QWidget) -> None:
        """Build the palette.

        Args:
            templates: In their order.
            taken_back: Name of the template that can be taken out again, or "".
            parent: The window.
        """
        super().__init__(parent)
        self._templates = templates
        self._places = [*([_TAKE_BACK] if taken_back else []), *range(len(templates))]
        self.setWindowTitle(self.tr("Use a template"))
        self.setModal(True)
        self.name = _TypedName()
        self.name.setPlaceholderText(self.tr("Type a part of its name"))
        self.name.setAccessibleName(self.tr("Template's name"))
        self._words_of = [self._words(place, taken_back) for place in self._places]
        self._rows = [self._row(place, taken_back) for place in self._places]
        # Positions in `_places` of the rows that are shown.
        self._shown = list(range(len(self._places)))
        self._model = QStringListModel(self._rows, self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Templates"))
        self.list.setProperty("kind", "rows")
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = QLabel()
        self._empty.setProperty("kind", "dim")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(*gaps(0, 4, 0, 4))
        self._lay_out()
        # Rows are as high as the style sheet says only where it is applied before they are laid out.
        self.list.ensurePolished()
        self.list.setModel(self._model)
        self.name.textChanged.connect(self._on_name_text_changed)
        self.name.returnPressed.connect(self._on_name_return_pressed)
        self.name.stepped.connect(self._on_name_stepped)
        self.list.activated.connect(self._on_list_activated)
        self.list.clicked.connect(self._on_list_activated)
        self._choose(0)
        self.name.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*gaps(12, 12, 12, 12))
        column.setSpacing(gap(8))
        column.addWidget(self.name)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        open_at(self, 30, 20)
        self._show_empty()

    def _row(self, place: int, taken_back: str) -> str:
        if place == _TAKE_BACK:
            return fill(self.tr("Take “%1” out again"), plain(taken_back, 60))
        template = self._templates[place]
        name = plain(template.name, 80)
        title = plain(template.title, 60)
        text = f"{name} · {title}" if title and folded(title) != folded(name) else name
        return fill(self.tr("%1   (Ctrl+%2)"), text, str(place + 1)) if place < _KEYED else text

    def _words(self, place: int, taken_back: str) -> str:
        if place == _TAKE_BACK:
            return folded(taken_back)
        return folded(f"{self._templates[place].name} {self._templates[place].title[:200]}")

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self._model.index(max(0, min(row, len(self._shown) - 1)), 0))

    def _show_empty(self) -> None:
        is_empty = not self._shown
        none_yet = self.tr("No templates yet. Fill the form in and press Ctrl+Shift+P to save it as one.")
        self._empty.setText(self.tr("No template is called that.") if self._templates else none_yet)
        self._empty.setVisible(is_empty)
        self.list.setVisible(not is_empty)

    def _use(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        place = self._places[self._shown[index.row()]]
        self.accept()
        if place == _TAKE_BACK:
            self.take_back_asked.emit()
        else:
            self.picked.emit(self._templates[place])

    @Slot(str)
    def _on_name_text_changed(self, text: str) -> None:
        typed = folded(text).split()
        self._shown = [at for at, words in enumerate(self._words_of) if all(word in words for word in typed)]
        self._model.setStringList([self._rows[at] for at in self._shown])
        self._show_empty()
        self._choose(0)

    @Slot()
    def _on_name_return_pressed(self) -> None:
        self._use(self.list.currentIndex())

    @Slot(int)
    def _on_name_stepped(self, rows: int) -> None:
        self._choose(self.list.currentIndex().row() + rows)

    @Slot(QModelIndex)
    def _on_list_activated(self, index: QModelIndex) -> None:
        self._use(index)

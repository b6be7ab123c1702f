"""The marks on one picture: what they are, which is selected, undo and redo."""

from PySide6.QtCore import QObject, Signal

from desk_gui.ui.editor.history import History
from desk_gui.ui.editor.shapes import Crop, Point, Shape


class Marks(QObject):
    """Holds the shapes; every change is one step that can be undone. Lives on the GUI thread.

    Signals:
        changed: The shapes are others now.
        selection_changed: Another shape is selected, or none.
    """

    changed = Signal()
    selection_changed = Signal()

    def __init__(self, shapes: tuple[Shape, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = History(shapes)
        self._selected: int | None = None

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes, in the order they are painted."""
        return self._history.present

    @property
    def selected(self) -> int | None:
        """Index of the selected shape."""
        return self._selected

    @property
    def selected_shape(self) -> Shape | None:
        """The selected shape."""
        return None if self._selected is None else self.shapes[self._selected]

    @property
    def is_changed(self) -> bool:
        """Whether anything is other than it was at first."""
        return self._history.is_changed

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return self._history.can_redo

    def crop_index(self) -> int | None:
        """Return the index of the crop that counts."""
        return next((index for index, one in reversed([*enumerate(self.shapes)]) if isinstance(one, Crop)), None)

    def select(self, index: int | None) -> None:
        """Select a shape, or none."""
        if index != self._selected:
            self._selected = index
            self.selection_changed.emit()

    def select_next(self, step: int) -> None:
        """Select the next shape (step 1) or the one before (-1), round and round; a crop is passed over."""
        indexes = [index for index, one in enumerate(self.shapes) if not isinstance(one, Crop)]
        if not indexes:
            return
        if self._selected in indexes:
            self.select(indexes[(indexes.index(self._selected) + step) % len(indexes)])
        else:
            self.select(indexes[0 if step > 0 else -1])

    def topmost(self, point: Point, slack: float) -> int | None:
        """Return the index of the shape that a click means; a crop is none."""
        found = (index for index, one in enumerate(self.shapes) if not isinstance(one, Crop) and one.hit(point, slack))
        return max(found, default=None)

    def add(self, shape: Shape) -> None:
        """Put a shape on top and select it. A crop takes the place of the one before."""
        kept = self.shapes
        if isinstance(shape, Crop):
            kept = tuple(one for one in kept if not isinstance(one, Crop))
        self._push((*kept, shape), select=len(kept))

    def change(self, index: int, shape: Shape, merge_key: object = None) -> None:
        """Put a shape in another's place.

        Args:
            index: Whose.
            shape: The new one.
            merge_key: Changes one after another with the same key are undone as one.
        """
        self._push((*self.shapes[:index], shape, *self.shapes[index + 1 :]), select=index, merge_key=merge_key)

    def remove(self, index: int) -> None:
        """Take a shape away."""
        self._push((*self.shapes[:index], *self.shapes[index + 1 :]), select=None)

    def replace_all(self, shapes: tuple[Shape, ...]) -> None:
        """Put others in the place of all shapes."""
        self._push(shapes, select=None)

    def undo(self) -> None:
        """Undo a step."""
        self.select(None)
        self._history.undo()
        self.changed.emit()

    def redo(self) -> None:
        """Redo a step."""
        self.select(None)
        self._history.redo()
        self.changed.emit()

    def _push(self, shapes: tuple[Shape, ...], select: int | None, merge_key: object = None) -> None:
        if select != self._selected:
            # Whoever looks at the selection while it changes must find it among the shapes.
            self.select(None)
        self._history.push(shapes, merge_key)
        self.changed.emit()
        self.select(select)

"""Undo and redo without limit. Standard library only."""

from typing import Generic, TypeVar

from desk_gui.ui.editor.shapes import Shape

T = TypeVar("T")


class History(Generic[T]):
    """States one after another. They are immutable and share what they have in common, so that keeping all is cheap."""

    def __init__(self, state: T) -> None:
        self._past: list[T] = []
        self._future: list[T] = []
        self._present = state
        self._initial = state
        self._merge_key: object = None

    @property
    def present(self) -> T:
        """The state in use."""
        return self._present

    @property
    def is_changed(self) -> bool:
        """Whether the present differs from the state it began with."""
        return self._present != self._initial

    @property
    def can_undo(self) -> bool:
        """Whether there is something before."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether something was undone and nothing done since."""
        return bool(self._future)

    def push(self, state: T, merge_key: object = None) -> None:
        """Go on to a state; what was undone is forgotten. The same state again is no step.

        Args:
            state: The new present.
            merge_key: Steps one after another with the same key (not None) are undone as one, such as nudges.
        """
        if state == self._present:
            return
        if merge_key is None or merge_key != self._merge_key:
            self._past.append(self._present)
        self._merge_key = merge_key
        self._present = state
        self._future.clear()

    def undo(self) -> None:
        """Go back one step, if there is one."""
        if self._past:
            self._future.append(self._present)
            self._present = self._past.pop()
        self._merge_key = None

    def redo(self) -> None:
        """Take back one undoing, if there is one."""
        if self._future:
            self._past.append(self._present)
            self._present = self._future.pop()
        self._merge_key = None


ShapeHistory = History[tuple[Shape, ...]]

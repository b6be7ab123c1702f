"""A group of choices for dialogs: side by side, or one below the other where there is no room for that."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from desk_gui.ui.form.choice_group import ChoiceGroup
from desk_gui.ui.style import restyle
from desk_gui.ui.theme import gap


class StackingGroup(ChoiceGroup):
    """Is never the reason that its dialog scrolls sideways. Lives on the GUI thread."""

    def row_width(self) -> int:
        """Return how wide the choices are side by side, in device-independent pixels."""
        return sum(max(made.minimumWidth(), made.minimumSizeHint().width()) for made in self._buttons.values())

    def minimumSizeHint(self) -> QSize:
        """Take the width of the longest choice at least."""
        widest = max(max(made.minimumWidth(), made.minimumSizeHint().width()) for made in self._buttons.values())
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the choices side by side or one below the other."""
        super().resizeEvent(event)
        layout = self.layout()
        is_stacked = self.width() < self.row_width()
        wanted = QBoxLayout.Direction.TopToBottom if is_stacked else QBoxLayout.Direction.LeftToRight
        if not isinstance(layout, QBoxLayout) or layout.direction() == wanted:
            return
        layout.setDirection(wanted)
        layout.setSpacing(gap(4) if is_stacked else 0)
        last = len(self._buttons) - 1
        for number, made in enumerate(self._buttons.values()):
            place = "first" if number == 0 else "last" if number == last else "middle"
            made.setProperty("place", "alone" if is_stacked else place)
            restyle(made)
        self.updateGeometry()

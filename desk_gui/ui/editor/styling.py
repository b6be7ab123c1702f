"""Colour and width: which are in use, and giving them to what is selected."""

from PySide6.QtCore import QObject, Slot

from desk_gui.ui.editor.canvas import Canvas
from desk_gui.ui.editor.controls import EditorBar
from desk_gui.ui.editor.painting import restyled
from desk_gui.ui.editor.shapes import Crop, Redaction
from desk_gui.ui.editor.tools import Ink, Style, Tool, Width, width_px

_COLOURLESS = (Tool.SELECT, Tool.CROP, Tool.HIDE)


class Styling(QObject):
    """Keeps a colour for each tool and one width for all, and shows them in the bar. Lives on the GUI thread."""

    def __init__(self, canvas: Canvas, bar: EditorBar, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._marks = canvas.marks
        self._bar = bar
        self._inks = {tool: Ink.YELLOW if tool is Tool.HIGHLIGHT else Ink.RED for tool in Tool}
        self._width = Width.MEDIUM
        bar.inks.chosen.connect(self._on_inks_chosen)
        bar.widths.chosen.connect(self._on_widths_chosen)

    def show(self) -> None:
        """Show what the selected mark has, else what the next one gets."""
        selected, tool = self._marks.selected_shape, self._canvas.tool
        ink: str = self._inks[tool]
        width, has_style = self._width, tool not in _COLOURLESS
        if selected is not None and not isinstance(selected, Redaction | Crop):
            ink, width, has_style = selected.colour, self._nearest(selected.width), True
        self._bar.inks.show_chosen(ink)
        self._bar.widths.show_chosen(width)
        self._bar.inks.setEnabled(has_style)
        self._bar.widths.setEnabled(has_style)
        self._canvas.use_style(Style(self._inks[tool], self._width))

    def _nearest(self, width: float) -> Width:
        page = self._canvas.page
        return min(Width, key=lambda one: abs(width_px(one, page.width, page.height) - width))

    def _restyle(self, *, colour: str | None = None, width: float | None = None) -> None:
        index, shape = self._marks.selected, self._marks.selected_shape
        if index is not None and shape is not None:
            self._marks.change(index, restyled(shape, colour=colour, width=width))
        self.show()

    def _step(self, step: int) -> None:
        widths, shape = list(Width), self._marks.selected_shape
        now = self._width
        if shape is not None and not isinstance(shape, Redaction | Crop):
            now = self._nearest(shape.width)
        self._on_widths_chosen(widths[min(len(widths) - 1, max(0, widths.index(now) + step))])

    @Slot()
    def thinner(self) -> None:
        """Take the next smaller width."""
        self._step(-1)

    @Slot()
    def thicker(self) -> None:
        """Take the next larger width."""
        self._step(1)

    @Slot(object)
    def _on_inks_chosen(self, ink: Ink) -> None:
        self._inks[self._canvas.tool] = ink
        self._restyle(colour=str(ink))

    @Slot(object)
    def _on_widths_chosen(self, width: Width) -> None:
        self._width = width
        page = self._canvas.page
        self._restyle(width=width_px(width, page.width, page.height))

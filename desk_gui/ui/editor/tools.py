"""The editor's tools, colours and line widths, with their words."""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from PySide6.QtCore import QCoreApplication

from desk_gui.ui.editor.shapes import Arrow, Box, Crop, Highlight, Pen, Redaction, Shape, Step, Text


class Tool(StrEnum):
    """What the mouse does on the picture."""

    SELECT = auto()
    CROP = auto()
    ARROW = auto()
    BOX = auto()
    PEN = auto()
    HIGHLIGHT = auto()
    TEXT = auto()
    STEP = auto()
    HIDE = auto()


TOOL_KEYS: Final = {
    Tool.SELECT: "V",
    Tool.CROP: "C",
    Tool.ARROW: "A",
    Tool.BOX: "B",
    Tool.PEN: "P",
    Tool.HIGHLIGHT: "H",
    Tool.TEXT: "T",
    Tool.STEP: "S",
    Tool.HIDE: "D",
}
"""Single keys, wherever the focus is except in a text."""


@dataclass(frozen=True, slots=True)
class ToolWords:
    """How a tool is called and used, translated.

    Attributes:
        label: On its button.
        hint: What to do with it, one line.
    """

    label: str
    hint: str


def tool_words(tool: Tool) -> ToolWords:
    """Return a tool's words."""
    translate = QCoreApplication.translate
    return {
        Tool.SELECT: ToolWords(
            translate("editor", "Select"),
            translate("editor", "Click a mark to select it, drag it to move it. Delete removes it."),
        ),
        Tool.CROP: ToolWords(
            translate("editor", "Crop"), translate("editor", "Drag over the part to keep, then press Enter.")
        ),
        Tool.ARROW: ToolWords(translate("editor", "Arrow"), translate("editor", "Drag towards what you mean.")),
        Tool.BOX: ToolWords(translate("editor", "Box"), translate("editor", "Drag a frame around what you mean.")),
        Tool.PEN: ToolWords(translate("editor", "Pen"), translate("editor", "Draw with the mouse or a finger.")),
        Tool.HIGHLIGHT: ToolWords(
            translate("editor", "Highlighter"), translate("editor", "Draw over what matters. Shift keeps it straight.")
        ),
        Tool.TEXT: ToolWords(
            translate("editor", "Text"), translate("editor", "Click where the text goes, type, then press Enter.")
        ),
        Tool.STEP: ToolWords(
            translate("editor", "Steps"), translate("editor", "Click for 1, 2, 3 … They count themselves.")
        ),
        Tool.HIDE: ToolWords(
            translate("editor", "Hide data"),
            translate("editor", "Drag over what nobody should see. It is painted over, for good, in what is sent."),
        ),
    }[tool]


class Ink(StrEnum):
    """The colours there are. They are the marks' own, the same in light and dark windows."""

    RED = "#e02d24"
    YELLOW = "#ffc400"
    GREEN = "#1a8f50"
    BLUE = "#1766d6"
    BLACK = "#14181e"
    WHITE = "#ffffff"


def ink_label(ink: Ink) -> str:
    """Return a colour's name, translated."""
    return {
        Ink.RED: QCoreApplication.translate("editor", "Red"),
        Ink.YELLOW: QCoreApplication.translate("editor", "Yellow"),
        Ink.GREEN: QCoreApplication.translate("editor", "Green"),
        Ink.BLUE: QCoreApplication.translate("editor", "Blue"),
        Ink.BLACK: QCoreApplication.translate("editor", "Black"),
        Ink.WHITE: QCoreApplication.translate("editor", "White"),
    }[ink]


class Width(StrEnum):
    """Line widths; how many pixels they are depends on the picture."""

    THIN = auto()
    MEDIUM = auto()
    THICK = auto()


def width_label(width: Width) -> str:
    """Return a width's name, translated."""
    return {
        Width.THIN: QCoreApplication.translate("editor", "Thin"),
        Width.MEDIUM: QCoreApplication.translate("editor", "Medium"),
        Width.THICK: QCoreApplication.translate("editor", "Thick"),
    }[width]


WIDTH_UNITS: Final = {Width.THIN: 2.0, Width.MEDIUM: 4.0, Width.THICK: 8.0}
_UNIT_SIDE_PX: Final = 600.0


def width_px(width: Width, picture_width: float, picture_height: float) -> float:
    """Return a line width in image pixels, so that it looks alike on small and on large pictures."""
    return WIDTH_UNITS[width] * max(1.0, min(picture_width, picture_height) / _UNIT_SIDE_PX)


@dataclass(frozen=True, slots=True)
class Style:
    """What the next mark is drawn with."""

    ink: Ink
    width: Width


def tool_of(shape: Shape) -> Tool:
    """Return the tool that makes shapes of this kind."""
    return _TOOLS[type(shape)]


_TOOLS: Final[dict[type, Tool]] = {
    Crop: Tool.CROP,
    Arrow: Tool.ARROW,
    Box: Tool.BOX,
    Pen: Tool.PEN,
    Highlight: Tool.HIGHLIGHT,
    Text: Tool.TEXT,
    Step: Tool.STEP,
    Redaction: Tool.HIDE,
}

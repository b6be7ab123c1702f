"""The editor's controls: the rail of tools, colours and widths, the bar above the picture, and the notice below it."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desk_gui.ui.editor.icons import ICON_PX, tinted_icon
from desk_gui.ui.editor.tools import TOOL_KEYS, WIDTH_UNITS, Ink, Tool, Width, ink_label, tool_words, width_label
from desk_gui.ui.style import button, say_signed, set_tone
from desk_gui.ui.text import fill
from desk_gui.ui.theme import TARGET_HEIGHT, Theme, gap, gaps, scaled

_RAIL_WIDTH: Final = 158
_DISC_PX: Final = 9.0
_FOCUS_PX: Final = 2


class ToolButton(QPushButton):
    """A tool: its icon, its name, and its key."""

    def __init__(self, tool: Tool, theme: Theme) -> None:
        super().__init__(tool_words(tool).label)
        self.tool = tool
        self._theme = theme
        self.setAccessibleName(self.text())
        self.setProperty("kind", "tool")
        self.setCheckable(True)
        self.setIconSize(QSize(scaled(ICON_PX), scaled(ICON_PX)))
        self.setToolTip(fill("%1 (%2)\n%3", self.text(), TOOL_KEYS[tool], tool_words(tool).hint))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the key at the right."""
        super().paintEvent(event)
        tokens = self._theme.tokens
        painter = QPainter(self)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.86)
        painter.setFont(font)
        painter.setPen(QColor(tokens.on_chosen if self.isChecked() else tokens.dim))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, -10, 0), align, TOOL_KEYS[self.tool])


class ToolRail(QGroupBox):
    """All tools, one below the other, one of them in use.

    Signals:
        tool_chosen: Another Tool was pressed.
    """

    tool_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("editor_rail")
        self.setAccessibleName(self.tr("Tools"))
        self.setMinimumWidth(scaled(_RAIL_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self._theme = theme
        self.buttons = {tool: ToolButton(tool, theme) for tool in Tool}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*gaps(8, 8, 8, 8))
        layout.setSpacing(gap(2))
        for tool, made in self.buttons.items():
            if tool is Tool.HIDE:
                layout.addSpacing(gap(8))
            layout.addWidget(made)
            self._group.addButton(made)
        layout.addStretch(1)
        self._group.buttonClicked.connect(self._on_group_button_clicked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_tool(self, tool: Tool) -> None:
        """Show which tool is in use."""
        self.buttons[tool].setChecked(True)

    @Slot(QAbstractButton)
    def _on_group_button_clicked(self, pressed: QAbstractButton) -> None:
        if isinstance(pressed, ToolButton):
            self.tool_chosen.emit(pressed.tool)

    @Slot()
    def _on_theme_changed(self) -> None:
        for tool, made in self.buttons.items():
            made.setIcon(tinted_icon(tool.value, self._theme.tokens, self.devicePixelRatioF(), scaled(ICON_PX)))


class RailArea(QScrollArea):
    """Lets the tools scroll where they are higher than the window, as with large text."""

    def __init__(self, rail: ToolRail) -> None:
        super().__init__()
        self._rail = rail
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.setWidgetResizable(True)
        self.setWidget(rail)

    def sizeHint(self) -> QSize:
        """Want the tools' width and, where they scroll, the bar's."""
        hint = self._rail.sizeHint()
        return QSize(max(hint.width(), self._rail.minimumWidth()) + self.verticalScrollBar().sizeHint().width(), 0)


class _Sample(QPushButton):
    """A button that shows a colour or a width instead of saying it."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCheckable(True)
        self.setProperty("kind", "sample")
        # Half as much larger as the text is: all of them stand in one row.
        side = (TARGET_HEIGHT + scaled(TARGET_HEIGHT)) // 2
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sample, a ring around the chosen one, and where the keyboard is."""
        del event
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if not self.isEnabled():
            painter.setOpacity(0.35)
        elif self.hasFocus() or self.underMouse() or self.isChecked():
            is_focused = self.hasFocus()
            painter.setPen(QPen(QColor(tokens.ring), _FOCUS_PX) if is_focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.soft))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
        painter.translate(area.center())
        times = self.width() / TARGET_HEIGHT
        painter.scale(times, times)
        self.paint_sample(painter, QPointF(0, 0))

    def paint_sample(self, painter: QPainter, centre: QPointF) -> None:
        """Paint what it stands for."""


class InkButton(_Sample):
    """A colour."""

    def __init__(self, ink: Ink, theme: Theme) -> None:
        super().__init__(ink_label(ink), theme)
        self.ink = ink

    def paint_sample(self, painter: QPainter, centre: QPointF) -> None:
        """Paint a disc; the chosen one wears a ring."""
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.setBrush(QColor(self.ink.value))
        painter.drawEllipse(centre, _DISC_PX, _DISC_PX)
        if self.isChecked():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, _DISC_PX + 3.5, _DISC_PX + 3.5)


class WidthButton(_Sample):
    """A width."""

    def __init__(self, width: Width, theme: Theme) -> None:
        super().__init__(width_label(width), theme)
        self.line_width = width

    def paint_sample(self, painter: QPainter, centre: QPointF) -> None:
        """Paint a stroke of about that width; the chosen one is underlined."""
        tokens = self._theme.tokens
        colour = QColor(tokens.accent if self.isChecked() else tokens.ink)
        thickness = WIDTH_UNITS[self.line_width] * 0.85
        painter.setPen(QPen(colour, thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(centre + QPointF(-7, 5), centre + QPointF(7, -5))
        if self.isChecked():
            painter.setPen(QPen(colour, 2))
            painter.drawLine(centre + QPointF(-8, 12), centre + QPointF(8, 12))


class Samples(QGroupBox):
    """Samples side by side, one of them chosen.

    Signals:
        chosen: The Ink or the Width that was pressed.
    """

    chosen = Signal(object)

    def __init__(self, name: str, samples: "tuple[InkButton | WidthButton, ...]") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.buttons = samples
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap(2))
        for made in samples:
            row.addWidget(made)
            self._group.addButton(made)
        self._group.buttonClicked.connect(self._on_group_button_clicked)

    def show_chosen(self, value: str) -> None:
        """Show which one is in use; none for a value that is not among them."""
        self._group.setExclusive(False)
        for made in self.buttons:
            made.setChecked((made.ink if isinstance(made, InkButton) else made.line_width) == value)
        self._group.setExclusive(True)

    @Slot(QAbstractButton)
    def _on_group_button_clicked(self, pressed: QAbstractButton) -> None:
        if isinstance(pressed, InkButton):
            self.chosen.emit(pressed.ink)
        elif isinstance(pressed, WidthButton):
            self.chosen.emit(pressed.line_width)


class EditorBar(QFrame):
    """Undo, redo, colour, width and zoom. Whoever owns it connects the buttons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("editor_bar")
        self._theme = theme
        self.undo = button(self.tr("Undo"), kind="flat", tooltip=self.tr("Undo (Ctrl+Z)"))
        self.redo = button(self.tr("Redo"), kind="flat", tooltip=self.tr("Redo (Ctrl+Shift+Z)"))
        self.inks = Samples(self.tr("Colour"), tuple(InkButton(ink, theme) for ink in Ink))
        self.widths = Samples(self.tr("Width"), tuple(WidthButton(width, theme) for width in Width))
        self.zoom_out = button("", kind="flat", tooltip=self.tr("Zoom out (- or Ctrl+wheel)"))
        self.zoom_out.setAccessibleName(self.tr("Zoom out"))
        self.zoom_in = button("", kind="flat", tooltip=self.tr("Zoom in (+ or Ctrl+wheel)"))
        self.zoom_in.setAccessibleName(self.tr("Zoom in"))
        self.zoom_full = button("100 %", kind="flat", tooltip=self.tr("Show at 100 % (1)"))
        self.zoom_full.setMinimumWidth(self.fontMetrics().horizontalAdvance("1600 %") + scaled(20))
        self.fit = button(self.tr("Fit"), kind="flat", tooltip=self.tr("Show the whole picture (0)"))
        self._icons = (
            *((self.undo, "undo"), (self.redo, "redo")),
            *((self.zoom_out, "zoom-out"), (self.zoom_in, "zoom-in")),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(*gaps(12, 6, 12, 6))
        row.setSpacing(gap(4))
        for made in (self.undo, self.redo, None, self.inks, None, self.widths):
            row.addWidget(made if made is not None else _divider())
        row.addStretch(1)
        for made in (self.zoom_out, self.zoom_full, self.zoom_in, self.fit):
            row.addWidget(made)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_zoom(self, zoom: float) -> None:
        """Say how large the picture is shown."""
        text = fill(self.tr("%1 %"), str(max(1, round(zoom * 100))))
        self.zoom_full.setText(text)
        self.zoom_full.setAccessibleName(text)

    @Slot()
    def _on_theme_changed(self) -> None:
        for made, name in self._icons:
            made.setIconSize(QSize(scaled(ICON_PX), scaled(ICON_PX)))
            made.setIcon(tinted_icon(name, self._theme.tokens, self.devicePixelRatioF(), scaled(ICON_PX)))


def _divider() -> QWidget:
    """Return a line between groups."""
    line = QFrame()
    line.setObjectName("line")
    line.setFixedSize(1, 22)
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(*gaps(6, 0, 6, 0))
    layout.addWidget(line)
    return holder


class Notice(QFrame):
    """A sentence about what is special, with one thing to do, perhaps. Looks like the main window's strip."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._said = ""
        self._sentence = QLabel()
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self.action = button("", kind="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(*gaps(12, 6, 8, 6))
        row.addWidget(self._sentence, 1)
        row.addWidget(self.action)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said, or ""."""
        return "" if self.isHidden() else self._said

    def say(self, sentence: str, *, tone: str = "warn", action: str = "") -> None:
        """Show a sentence, and a button if there is something to do; "" takes it away."""
        set_tone(self, tone)
        self._said = sentence
        say_signed(self._sentence, sentence, tone)
        self.setAccessibleName(sentence)
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(bool(action))
        self.setVisible(bool(sentence))

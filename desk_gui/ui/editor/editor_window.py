"""A window that shows one picture, lets it be marked, cropped and parts of it hidden, and hands back what to send."""

from enum import Enum, auto
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk_gui.ui.editor.canvas import Canvas
from desk_gui.ui.editor.controls import EditorBar, Notice, RailArea, ToolRail
from desk_gui.ui.editor.flatten import Edited, Flattening, FlatteningSignals
from desk_gui.ui.editor.layers import read_layers, write_layers
from desk_gui.ui.editor.marks import Marks
from desk_gui.ui.editor.picture import Opening, OpeningSignals, OpenTrouble, Picture
from desk_gui.ui.editor.shapes import Crop
from desk_gui.ui.editor.styling import Styling
from desk_gui.ui.editor.tools import TOOL_KEYS, Tool, tool_of, tool_words
from desk_gui.ui.style import ElidedLabel, PrimaryButton, button
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import Theme, gap, gaps

_SIZE: Final = (1160, 760)
_LEAST_SIZE: Final = (760, 460)
_ROUND_THE_SCREEN: Final = 60


class _End(Enum):
    """How far the window is with ending."""

    OPEN = auto()
    SAVING = auto()
    ENDED = auto()


class EditorWindow(QWidget):
    """Edits one picture. Show it at once; the picture comes when it is decoded.

    Closing it in whatever way keeps the changes. It says once how it ended and then deletes itself.

    Signals:
        saved: An Edited; a moment after the window closed.
        reverted: The marks were all taken away: the original is what to send.
        closed_without_change: Nothing is other than before.
        cancelled: The changes were cancelled on purpose; these layers bring them back, if handed to the next editor.
            `closed_without_change` follows.
    """

    saved = Signal(object)
    reverted = Signal()
    closed_without_change = Signal()
    cancelled = Signal(str)

    def __init__(
        self,
        theme: Theme,
        path: Path,
        name: str,
        layers: str = "",
        *,
        tool: Tool | None = None,
        cancelled_layers: str = "",
        cancelled_at: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Build the window without showing it, and begin to decode.

        Args:
            theme: Colours.
            path: The original; never written to.
            name: For people.
            layers: The marks so far, as `Edited.layers` had them.
            tool: In use at first; None to look and select.
            cancelled_layers: Changes that were cancelled in an earlier window, to be offered again.
            cancelled_at: When that was, for people; "" where it is not known.
            parent: Whose window it belongs to.
        """
        super().__init__(parent, Qt.WindowType.Window)
        self._opening = OpeningSignals(self)
        self._opening.opened.connect(self._on_opening_opened)
        self._opening.refined.connect(self._on_opening_refined)
        QThreadPool.globalInstance().start(Opening(self._opening, path))
        self._flattening = FlatteningSignals(self)
        self._flattening.flattened.connect(self._on_flattening_flattened)
        self._flattening.failed.connect(self._on_flattening_failed)
        read = read_layers(layers)
        self._unreadable = read.unreadable
        self._cancelled = read_layers(cancelled_layers).shapes
        self._cancelled_at = cancelled_at
        self._end = _End.OPEN
        self.marks = Marks(read.shapes, self)
        self.setObjectName("editor")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(fill(self.tr("%1 · Desk GUI"), plain(name, 80)))
        self._build(theme, name)
        self._connect()
        self._add_shortcuts()
        self.use_tool(tool or Tool.SELECT)
        self._show_marks()
        room = self.screen().availableGeometry().size()
        self.setMinimumSize(QSize(*_LEAST_SIZE).boundedTo(room))
        self.resize(min(_SIZE[0], room.width() - _ROUND_THE_SCREEN), min(_SIZE[1], room.height() - _ROUND_THE_SCREEN))

    def _build(self, theme: Theme, name: str) -> None:
        self.bar = EditorBar(theme)
        self.rail = ToolRail(theme)
        self.notice = Notice()
        self.canvas = Canvas(theme, self.marks)
        self.canvas.setAccessibleName(fill(self.tr("Picture %1"), plain(name, 80)))
        self.styling = Styling(self.canvas, self.bar, self)
        self.message = QLabel(self.tr("Opening…"))
        self.message.setObjectName("editor_message")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.message)
        self._stack.addWidget(self.canvas)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(RailArea(self.rail))
        middle.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.notice)
        layout.addLayout(middle, 1)
        layout.addWidget(self._footer())
        for one in (self.bar, self.rail):
            one.setEnabled(False)

    def _footer(self) -> QWidget:
        footer = QFrame()
        footer.setObjectName("footer")
        self.status = ElidedLabel()
        self.status.setProperty("kind", "dim")
        self.back = button(self.tr("Back to original"), kind="link", tooltip=self.tr("Take all marks off the picture"))
        self.cancel = button(
            self.tr("Cancel changes"), tooltip=self.tr("Close and leave the picture as it was before you opened it")
        )
        self.save = PrimaryButton(self.tr("Save"))
        self.save.setToolTip(self.tr("Keep the changes (Ctrl+S, or just close the window)"))
        row = QHBoxLayout(footer)
        row.setContentsMargins(*gaps(16, 8, 16, 8))
        row.setSpacing(gap(8))
        row.addWidget(self.status, 1)
        for made in (self.back, self.cancel, self.save):
            row.addWidget(made)
        return footer

    def _connect(self) -> None:
        self.rail.tool_chosen.connect(self._on_rail_tool_chosen)
        self.bar.undo.clicked.connect(self.undo)
        self.bar.redo.clicked.connect(self.redo)
        self.bar.zoom_out.clicked.connect(self.canvas.zoom_out)
        self.bar.zoom_in.clicked.connect(self.canvas.zoom_in)
        self.bar.zoom_full.clicked.connect(self.canvas.zoom_full)
        self.bar.fit.clicked.connect(self.canvas.fit)
        self.notice.action.clicked.connect(self._on_notice_action_clicked)
        self.canvas.zoom_changed.connect(self._on_canvas_zoom_changed)
        self.canvas.crop_finished.connect(self._on_canvas_crop_finished)
        self.marks.changed.connect(self._show_marks)
        self.marks.selection_changed.connect(self._show_marks)
        self.back.clicked.connect(self._on_back_clicked)
        self.cancel.clicked.connect(self.cancel_changes)
        self.save.clicked.connect(self.close)

    def _add_shortcuts(self) -> None:
        """Give every action its key; a text being typed takes its letters first."""
        for keys, slot in (
            (("Ctrl+Z",), self.undo),
            (("Ctrl+Shift+Z", "Ctrl+Y"), self.redo),
            (("Escape",), self.escape),
            (("Delete",), self.canvas.remove_selected),
            (("+", "=", "Ctrl++", "Ctrl+="), self.canvas.zoom_in),
            (("-", "Ctrl+-"), self.canvas.zoom_out),
            (("0", "Ctrl+0"), self.canvas.fit),
            (("1", "Ctrl+1"), self.canvas.zoom_full),
            (("[",), self.styling.thinner),
            (("]",), self.styling.thicker),
            (("Ctrl+S", "Ctrl+Return", "Ctrl+Enter", "Ctrl+W"), self.close),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(slot)
        for tool, key in TOOL_KEYS.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setProperty("tool", tool.value)
            shortcut.activated.connect(self._on_tool_shortcut_activated)

    # Doing

    def use_tool(self, tool: Tool) -> None:
        """Take a tool."""
        self.canvas.use_tool(tool)
        self.rail.show_tool(tool)
        self._show_marks()

    @Slot()
    def undo(self) -> None:
        """Undo the last step; a drag under way or a text being typed is left first."""
        self.canvas.finish()
        self.marks.undo()

    @Slot()
    def redo(self) -> None:
        """Redo what was undone."""
        self.canvas.finish()
        self.marks.redo()

    @Slot()
    def escape(self) -> None:
        """Leave the innermost thing under way. Never closes the window."""
        if self.canvas.is_busy:
            self.canvas.finish()
        elif self.marks.selected is not None and self.canvas.tool is not Tool.CROP:
            self.marks.select(None)
        else:
            self.use_tool(Tool.SELECT)

    @Slot()
    def cancel_changes(self) -> None:
        """Close, and leave the picture as it was."""
        self.canvas.finish()
        if self._end is not _End.OPEN:
            return
        if self.marks.is_changed:
            self.cancelled.emit(write_layers(self.marks.shapes))
        self._finish_without_change()
        self.close()

    @property
    def is_saving(self) -> bool:
        """Whether the window is closed and `saved` is still to come; the program should not end before."""
        return self._end is _End.SAVING

    def _finish_without_change(self) -> None:
        self._end = _End.ENDED
        self.closed_without_change.emit()
        self.deleteLater()

    # Showing

    def _show_marks(self) -> None:
        """Show what can be done with the marks as they are."""
        is_open = self.canvas.picture is not None
        self.bar.undo.setEnabled(self.marks.can_undo)
        self.bar.redo.setEnabled(self.marks.can_redo)
        self.back.setVisible(is_open and bool(self.marks.shapes))
        self.cancel.setEnabled(is_open and self.marks.is_changed)
        self.styling.show()
        self._show_status()

    def _show_status(self) -> None:
        selected, tool = self.marks.selected, self.canvas.tool
        text = tool_words(tool).hint
        if selected is not None and tool is not Tool.CROP:
            marks = [index for index, one in enumerate(self.marks.shapes) if not isinstance(one, Crop)]
            sentence = self.tr(
                "%1 selected, %2 of %3. Arrow keys move it, with Ctrl they resize it. Delete removes it."
            )
            place, count = str(marks.index(selected) + 1), str(len(marks))
            text = fill(sentence, tool_words(tool_of(self.marks.shapes[selected])).label, place, count)
        is_news = text != self.status.accessibleName()
        self.status.show_text(text)
        if is_news and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.status, text))

    def _say_special(self) -> None:
        """Say what is special about the marks at first."""
        if self._unreadable:
            self.notice.say(
                self.tr(
                    "Some earlier marks could not be read and are missing here. Before you save changes, check that"
                    " everything private is hidden."
                )
            )
        elif self._cancelled and self._cancelled != self.marks.shapes:
            sentence = self.tr("The changes you cancelled are still there.")
            if self._cancelled_at:
                sentence = fill(self.tr("The changes you cancelled at %1 are still there."), self._cancelled_at)
            self.notice.say(sentence, tone="plain", action=self.tr("Bring them back"))

    # What happens

    @Slot(object)
    def _on_opening_opened(self, opened: object) -> None:
        if not isinstance(opened, Picture):
            self.message.setText(self._trouble_sentence(opened))
            self.save.setText(self.tr("Close"))
            self.save.setAccessibleName(self.save.text())
            self.save.setToolTip("")
            self.cancel.hide()
            self.status.hide()
            return
        self.bar.setEnabled(True)
        self.rail.setEnabled(True)
        self._stack.setCurrentWidget(self.canvas)
        self.canvas.show_picture(opened)
        self.use_tool(self.canvas.tool)
        self._say_special()
        self.canvas.setFocus()

    @Slot(object)
    def _on_opening_refined(self, picture: Picture) -> None:
        self.canvas.refine_picture(picture)

    def _trouble_sentence(self, trouble: object) -> str:
        if trouble is OpenTrouble.TOO_LARGE:
            return self.tr("This picture is too large to show; it can be sent as it is.")
        if trouble is OpenTrouble.NOT_A_PICTURE:
            return self.tr("This kind of file is not shown here; it can be sent as it is.")
        if trouble is OpenTrouble.GONE:
            return self.tr("This file is not there any more; add it again.")
        return self.tr("This picture is damaged and cannot be shown; it can be sent as it is.")

    @Slot(object)
    def _on_rail_tool_chosen(self, tool: Tool) -> None:
        self.use_tool(tool)

    @Slot()
    def _on_tool_shortcut_activated(self) -> None:
        if self.canvas.picture is not None:
            self.use_tool(Tool(self.sender().property("tool")))
            self.canvas.setFocus()

    @Slot()
    def _on_canvas_zoom_changed(self) -> None:
        self.bar.show_zoom(self.canvas.zoom)

    @Slot()
    def _on_canvas_crop_finished(self) -> None:
        self.use_tool(Tool.SELECT)

    @Slot()
    def _on_notice_action_clicked(self) -> None:
        self.notice.say("")
        self.canvas.finish()
        self.marks.replace_all(self._cancelled)
        self.canvas.setFocus()

    @Slot()
    def _on_back_clicked(self) -> None:
        self.canvas.finish()
        self.marks.replace_all(())
        self.canvas.setFocus()
        self.notice.say(self.tr("All marks are off: the picture goes as it was. Undo brings them back."), tone="plain")

    @Slot(object)
    def _on_flattening_flattened(self, edited: Edited) -> None:
        self._end = _End.ENDED
        self.saved.emit(edited)
        self.deleteLater()

    @Slot(str)
    def _on_flattening_failed(self, reason: str) -> None:
        self._end = _End.OPEN
        sentence = self.tr("The picture could not be saved (%1). Your marks are still here; try again.")
        self.notice.say(fill(sentence, plain(reason)))
        self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the changes."""
        self.canvas.finish()
        event.accept()
        picture = self.canvas.picture
        if self._end is not _End.OPEN:
            return
        if picture is None or not self.marks.is_changed:
            self._finish_without_change()
        elif not self.marks.shapes:
            self._end = _End.ENDED
            self.reverted.emit()
            self.deleteLater()
        else:
            self._end = _End.SAVING
            QThreadPool.globalInstance().start(Flattening(self._flattening, picture, self.marks.shapes))

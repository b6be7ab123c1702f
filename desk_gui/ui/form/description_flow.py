"""Brings the description's tools, its preview and its offers together. Made after the first paint."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.draft import Field as DraftField
from desk_gui.outbox.draft import new_id
from desk_gui.ui.attachments.reader import Reading
from desk_gui.ui.form.description_preview import LARGEST_LIVE, DescriptionPreview
from desk_gui.ui.form.description_tools import AddedLine, DescriptionTools
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.style import button
from desk_gui.ui.theme import Theme


class DescriptionFlow(QObject):
    """Lives on the GUI thread; the window owns it.

    Args:
        window: Whose form it is.
        theme: Colours of the icons.
        open_address: Opens an address that was confirmed, outside this program.

    Attributes:
        tools: Over the description.
        preview: Under it; None until it is first asked for.
        added: About text that was dropped; None until there was some.
    """

    def __init__(self, window: MainWindow, theme: Theme, open_address: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window = window
        self._open_address = open_address
        self._editor = window.form.description
        self._field = window.form.fields[DraftField.DESCRIPTION]
        self._added_at = (0, 0)
        self.tools = DescriptionTools(theme)
        self.preview: DescriptionPreview | None = None
        self.added: AddedLine | None = None
        self._field.add_to_head(self.tools)
        self.refresh = button(self.tr("Show preview"), kind="small", tooltip=self.tr("The text is long: show it now"))
        self.refresh.hide()
        self._field.add_below(self.refresh, is_left=True)
        self._connect()
        self._on_editor_text_changed()

    def _connect(self) -> None:
        editor, tools = self._editor, self.tools
        editor.textChanged.connect(self._on_editor_text_changed)
        editor.text_added.connect(self._on_editor_text_added)
        editor.long_text_pasted.connect(self._on_editor_long_text_pasted)
        tools.bold_asked.connect(editor.make_bold)
        tools.list_asked.connect(editor.make_list)
        tools.code_asked.connect(editor.make_code)
        tools.link_asked.connect(self._on_tools_link_asked)
        tools.preview_toggled.connect(self._on_tools_preview_toggled)
        self.refresh.clicked.connect(self.show_preview_now)
        action = QAction(self.tr("Preview of the description"), self)
        action.setShortcut(QKeySequence("Ctrl+Shift+M"))
        action.setAutoRepeat(False)
        action.triggered.connect(self.tools.preview.toggle)
        self._window.addAction(action)

    @Slot()
    def show_preview_now(self) -> None:
        """Show what is in the description, however long it is."""
        if self.preview is not None:
            self.preview.show_markdown(self._editor.toPlainText())

    @Slot()
    def _on_editor_text_changed(self) -> None:
        length = self._editor.character_count
        self.tools.show_length(length)
        if self.preview is not None and self.tools.preview.isChecked():
            self.preview.follow(length)
        if self.added is not None and not self.added.isHidden():
            # What was dropped is not where it was any more.
            self.added.hide()

    @Slot(int, int)
    def _on_editor_text_added(self, start: int, end: int) -> None:
        if self.added is None:
            self.added = AddedLine()
            self.added.as_code_asked.connect(self._on_added_as_code_asked)
            self.added.dismissed.connect(self.added.hide)
            self._field.add_below(self.added)
        self._added_at = (start, end)
        self.added.show()

    @Slot()
    def _on_added_as_code_asked(self) -> None:
        self._editor.make_code_block(*self._added_at)
        self._editor.setFocus()

    @Slot(str)
    def _on_editor_long_text_pasted(self, text: str) -> None:
        """Attach a text that is too long to be typed on in; nothing of it is lost."""
        source = FileSource(new_id(), self.tr("Pasted text") + ".txt", make=lambda: text.encode("utf-8", "replace"))
        self._window.take(
            Reading(
                sources=(source,),
                refused=(self.tr("That text is long, so it was attached as a file and not put into the description."),),
            )
        )

    @Slot()
    def _on_tools_link_asked(self) -> None:
        self._editor.make_link(QGuiApplication.clipboard().text())

    @Slot(bool)
    def _on_tools_preview_toggled(self, is_shown: bool) -> None:
        if self.preview is None:
            self.preview = DescriptionPreview()
            self.preview.due.connect(self.show_preview_now)
            self.preview.waiting.connect(self._on_preview_waiting)
            self.preview.address_confirmed.connect(self._on_preview_address_confirmed)
            self._field.add_below(self.preview)
        self.preview.setVisible(is_shown)
        if not is_shown:
            self.refresh.hide()
        elif self._editor.character_count > LARGEST_LIVE:
            self.preview.follow(self._editor.character_count)
        else:
            self.show_preview_now()

    @Slot(bool)
    def _on_preview_waiting(self, is_waiting: bool) -> None:
        self.refresh.setVisible(is_waiting)

    @Slot(str)
    def _on_preview_address_confirmed(self, address: str) -> None:
        self._open_address(address)

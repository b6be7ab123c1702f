"""Keeps the templates in order: renamed, edited, moved, deleted, handed on and taken over."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk_gui.outbox.templates import Template, folded
from desk_gui.ui.reading_order import step
from desk_gui.ui.style import button, say_signed, set_tone
from desk_gui.ui.templates.sizes import open_at
from desk_gui.ui.templates.template_form import TemplateForm
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import gap, gaps

_KEYED = 9


class TemplateManager(QDialog):
    """The list of templates, and the one that is chosen, to be edited. What is done is kept at once, and can be undone.

    Signals:
        changed: The templates as they should be kept now, a tuple.
        new_asked: A template should be made of what is in the form.
        import_asked: A file should be looked into.
        export_asked: These templates, a tuple, should go into a file.
    """

    changed = Signal(object)
    new_asked = Signal()
    import_asked = Signal()
    export_asked = Signal(object)

    def __init__(self, templates: tuple[Template, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.templates = templates
        self._before: list[tuple[Template, ...]] = []
        self._is_showing = False
        self._is_edited = False
        self.setWindowTitle(self.tr("Templates"))
        self.setModal(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Templates"))
        self.list.setUniformItemSizes(True)
        self.list.setProperty("kind", "rows")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Rows are as high as the style sheet says only where it is applied before they are laid out.
        self.list.ensurePolished()
        self.form = TemplateForm()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setProperty("kind", "dim")
        self._empty = QLabel(
            self.tr("No templates yet. Fill the form in, then New from form, or import a file of the team's.")
        )
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(*gaps(0, 6, 0, 0))
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show(0)
        (self.list if templates else self.new).setFocus()

    def _make_buttons(self) -> None:
        def keyed(text: str, key: str, tooltip: str, kind: str = "") -> QPushButton:
            made = button(text, kind=kind, tooltip=tooltip)
            made.setShortcut(key)
            return made

        self.up = keyed(self.tr("Move up"), "Alt+Up", self.tr("Move it up (Alt+Up)"), "small")
        self.down = keyed(self.tr("Move down"), "Alt+Down", self.tr("Move it down (Alt+Down)"), "small")
        self.delete = keyed(self.tr("Delete"), "Ctrl+D", self.tr("Delete it; this can be undone (Ctrl+D)"), "small")
        words = self.tr("Undo the last change to the templates (Ctrl+Shift+Z)")
        self.undo = keyed(self.tr("Undo"), "Ctrl+Shift+Z", words, "small")
        words = self.tr("Save what is in the form as a template (Ctrl+N)")
        self.new = keyed(self.tr("New from form…"), "Ctrl+N", words)
        words = self.tr("See what a file of templates holds, then take it over (Ctrl+O)")
        self.bring = keyed(self.tr("Import…"), "Ctrl+O", words)
        words = self.tr("Write all templates into one file, to hand on (Ctrl+S)")
        self.export = keyed(self.tr("Export…"), "Ctrl+S", words)
        self.close_button = button(self.tr("Close"), tooltip=self.tr("Close this window; changes are kept (Esc)"))

    def _lay_out(self) -> None:
        # Two by two: side by side they would leave the fields too little room where text is large.
        moving = QGridLayout()
        moving.setSpacing(gap(6))
        for place, made in enumerate((self.up, self.down, self.delete, self.undo)):
            moving.addWidget(made, *divmod(place, 2))
        left = QVBoxLayout()
        left.setSpacing(gap(8))
        left.addWidget(self.list, 1)
        left.addLayout(moving)
        self._scroll = scroll = QScrollArea()
        scroll.setObjectName("form_scroll")
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.form)
        body = QHBoxLayout()
        body.setSpacing(gap(16))
        body.addLayout(left, 2)
        body.addWidget(scroll, 3)
        body.addWidget(self._empty, 3)
        foot = QHBoxLayout()
        foot.setSpacing(gap(8))
        for made in (self.new, self.bring, self.export):
            foot.addWidget(made)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*gaps(16, 14, 16, 14))
        column.setSpacing(gap(12))
        column.addLayout(body, 1)
        column.addWidget(self._words)
        column.addLayout(foot)
        # As wide as its fields need, so that they are cut off only where the screen is too small for the dialog.
        form_px = self.form.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width()
        room_px = self.screen().availableSize().width() // 2
        scroll.setMinimumWidth(min(form_px, room_px))
        open_at(self, 52, 34)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_list_current_row_changed)
        self.form.edited.connect(self._on_form_edited)
        self.up.clicked.connect(self._on_up_clicked)
        self.down.clicked.connect(self._on_down_clicked)
        self.delete.clicked.connect(self._on_delete_clicked)
        self.undo.clicked.connect(self._on_undo_clicked)
        self.new.clicked.connect(self.new_asked)
        self.bring.clicked.connect(self.import_asked)
        self.export.clicked.connect(self._on_export_clicked)
        self.close_button.clicked.connect(self.reject)

    def take(self, templates: tuple[Template, ...]) -> None:
        """Show templates that were changed elsewhere; that can be undone here as well."""
        self._keep_edits()
        if templates != self.templates:
            self._before.append(self.templates)
            self.templates = templates
        self._show(self.list.currentRow())

    def take_kept(self, templates: tuple[Template, ...]) -> None:
        """Take note of what the disk holds: where something could not be kept, that is what is shown."""
        if templates != self.templates and not self._is_edited:
            self.templates = templates
            self._show(self.list.currentRow())

    def say(self, words: str, *, tone: str = "") -> None:
        """Say something below the list; screen readers hear it."""
        self._words.setProperty("kind", "error" if tone == "bad" else "dim")
        set_tone(self._words, tone)
        say_signed(self._words, words, tone)
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - when there is something

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def done(self, result: int) -> None:
        """Keep what was edited, and close."""
        self._keep_edits()
        super().done(result)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Let the Tab key go the way the eye does: down the list's side, then down the fields, then along the foot."""
        side = (self.list, self.up, self.down, self.delete, self.undo)
        regions = (*side, self.form, self.new, self.bring, self.export, self.close_button)
        return step(regions, forward=is_next) or super().focusNextPrevChild(is_next)

    def _show(self, row: int) -> None:
        self._is_showing = True
        self.list.clear()
        self.list.addItems([self._row(place) for place in range(len(self.templates))])
        row = max(0, min(row, len(self.templates) - 1))
        self.list.setCurrentRow(row)
        self._is_showing = False
        self._show_chosen()

    def _row(self, place: int) -> str:
        name = plain(self.templates[place].name, 80)
        return fill(self.tr("%1   (Ctrl+%2)"), name, str(place + 1)) if place < _KEYED else name

    def _show_chosen(self) -> None:
        row = self.list.currentRow()
        is_any = 0 <= row < len(self.templates)
        self._scroll.setVisible(is_any)
        self._empty.setVisible(not is_any)
        if is_any:
            self.form.show_template(self.templates[row])
        self.up.setEnabled(is_any and row > 0)
        self.down.setEnabled(is_any and row < len(self.templates) - 1)
        self.delete.setEnabled(is_any)
        self.undo.setEnabled(bool(self._before))
        self.export.setEnabled(bool(self.templates))

    def _change(self, templates: tuple[Template, ...], row: int) -> None:
        self._before.append(self.templates)
        self.templates = templates
        self.changed.emit(templates)
        self._show(row)

    def _keep_edits(self) -> None:
        if self._is_edited:
            self._is_edited = False
            self.changed.emit(self.templates)

    def _move(self, step: int) -> None:
        self._keep_edits()
        row = self.list.currentRow()
        if not 0 <= row + step < len(self.templates):
            return
        moved = list(self.templates)
        moved.insert(row + step, moved.pop(row))
        self._change(tuple(moved), row + step)

    @Slot(int)
    def _on_list_current_row_changed(self, _row: int) -> None:
        if not self._is_showing:
            self._keep_edits()
            self._show_chosen()

    @Slot()
    def _on_form_edited(self) -> None:
        row = self.list.currentRow()
        if not 0 <= row < len(self.templates):
            return
        edited = self.form.template()
        others = [folded(one.name) for place, one in enumerate(self.templates) if place != row]
        complaint = ""
        if not edited.name:
            complaint = self.tr("A template needs a name; the one before is kept until there is one.")
        elif folded(edited.name) in others:
            complaint = self.tr("Another template is called that; this one keeps its name until they differ.")
        self.form.show_name_error(complaint)
        if complaint:
            edited = self.form.template(name=self.templates[row].name)
        if edited == self.templates[row]:
            return
        if not self._is_edited:
            self._before.append(self.templates)
            self.undo.setEnabled(True)
        self._is_edited = True
        self.templates = (*self.templates[:row], edited, *self.templates[row + 1 :])
        item = self.list.item(row)
        if item is not None:
            item.setText(self._row(row))

    @Slot()
    def _on_up_clicked(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down_clicked(self) -> None:
        self._move(1)

    @Slot()
    def _on_delete_clicked(self) -> None:
        self._keep_edits()
        row = self.list.currentRow()
        if 0 <= row < len(self.templates):
            name = plain(self.templates[row].name, 60)
            self._change((*self.templates[:row], *self.templates[row + 1 :]), row)
            self.say(fill(self.tr("“%1” is deleted. Undo brings it back."), name))

    @Slot()
    def _on_undo_clicked(self) -> None:
        if self._before:
            self._is_edited = False
            self.templates = self._before.pop()
            self.changed.emit(self.templates)
            self._show(self.list.currentRow())
            self.say(self.tr("The templates are as they were before."))

    @Slot()
    def _on_export_clicked(self) -> None:
        self._keep_edits()
        self.export_asked.emit(self.templates)

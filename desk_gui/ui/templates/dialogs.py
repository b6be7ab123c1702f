"""What templates are picked, saved and kept in order with: one of each at a time, made when it is first asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from desk_gui.outbox.desk_templates import ExportTemplates, ReadTemplateFile, TemplateFileRead
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.templates import Template, compared, taken_over
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.words import translated

if TYPE_CHECKING:
    from desk_gui.ui.templates.import_dialog import ImportDialog
    from desk_gui.ui.templates.manager import TemplateManager
    from desk_gui.ui.templates.palette import Palette
    from desk_gui.ui.templates.save_dialog import SaveDialog


class TemplateDialogs(QObject):
    """Opens them, and passes on what is done in them. Lives on the GUI thread; the window owns it.

    Args:
        window: Over which they open.
        draft_to_save: Returns what of the form a template can be made of.

    Signals:
        picked: A Template to apply.
        saved: Name of a template that was made of the form, while nothing else is open that would show it.
        take_back_asked: The last template should be taken out of the form.
        changed: The templates as they should be kept now, a tuple.
    """

    picked = Signal(object)
    saved = Signal(str)
    take_back_asked = Signal()
    changed = Signal(object)

    def __init__(self, window: MainWindow, draft_to_save: Callable[[], Draft]) -> None:
        super().__init__(window)
        self._window = window
        self._draft_to_save = draft_to_save
        self.palette: Palette | None = None
        self.manager: TemplateManager | None = None
        self.saving: SaveDialog | None = None
        self.importing: ImportDialog | None = None
        self._handed: TemplateFileRead | None = None
        self._here: tuple[Template, ...] = ()
        self._exported: tuple[Template, ...] = ()

    def show_templates(self, templates: tuple[Template, ...]) -> None:
        """Take note of the templates there are now."""
        self._here = templates
        if self.manager is not None:
            self.manager.take_kept(templates)

    def pick(self, templates: tuple[Template, ...], taken_back: str) -> None:
        """Let one be picked by name.

        Args:
            templates: There are.
            taken_back: Name of the template that can be taken out of the form again, or "".
        """
        from desk_gui.ui.templates.palette import Palette  # noqa: PLC0415 - when it is asked for

        if self.palette is not None:
            return
        self.palette = Palette(templates, taken_back, self._window)
        self.palette.picked.connect(self.picked)
        self.palette.take_back_asked.connect(self.take_back_asked)
        self.palette.finished.connect(self._on_palette_finished)
        self.palette.open()

    def save_form(self, draft: Draft, templates: tuple[Template, ...]) -> None:
        """Let parts of a draft be saved as a template."""
        from desk_gui.ui.templates.save_dialog import SaveDialog  # noqa: PLC0415 - as above

        if self.saving is not None:
            return
        self.saving = SaveDialog(draft, templates, self.manager or self._window)
        self.saving.saved.connect(self._on_saving_saved)
        self.saving.finished.connect(self._on_saving_finished)
        self.saving.open()

    def manage(self, templates: tuple[Template, ...]) -> None:
        """Let the templates be kept in order."""
        from desk_gui.ui.templates.manager import TemplateManager  # noqa: PLC0415 - as above

        if self.manager is not None:
            self.manager.raise_()
            return
        self._here = templates
        self.manager = TemplateManager(templates, self._window)
        self.manager.changed.connect(self.changed)
        self.manager.import_asked.connect(self._on_manager_import_asked)
        self.manager.export_asked.connect(self._on_manager_export_asked)
        self.manager.new_asked.connect(self._on_manager_new_asked)
        self.manager.finished.connect(self._on_manager_finished)
        self.manager.open()

    def take_file(self, event: TemplateFileRead, templates: tuple[Template, ...]) -> None:
        """Show what a file would change before anything is taken from it."""
        if event.failure:
            if self.manager is not None:
                self.manager.say(translated(event.failure), tone="bad")
            else:
                self._window.strip.say(translated(event.failure), tone="warn")
            return
        from desk_gui.ui.templates.import_dialog import ImportDialog  # noqa: PLC0415 - as above

        if self.importing is not None:
            return
        self._handed, self._here = event, templates
        comparison = compared(templates, event.templates)
        self.importing = ImportDialog(event.path.name, comparison, templates, self.manager or self._window)
        self.importing.accepted.connect(self._on_importing_accepted)
        self.importing.finished.connect(self._on_importing_finished)
        self.importing.open()

    # What they ask for

    def _change(self, templates: tuple[Template, ...]) -> None:
        self._here = templates
        if self.manager is not None:
            self.manager.take(templates)
        self.changed.emit(templates)

    @Slot(int)
    def _on_palette_finished(self, _result: int) -> None:
        if self.palette is not None:
            self.palette.deleteLater()
            self.palette = None

    @Slot(object)
    def _on_saving_saved(self, template: object) -> None:
        if isinstance(template, Template):
            if self.manager is None:
                self.saved.emit(template.name)
            self._change(taken_over(self._here, (template,)))

    @Slot(int)
    def _on_saving_finished(self, _result: int) -> None:
        if self.saving is not None:
            self.saving.deleteLater()
            self.saving = None

    @Slot(int)
    def _on_manager_finished(self, _result: int) -> None:
        if self.manager is not None:
            self.manager.deleteLater()
            self.manager = None

    @Slot()
    def _on_importing_accepted(self) -> None:
        if self._handed is not None:
            self._change(taken_over(self._here, self._handed.templates))

    @Slot(int)
    def _on_importing_finished(self, _result: int) -> None:
        self._handed = None
        if self.importing is not None:
            self.importing.deleteLater()
            self.importing = None

    @Slot()
    def _on_manager_new_asked(self) -> None:
        self.save_form(self._draft_to_save(), self._here)

    @Slot()
    def _on_manager_import_asked(self) -> None:
        dialog = QFileDialog(self.manager or self._window, self.tr("Import templates"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Templates (*.json)"))
        dialog.fileSelected.connect(self._on_import_file_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_import_file_selected(self, name: str) -> None:
        self._window.desk.do(ReadTemplateFile(Path(name).absolute()))

    @Slot(object)
    def _on_manager_export_asked(self, templates: object) -> None:
        if not isinstance(templates, tuple):
            return
        self._exported = templates
        dialog = QFileDialog(self.manager or self._window, self.tr("Export templates"), "templates.json")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Templates (*.json)"))
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(self._on_export_file_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_export_file_selected(self, name: str) -> None:
        self._window.desk.do(ExportTemplates(self._exported, Path(name).absolute()))

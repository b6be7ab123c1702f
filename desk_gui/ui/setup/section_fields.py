"""Custom fields: the file that says which ones a team wants, and what came of it."""

from dataclasses import replace
from pathlib import PurePath

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel

from desk_gui.outbox.desk_templates import ReadSchema, SchemaRead
from desk_gui.system.settings import Settings
from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.setup.section import Section, note
from desk_gui.ui.style import button, set_tone, signed
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import gap
from desk_gui.ui.words import translated


class FieldsSection(Section):
    """Collects where the schema of custom fields lies, and says what is in use.

    Attributes:
        fields_file: The file's whole path; empty for none.
    """

    def __init__(self) -> None:
        super().__init__("")
        self.title = self.tr("Custom fields")
        self._profile = ""
        self.fields_file = line_edit(self.tr("None: custom fields are free"))
        self._field = Field(self.tr("File of custom fields"), self.fields_file)
        self._browse = button(self.tr("Browse…"), tooltip=self.tr("Choose the file of your team's custom fields"))
        self._browse.clicked.connect(self._on_browse_clicked)
        self._state = QLabel()
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setWordWrap(True)
        self._state.setProperty("kind", "dim")
        words = self.tr(
            "Your team's file says which custom fields a ticket has, which it needs, and what they start with. "
            "It is only read. A policy on this computer comes before it."
        )
        row = QHBoxLayout()
        row.setSpacing(gap(8))
        row.addWidget(self._field, 1)
        row.addWidget(self._browse, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addWidget(note(words))
        self.column.addLayout(row)
        self.column.addWidget(self._state)

    def show_settings(self, settings: Settings) -> None:
        """Show the active profile's file."""
        self._profile = settings.active.name
        self.fields_file.setText(settings.active.fields_file)

    def changed(self, settings: Settings) -> Settings:
        """Put the active profile's file in."""
        return settings.with_profile(replace(settings.active, fields_file=self.fields_file.text().strip()))

    def problem(self) -> str:
        """Show that a file is named by its whole path."""
        path = self.fields_file.text().strip()
        is_whole = not path or PurePath(path).is_absolute()
        sentence = "" if is_whole else self.tr("Give the file with its whole path, or choose it with Browse.")
        self._field.set_error(sentence)
        return sentence

    def receive(self, event: object) -> None:
        """Say what the profile's schema is."""
        if not isinstance(event, SchemaRead) or event.profile != self._profile:
            return
        count = len(event.schema.fields)
        tone = "bad" if event.failure else ""
        words = [translated(event.failure)] if event.failure else []
        if event.schema.fields or (event.source and not event.failure):
            words.insert(0, fill(self.tr("In use: %n fields from %1.", "", count), plain(event.source, 200)))
        elif not event.failure:
            words = [self.tr("No file is in use: custom fields are rows of a name and a value.")]
        self._state.setText("\n".join((*words[:-1], signed(words[-1], tone))))
        self._state.setAccessibleName("\n".join(words))
        set_tone(self._state, tone)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what is in use."""
        super().showEvent(event)
        if self._profile:
            self.command_asked.emit(ReadSchema(self._profile))

    @Slot()
    def _on_browse_clicked(self) -> None:
        dialog = QFileDialog(self, self.tr("File of custom fields"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Custom fields (*.json)"))
        dialog.fileSelected.connect(self.fields_file.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

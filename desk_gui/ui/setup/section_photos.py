"""Photos and files: what photos lose on their way in, and how large a file may be."""

from dataclasses import replace

from desk_gui.system.settings import MOST_MB, Settings
from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.form.switch_line import SwitchLine
from desk_gui.ui.setup.section import Section, line, note
from desk_gui.ui.text import fill


class PhotosSection(Section):
    """Collects what is done to photos, and the limit of a file's size."""

    def __init__(self) -> None:
        super().__init__("")
        self.title = self.tr("Photos")
        self.removes_metadata = SwitchLine(self.tr("Remove location and device details from photos"))
        self.converts_heic = SwitchLine(self.tr("Send HEIC photos of phones as JPEG"))
        self.largest_file = line_edit(self.tr("Empty: no limit"))
        self._limit = Field(self.tr("Largest file in MB"), self.largest_file)
        self.column.addWidget(self.removes_metadata)
        self.column.addWidget(
            note(self.tr("The pictures themselves stay as they are, and so do your own files: only the copies change."))
        )
        self.column.addWidget(self.converts_heic)
        self.column.addWidget(note(self.tr("Most browsers do not show HEIC.")))
        self.column.addWidget(line())
        self.column.addWidget(self._limit)
        self.column.addWidget(
            note(
                self.tr(
                    "What is larger is left out; photos can be added made smaller. It counts from the next file on."
                )
            )
        )

    def show_settings(self, settings: Settings) -> None:
        """Show what is set."""
        self.removes_metadata.setChecked(settings.removes_metadata)
        self.converts_heic.setChecked(settings.converts_heic)
        self.largest_file.setText(str(settings.largest_file_mb) if settings.largest_file_mb else "")

    def changed(self, settings: Settings) -> Settings:
        """Put what is chosen in."""
        return replace(
            settings,
            removes_metadata=self.removes_metadata.isChecked(),
            converts_heic=self.converts_heic.isChecked(),
            largest_file_mb=int(self._typed() or "0"),
        )

    def problem(self) -> str:
        """Say that the limit is no number of megabytes."""
        typed = self._typed()
        is_number = typed.isascii() and typed.isdigit() and int(typed) <= MOST_MB
        words = (
            "" if is_number or not typed else fill(self.tr("A whole number from 0 to %1, or nothing."), str(MOST_MB))
        )
        self._limit.set_error(words)
        return words

    def _typed(self) -> str:
        return self.largest_file.text().strip()

"""Advanced: what is assumed of the API, and may differ."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout

from desk_gui.system.settings import Settings
from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.setup.section import Section, note
from desk_gui.ui.theme import gap


class AdvancedSection(Section):
    """Collects paths and names of the API.

    Attributes:
        fields: Those that can be wrong, by name.
    """

    def __init__(self) -> None:
        super().__init__("")
        self.title = self.tr("Advanced")
        self.path_prefix = line_edit()
        self.upload_path = line_edit()
        self.upload_field = line_edit()
        self.fields = {
            "upload_path": Field(self.tr("Upload path"), self.upload_path, quiet=True),
            "upload_field": Field(self.tr("Upload field"), self.upload_field, quiet=True),
        }
        words = self.tr(
            "LiveDesk's guide does not say how files are uploaded. Path and field below are an assumption; "
            "change them if your LiveDesk differs."
        )
        self.column.addWidget(note(words))
        row = QHBoxLayout()
        row.setSpacing(gap(12))
        row.addWidget(self.fields["upload_path"])
        row.addWidget(self.fields["upload_field"])
        self.column.addWidget(Field(self.tr("API path"), self.path_prefix, quiet=True))
        self.column.addLayout(row)

    def show_settings(self, settings: Settings) -> None:
        """Show the active profile's paths."""
        profile = settings.active
        self.path_prefix.setText(profile.path_prefix)
        self.upload_path.setText(profile.upload_path)
        self.upload_field.setText(profile.upload_field)

    def changed(self, settings: Settings) -> Settings:
        """Put the active profile's paths in."""
        profile = replace(
            settings.active,
            path_prefix=_as_path(self.path_prefix.text()),
            upload_path=_as_path(self.upload_path.text()),
            upload_field=self.upload_field.text().strip(),
        )
        return settings.with_profile(profile)

    def problem(self) -> str:
        """Show what uploads need."""
        found: dict[str, str] = {}
        if not self.upload_path.text().strip(" /"):
            found["upload_path"] = self.tr("Uploads need a path, for example /upload.")
        if not self.upload_field.text().strip():
            found["upload_field"] = self.tr("Uploads need a field, for example attachment.")
        for name, field in self.fields.items():
            field.set_error(found.get(name, ""))
        return next(iter(found.values()), "")


def _as_path(text: str) -> str:
    trimmed = text.strip().strip("/")
    return f"/{trimmed}" if trimmed else ""

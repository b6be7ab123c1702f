"""Looks: light, dark or high contrast."""

from dataclasses import replace

from desk_gui.system.settings import APPEARANCES, Settings
from desk_gui.ui.form.choice_group import ChoiceGroup
from desk_gui.ui.form.fields import Field
from desk_gui.ui.setup.section import Section


class LooksSection(Section):
    """Collects how the program looks."""

    def __init__(self) -> None:
        super().__init__("")
        self.title = self.tr("Appearance")
        self.appearance = ChoiceGroup(
            (
                ("system", self.tr("Like the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
                ("high_contrast", self.tr("High contrast")),
            )
        )
        self.column.addWidget(Field(self.tr("Appearance"), self.appearance))

    def show_settings(self, settings: Settings) -> None:
        """Show the appearance in use."""
        self.appearance.set_value(settings.appearance)

    def changed(self, settings: Settings) -> Settings:
        """Put the chosen appearance in."""
        appearance = self.appearance.value()
        return replace(settings, appearance=appearance if appearance in APPEARANCES else APPEARANCES[0])

"""Looks: light, dark or high contrast, and how large."""

from dataclasses import replace

from desk_gui.system.settings import APPEARANCES, Settings
from desk_gui.ui.form.fields import Field
from desk_gui.ui.form.stacking_group import StackingGroup
from desk_gui.ui.form.switch_line import SwitchLine
from desk_gui.ui.setup.section import Section


class LooksSection(Section):
    """Collects how the program looks."""

    def __init__(self) -> None:
        super().__init__("")
        self.title = self.tr("Appearance")
        self.appearance = StackingGroup(
            (
                ("system", self.tr("Like the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
                ("high_contrast", self.tr("High contrast")),
            )
        )
        self.column.addWidget(Field(self.tr("Appearance"), self.appearance))
        self.large_controls = SwitchLine(self.tr("Large controls, for fingers"))
        self.column.addWidget(self.large_controls)

    def show_settings(self, settings: Settings) -> None:
        """Show the appearance in use."""
        self.appearance.set_value(settings.appearance)
        self.large_controls.setChecked(settings.large_controls)

    def changed(self, settings: Settings) -> Settings:
        """Put the chosen appearance in."""
        appearance = self.appearance.value()
        return replace(
            settings,
            appearance=appearance if appearance in APPEARANCES else APPEARANCES[0],
            large_controls=self.large_controls.isChecked(),
        )

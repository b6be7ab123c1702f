"""Sending: how long a submitted ticket may be called back."""

from dataclasses import replace

from desk_gui.system.settings import Settings
from desk_gui.ui.form.fields import Field
from desk_gui.ui.form.stacking_group import StackingGroup
from desk_gui.ui.setup.section import Section, note
from desk_gui.ui.words import full_stop


class SendingSection(Section):
    """Collects the time to undo."""

    def __init__(self) -> None:
        super().__init__("")
        self.title = self.tr("Sending")
        self.undo_time = StackingGroup(
            (("0", self.tr("None")), ("5", self.tr("5 s")), ("10", self.tr("10 s")), ("30", self.tr("30 s")))
        )
        words = self.tr("Each submitted ticket is held back this long, so that it can be undone")
        self.undo_time.setToolTip(words)
        self.column.addWidget(Field(self.tr("Time to undo"), self.undo_time))
        self.column.addWidget(note(full_stop(words)))

    def show_settings(self, settings: Settings) -> None:
        """Show the time, if it is one of the choices."""
        self.undo_time.set_value(str(settings.undo_s))

    def changed(self, settings: Settings) -> Settings:
        """Put the chosen time in."""
        return replace(settings, undo_s=int(self.undo_time.value() or settings.undo_s))

"""Language: the system's, or one of those there are."""

from dataclasses import replace

from desk_gui.system.settings import LANGUAGES, Settings
from desk_gui.ui.form.fields import Field
from desk_gui.ui.form.stacking_group import StackingGroup
from desk_gui.ui.setup.section import Section, note


class LanguageSection(Section):
    """Collects the language of the window."""

    def __init__(self) -> None:
        super().__init__("")
        self.title = self.tr("Language")
        # Every language is called what it calls itself, so that whoever reads no other finds it.
        self.language = StackingGroup(
            (("system", self.tr("Like the system")), ("en", "English"), ("zh_CN", "简体中文"))
        )
        self.column.addWidget(Field(self.tr("Language"), self.language))
        self.column.addWidget(
            note(self.tr("The window changes at once; what is in the form stays. Tickets are sent as you wrote them."))
        )

    def show_settings(self, settings: Settings) -> None:
        """Show the language in use."""
        self.language.set_value(settings.language)

    def changed(self, settings: Settings) -> Settings:
        """Put the chosen language in."""
        language = self.language.value()
        return replace(settings, language=language if language in LANGUAGES else LANGUAGES[0])

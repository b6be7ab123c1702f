"""Which sections the settings have, in their order. A section of a new topic is one line here."""

from desk_gui.ui.setup.section import Section
from desk_gui.ui.setup.section_advanced import AdvancedSection
from desk_gui.ui.setup.section_fields import FieldsSection
from desk_gui.ui.setup.section_language import LanguageSection
from desk_gui.ui.setup.section_looks import LooksSection
from desk_gui.ui.setup.section_photos import PhotosSection
from desk_gui.ui.setup.section_requester import RequesterSection
from desk_gui.ui.setup.section_sending import SendingSection


def further_sections() -> tuple[Section, ...]:
    """Make all sections but the account, which comes first and belongs to the dialog."""
    return (
        RequesterSection(),
        FieldsSection(),
        SendingSection(),
        PhotosSection(),
        LooksSection(),
        LanguageSection(),
        AdvancedSection(),
    )

"""What every section of the settings is: a page that shows some of the settings and says what they should become."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desk_gui.system.settings import Settings
from desk_gui.ui.form.fields import Field
from desk_gui.ui.form.stacking_group import StackingGroup
from desk_gui.ui.theme import gap, gaps


class Section(QWidget):
    """A page of the settings dialog. Lives on the GUI thread; the dialog owns it, scrolls it and saves it.

    A section of its own is a file `section_<topic>.py` and one line in `sections.py`: fill `self.column`, and write
    `show_settings` and `changed`. `problem` is for those that can be filled in wrongly; `command_asked` and `receive`
    for those that ask the outbox something.

    Signals:
        command_asked: A Command for the desk, from a button that acts at once and does not wait for Save.

    Attributes:
        title: As the list of sections shows it; one or two words, unique.
        column: What the section is made of, from the top; the dialog adds the stretch below.
    """

    command_asked = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.setObjectName("form")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*gaps(20, 16, 20, 16))
        self.column.setSpacing(gap(12))

    def show_settings(self, settings: Settings) -> None:
        """Show what these settings say. Called once, before the section is seen."""

    def changed(self, settings: Settings) -> Settings:
        """Return the settings with what is chosen here put in; all else as it is in `settings`."""
        return settings

    def problem(self) -> str:
        """Show at its field what is wrong here, or take that back.

        Returns:
            The sentence of the first field that is wrong; "" when the section can be saved.
        """
        return ""

    def wanted_width(self) -> int:
        """Return how wide the section is with all choices side by side, in device-independent pixels."""
        margins = self.column.contentsMargins()
        rows = [group.row_width() + margins.left() + margins.right() for group in self.findChildren(StackingGroup)]
        return max(self.minimumSizeHint().width(), *rows, 0)

    def focus_problem(self) -> None:
        """Put the focus into the first field that is wrong. Called when `problem` found one."""
        wrong = next((field for field in self.findChildren(Field) if field.error), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def receive(self, event: object) -> None:
        """Take an Event of the outbox; every section gets every event while the dialog is open."""


def note(text: str) -> QLabel:
    """Make a quiet sentence that explains something."""
    label = QLabel(text)
    label.setProperty("kind", "dim")
    label.setWordWrap(True)
    return label


def line() -> QFrame:
    """Make a thin line between two groups of fields."""
    made = QFrame()
    made.setObjectName("line")
    made.setFixedHeight(1)
    return made

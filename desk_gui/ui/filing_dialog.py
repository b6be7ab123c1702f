"""Who is filing: the people of this laptop, one press each, and a line to add one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk_gui.system.settings import MOST_PEOPLE, Person
from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.style import button
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import gap, gaps

_WIDTH_EM = 28
_SCREEN_MARGIN = 60


class FilingDialog(QDialog):
    """Takes who files from now on. Escape leaves it as it is.

    Signals:
        person_chosen: The Person whose ID goes out as submitter.
        people_changed: The people there are now, a tuple of Person.
    """

    person_chosen = Signal(object)
    people_changed = Signal(object)

    def __init__(self, people: Sequence[Person], submitter_id: str, parent: QWidget) -> None:
        """Build the dialog.

        Args:
            people: Known on this laptop.
            submitter_id: Who files now, or "".
            parent: The window.
        """
        super().__init__(parent)
        self._people = tuple(people)
        self._submitter_id = submitter_id
        self.setWindowTitle(self.tr("Who is filing?"))
        self.setModal(True)
        self._list = QWidget()
        self._list.setObjectName("form")
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap(8))
        self._grid.setColumnStretch(0, 1)
        self.name = line_edit(self.tr("For example Maria"))
        self.submitter_id = line_edit(self.tr("For example u_1"))
        self._id_field = Field(self.tr("Submitter ID"), self.submitter_id)
        self.add = button(self.tr("Add"), kind="small", tooltip=self.tr("Add this person to the list"))
        self.add.clicked.connect(self._on_add_clicked)
        self.submitter_id.returnPressed.connect(self._on_add_clicked)
        self.close_button = button(self.tr("Leave it as it is"), tooltip=self.tr("Close this window (Esc)"))
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._first: QWidget = self.name
        self._show_people()
        self._first.setFocus()
        em = self.fontMetrics().height()
        room = self.screen().availableGeometry()
        height = max(self.sizeHint().height(), (11 + 3 * min(len(self._people), 8)) * em)
        self.resize(min(_WIDTH_EM * em, room.width() - _SCREEN_MARGIN), min(height, room.height() - _SCREEN_MARGIN))

    def _lay_out(self) -> None:
        words = QLabel(self.tr("Tickets go out in this person's name until somebody else is chosen."))
        words.setWordWrap(True)
        scroll = QScrollArea()
        scroll.setObjectName("form_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._list)
        # Nothing here takes the focus but what is in it: no frame, so that the names begin where the words do.
        scroll.setProperty("kind", "flush")
        entry = QHBoxLayout()
        entry.setSpacing(gap(8))
        entry.addWidget(Field(self.tr("Name"), self.name), 1)
        entry.addWidget(self._id_field, 1)
        entry.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*gaps(20, 16, 20, 16))
        layout.setSpacing(gap(12))
        layout.addWidget(words)
        layout.addWidget(scroll, 1)
        layout.addLayout(entry)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)

    def _show_people(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, person in enumerate(self._people):
            # An ampersand in a name is no key.
            made = button(label_of(person).replace("&", "&&"), kind="person")
            made.setAccessibleName(label_of(person))
            made.setToolTip(plain(person.submitter_id, 120))
            made.setCheckable(True)
            made.setChecked(person.submitter_id == self._submitter_id)
            made.setProperty("place", place)
            made.clicked.connect(self._on_person_clicked)
            remove = button(self.tr("Remove"), kind="link")
            remove.setAccessibleName(fill(self.tr("Remove %1"), label_of(person)))
            remove.setProperty("place", place)
            remove.clicked.connect(self._on_remove_clicked)
            self._grid.addWidget(made, place, 0)
            self._grid.addWidget(remove, place, 1)
            made.show()
            remove.show()
            if place == 0 or made.isChecked():
                self._first = made
        self._grid.setRowStretch(len(self._people), 1)

    @Slot()
    def _on_person_clicked(self) -> None:
        person = self._people[int(self.sender().property("place"))]
        self.accept()
        self.person_chosen.emit(person)

    @Slot()
    def _on_remove_clicked(self) -> None:
        place = int(self.sender().property("place"))
        self._people = self._people[:place] + self._people[place + 1 :]
        self._show_people()
        self.people_changed.emit(self._people)
        self.name.setFocus()

    @Slot()
    def _on_add_clicked(self) -> None:
        submitter_id = self.submitter_id.text().strip()
        known = any(person.submitter_id == submitter_id for person in self._people)
        sentence = ""
        if not submitter_id:
            sentence = self.tr("A person needs their member ID.")
        elif known:
            sentence = self.tr("This ID is in the list already.")
        elif len(self._people) >= MOST_PEOPLE:
            sentence = self.tr("The list is full; remove somebody first.")
        self._id_field.set_error(sentence)
        if sentence:
            self.submitter_id.setFocus()
            return
        self._people = (*self._people, Person(plain(self.name.text(), 60), submitter_id))
        self.name.clear()
        self.submitter_id.clear()
        self._show_people()
        self.people_changed.emit(self._people)
        self.name.setFocus()


def label_of(person: Person) -> str:
    """Return what a person is called on buttons."""
    return plain(person.name, 60) or plain(person.submitter_id, 60)

"""Saves parts of the form as a template."""

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_gui.outbox.draft import Draft
from desk_gui.outbox.templates import LONGEST_NAME, Template, folded, template_of
from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.style import button
from desk_gui.ui.templates.sizes import open_at
from desk_gui.ui.text import plain
from desk_gui.ui.theme import gap, gaps

_CHANNEL = ("channel_id", "channel_contact_id", "sub_contact_id", "followers")


def part_groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what a template can hold as people call it, and the parts behind it."""
    translate = QCoreApplication.translate
    return (
        (translate("templates", "Title"), ("title",)),
        (translate("templates", "Description"), ("description",)),
        (translate("templates", "Requester ID"), ("requester_id",)),
        (translate("templates", "Channel contact"), _CHANNEL),
        (translate("templates", "Priority"), ("priority",)),
        (translate("templates", "Ticket type"), ("ticket_type",)),
        (translate("templates", "Assigned team"), ("team",)),
        (translate("templates", "Custom fields"), ("custom_fields",)),
    )


class SaveDialog(QDialog):
    """Asks for a name, and which parts of the form belong to the template.

    Signals:
        saved: The Template.
    """

    saved = Signal(object)

    def __init__(self, draft: Draft, templates: tuple[Template, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._draft = draft
        self._known = frozenset(folded(template.name) for template in templates)
        self.setWindowTitle(self.tr("Save as template"))
        self.setModal(True)
        self.name = line_edit(self.tr("For example: Printer, paper jam"))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setText(plain(draft.title, 60))
        self._field = Field(self.tr("Template's name"), self.name)
        self.parts: list[tuple[QCheckBox, tuple[str, ...]]] = []
        self.save = button(self.tr("Save template"), kind="primary")
        self.save.setDefault(True)
        self.cancel = button(self.tr("Cancel"))
        self._note = QLabel(
            self.tr("Places such as {hostname}, {date}, {device_sn} or {last:location} are filled in when it is used.")
        )
        self._note.setProperty("kind", "dim")
        self._note.setWordWrap(True)
        self._lay_out()
        self.save.clicked.connect(self._on_save_clicked)
        self.cancel.clicked.connect(self.reject)
        self.name.textChanged.connect(self._on_name_text_changed)
        self._on_name_text_changed(self.name.text())
        self.name.selectAll()
        self.name.setFocus()
        open_at(self, 32, self.sizeHint().height() / self.fontMetrics().height())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*gaps(20, 16, 20, 16))
        column.setSpacing(gap(8))
        column.addWidget(self._field)
        for label, names in part_groups():
            if any(getattr(self._draft, name) for name in names):
                box = QCheckBox(label)
                # Whom a ticket is for is seldom the same next time.
                box.setChecked(names != ("requester_id",))
                column.addWidget(box)
                self.parts.append((box, names))
        column.addWidget(self._note)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(gap(8))
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        column.addLayout(row)

    @Slot(str)
    def _on_name_text_changed(self, text: str) -> None:
        self._field.set_error("")
        is_known = folded(text) in self._known
        words = self.tr("Replace template") if is_known else self.tr("Save template")
        self.save.setText(words)
        self.save.setAccessibleName(words)

    @Slot()
    def _on_save_clicked(self) -> None:
        name = plain(self.name.text(), LONGEST_NAME)
        if not name:
            self._field.set_error(self.tr("A template needs a name, to be found by."))
            self.name.setFocus()
            return
        names = [name for box, parts in self.parts if box.isChecked() for name in parts]
        template = template_of(name, self._draft, names)
        if template.is_empty:
            self._field.set_error(self.tr("There is nothing in it: fill the form in first, or choose a part."))
            return
        self.saved.emit(template)
        self.accept()

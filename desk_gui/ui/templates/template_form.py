"""One template, to be edited."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desk_gui.outbox.templates import LONGEST_NAME, Template, places
from desk_gui.ui.form.fields import Field, TextArea, line_edit
from desk_gui.ui.form.rows_editor import RowsEditor
from desk_gui.ui.form.stacking_group import StackingGroup
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import gap, gaps


class TemplateForm(QWidget):
    """Shows a template's parts and collects what is typed.

    Signals:
        edited: Something is different now.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form")
        self._shown = Template("")
        self._is_showing = False
        self.name = line_edit()
        self.name.setMaxLength(LONGEST_NAME)
        self.title = line_edit(self.tr("For example: {hostname}: "))
        self.description = TextArea()
        self.requester_id = line_edit()
        self.team = line_edit()
        self.priority = StackingGroup(
            (("low", self.tr("Low")), ("medium", self.tr("Medium")), ("high", self.tr("High")))
        )
        self.ticket_type = StackingGroup(
            (
                ("problem", self.tr("Problem")),
                ("incident", self.tr("Incident")),
                ("question", self.tr("Question")),
                ("task", self.tr("Task")),
            )
        )
        self.custom_fields = RowsEditor(self.tr("Field"), self.tr("Value"), self.tr("Add field"))
        self._name_field = Field(self.tr("Template's name"), self.name)
        self._note = QLabel()
        self._note.setProperty("kind", "dim")
        self._note.setWordWrap(True)
        self._lay_out()
        for line in (self.name, self.title, self.requester_id, self.team):
            line.textChanged.connect(self._on_edited)
        self.description.textChanged.connect(self._on_edited)
        self.priority.choice_changed.connect(self._on_edited)
        self.ticket_type.choice_changed.connect(self._on_edited)
        self.custom_fields.changed.connect(self._on_edited)

    def _lay_out(self) -> None:
        translate = QCoreApplication.translate
        column = QVBoxLayout(self)
        column.setContentsMargins(*gaps(4, 4, 12, 4))
        column.setSpacing(gap(10))
        column.addWidget(self._name_field)
        for label, editor in (
            (translate("templates", "Title"), self.title),
            (translate("templates", "Description"), self.description),
            (translate("templates", "Requester ID"), self.requester_id),
            (translate("templates", "Priority"), self.priority),
            (translate("templates", "Ticket type"), self.ticket_type),
            (translate("templates", "Assigned team"), self.team),
            (translate("templates", "Custom fields"), self.custom_fields),
        ):
            column.addWidget(Field(label, editor, quiet=True))
        column.addWidget(self._note)
        column.addStretch(1)

    def show_template(self, template: Template) -> None:
        """Show a template."""
        if template == self._shown:
            return
        self._is_showing = True
        self._shown = template
        self.name.setText(template.name)
        self.title.setText(template.title)
        self.description.setPlainText(template.description)
        self.requester_id.setText(template.requester_id)
        self.team.setText(template.team)
        self.priority.set_value(template.priority)
        self.ticket_type.set_value(template.ticket_type)
        self.custom_fields.set_pairs(template.custom_fields)
        self.show_name_error("")
        self._show_note()
        self._is_showing = False

    def template(self, *, name: str = "") -> Template:
        """Return the template as it is typed; parts that are not shown stay.

        Args:
            name: In place of the one that is typed; "" for that one.
        """
        return replace(
            self._shown,
            name=name or plain(self.name.text(), LONGEST_NAME),
            title=self.title.text(),
            description=self.description.toPlainText(),
            requester_id=self.requester_id.text(),
            team=self.team.text(),
            priority=self.priority.value(),
            ticket_type=self.ticket_type.value(),
            custom_fields=self.custom_fields.pairs(),
        )

    def show_name_error(self, sentence: str) -> None:
        """Say what is wrong with the name, or nothing."""
        if self._name_field.error != sentence:
            self._name_field.set_error(sentence)

    def _show_note(self) -> None:
        words = [self.tr("What is left empty stays as it is in the form.")]
        template = self.template()
        if template.channel_id or template.channel_contact_id or template.followers:
            words.append(self.tr("It also holds a channel contact."))
        if found := places(template):
            listed = ", ".join(f"{{{plain(name, 40)}}}" for name in found[:8])
            words.append(fill(self.tr("Filled in when it is used: %1"), listed))
        self._note.setText(" ".join(words))

    @Slot()
    def _on_edited(self) -> None:
        if not self._is_showing:
            self._show_note()
            self.edited.emit()

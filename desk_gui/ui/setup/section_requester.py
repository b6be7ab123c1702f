"""Requester: what of a contact goes out as the requester's ID, and what is remembered of tickets of before."""

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy

from desk_gui.outbox.desk_people import ForgetTyped, TypedForgotten
from desk_gui.system.settings import Settings
from desk_gui.ui.form.fields import Field
from desk_gui.ui.form.stacking_group import StackingGroup
from desk_gui.ui.setup.section import Section, line, note
from desk_gui.ui.style import button


class RequesterSection(Section):
    """Collects what `euid` is taken from; forgets at once, without waiting for Save."""

    def __init__(self) -> None:
        super().__init__("")
        self.title = self.tr("Requester")
        self.euid_from = StackingGroup((("identifier", self.tr("Its identifier")), ("id", self.tr("Its ID"))))
        field = Field(self.tr("Contact found by search: sent as the requester"), self.euid_from)
        field.label.setWordWrap(True)
        field.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column.addWidget(field)
        self.column.addWidget(
            note(
                self.tr(
                    "LiveDesk's pages do not say what a requester's ID is. It is assumed to be the contact's "
                    "identifier, or its ID when it has none. If tickets end up with the wrong requester, choose the "
                    "other one."
                )
            )
        )
        self.column.addWidget(line())
        self.column.addWidget(
            note(
                self.tr(
                    "Requesters, titles, teams and custom fields of created tickets are remembered on this laptop "
                    "and offered while you type. What your schema marks as private is never remembered."
                )
            )
        )
        self.forget = button(self.tr("Forget what was typed before"), kind="small")
        self.forget.clicked.connect(self._on_forget_clicked)
        self.column.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignLeft)
        self._forgotten = note(self.tr("Forgotten. Your tickets are still in the list."))
        self._forgotten.hide()
        self.column.addWidget(self._forgotten)

    def show_settings(self, settings: Settings) -> None:
        """Show the active profile's choice."""
        self.euid_from.set_value(settings.active.requester_euid_from)

    def changed(self, settings: Settings) -> Settings:
        """Put the choice into the active profile."""
        chosen = self.euid_from.value() or settings.active.requester_euid_from
        return settings.with_profile(replace(settings.active, requester_euid_from=chosen))

    def receive(self, event: object) -> None:
        """Say when it is done."""
        if isinstance(event, TypedForgotten):
            self.forget.setEnabled(False)
            self._forgotten.show()

    @Slot()
    def _on_forget_clicked(self) -> None:
        self.command_asked.emit(ForgetTyped())

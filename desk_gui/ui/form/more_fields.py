"""The fold of fields that most tickets do not need: custom fields, and the requester's channel contact."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desk_gui.outbox.draft import Draft, Follower
from desk_gui.outbox.draft import Field as DraftField
from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.form.followers_editor import FollowersEditor
from desk_gui.ui.form.rows_editor import RowsEditor
from desk_gui.ui.theme import gap

if TYPE_CHECKING:
    from desk_gui.ui.form.schema_fields import SchemaFields


class MoreFields(QWidget):
    """What unfolds below the form. Built when first needed.

    Signals:
        changed: Something in here is different now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.schema_fields: SchemaFields | None = None
        self.channel_id = line_edit(self.tr("For example inbox_100"))
        self.channel_contact_id = line_edit(self.tr("For example a chat ID"))
        self.sub_contact_id = line_edit(self.tr("For example a topic ID"))
        self.followers = FollowersEditor(self.tr("Follower ID"), self.tr("Follower name"), self.tr("Add follower"))
        self.custom_fields = RowsEditor(self.tr("Field"), self.tr("Value"), self.tr("Add field"))
        self.fields = {
            DraftField.CUSTOM_FIELDS: Field(self.tr("Custom fields"), self.custom_fields),
            DraftField.CHANNEL_ID: Field(self.tr("Channel ID"), self.channel_id),
            DraftField.CHANNEL_CONTACT_ID: Field(self.tr("Channel contact ID"), self.channel_contact_id),
            DraftField.FOLLOWERS: Field(self.tr("Followers"), self.followers),
        }
        channel = QGridLayout()
        channel.setHorizontalSpacing(gap(12))
        channel.setVerticalSpacing(gap(12))
        channel.addWidget(self.fields[DraftField.CHANNEL_ID], 0, 0)
        channel.addWidget(self.fields[DraftField.CHANNEL_CONTACT_ID], 0, 1)
        channel.addWidget(Field(self.tr("Sub-contact ID"), self.sub_contact_id), 0, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap(12))
        layout.addWidget(self.fields[DraftField.CUSTOM_FIELDS])
        layout.addLayout(channel)
        layout.addWidget(self.fields[DraftField.FOLLOWERS])
        self._column = layout
        for edit in (self.channel_id, self.channel_contact_id, self.sub_contact_id):
            edit.textChanged.connect(self.changed)
        self.followers.changed.connect(self.changed)
        self.custom_fields.changed.connect(self.changed)

    def show_draft(self, draft: Draft) -> None:
        """Show these values."""
        self.show_channel(draft)
        self.show_custom_fields(draft.custom_fields)

    def show_channel(self, draft: Draft) -> None:
        """Show the channel contact and the followers of this draft."""
        self.channel_id.setText(draft.channel_id)
        self.channel_contact_id.setText(draft.channel_contact_id)
        self.sub_contact_id.setText(draft.sub_contact_id)
        self.followers.set_pairs(tuple((follower.id, follower.name) for follower in draft.followers))

    def show_custom_fields(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Show these custom fields: the schema's in its fields, the others as rows."""
        rest = pairs if self.schema_fields is None else self.schema_fields.take_pairs(pairs)
        self.custom_fields.set_pairs(rest)

    def custom_field_pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the custom fields: the schema's first, then the rows."""
        wanted = () if self.schema_fields is None else self.schema_fields.pairs()
        return (*wanted, *self.custom_fields.pairs())

    def use_schema_fields(self, made: "SchemaFields | None") -> None:
        """Show the fields of another schema, or of none; what is filled in stays."""
        pairs = self.custom_field_pairs()
        # What is filled in only moves: nobody edited anything.
        is_blocked = self.blockSignals(True)
        old, self.schema_fields = self.schema_fields, made
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        if made is not None:
            self._column.insertWidget(0, made)
            made.changed.connect(self.changed)
        self.show_custom_fields(pairs)
        self.blockSignals(is_blocked)

    def follower_values(self) -> tuple[Follower, ...]:
        """Return the followers as typed."""
        return tuple(Follower(id=first, name=second) for first, second in self.followers.pairs())


def summary_of(draft: Draft) -> str:
    """Say in a few words what the closed fold holds."""
    names = [key.strip() or value.strip() for key, value in draft.custom_fields]
    if draft.has_channel_contact:
        names.append(QCoreApplication.translate("MoreFields", "channel contact"))
    if not names:
        return QCoreApplication.translate("MoreFields", "custom fields, channel contact, followers")
    return ", ".join(names)

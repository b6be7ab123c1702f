"""The form a technician fills in: title, requester, attachments, description, and what a ticket can also have."""

from dataclasses import replace
from typing import Protocol

from PySide6 import QtCore
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desk_gui.outbox.draft import Draft, Problem, new_id
from desk_gui.outbox.draft import Field as DraftField
from desk_gui.qt.early import NO_FOCUS, NO_SIDEWAYS_BAR, set_early
from desk_gui.ui.attachments.tray import AttachmentTray
from desk_gui.ui.form.choice_group import ChoiceGroup
from desk_gui.ui.form.description_editor import DescriptionEditor
from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.form.more_fields import MoreFields, summary_of
from desk_gui.ui.style import ElidedButton
from desk_gui.ui.text import fill
from desk_gui.ui.theme import gap, gaps

_TEAM_WIDTH = 120
"""Room a team's name wants beside priority and type, in device-independent pixels."""

_SIDE = 20


class FieldGuide(Protocol):
    """What knows which custom fields a ticket should have."""

    def problems(self, draft: Draft) -> tuple[Problem, ...]:
        """Say which of its rules a draft breaks."""

    def summary(self, draft: Draft) -> str:
        """Say in a few words what the closed fold holds, and what is needed in it; "" where it does not know better."""

    def told_of_laptop(self, draft: Draft) -> str:
        """Say what of this laptop a draft holds, all of it; "" for nothing."""


class FormPanel(QScrollArea):
    """Shows one draft and collects what is typed into it.

    Signals:
        draft_changed: Something in the form is different now.
        draft_begun: A new draft is in the form, with nothing but the profile's defaults.
        unfolded: The fold was built: its MoreFields.

    Attributes:
        guide: Knows the custom fields that the profile wants; None for none.
    """

    draft_changed = Signal()
    draft_begun = Signal()
    unfolded = Signal(object)

    def __init__(self, tray: AttachmentTray) -> None:
        """Build an empty form around the attachment tray, which it owns from now on."""
        super().__init__()
        self.setObjectName("form_scroll")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        set_early(self, NO_SIDEWAYS_BAR)
        set_early(self, NO_FOCUS)
        self.tray = tray
        self._base = Draft(draft_id=new_id())
        self._default_submitter_id = ""
        self._is_loading = False
        self._more: MoreFields | None = None
        self.guide: FieldGuide | None = None
        self._laptop_words: QLabel | None = None
        self._build_fields()
        self._lay_out()
        self._connect()
        self.show_fold_summary()

    def _build_fields(self) -> None:
        self.title = line_edit(self.tr("What is broken, in one line"), name="title")
        self.requester_id = line_edit(self.tr("The contact's ID, for example contact_12345"))
        self.description = DescriptionEditor()
        self.description.setPlaceholderText(self.tr("What happened, what was tried. Markdown is fine."))
        self.priority = ChoiceGroup(
            (("low", self.tr("Low")), ("medium", self.tr("Medium")), ("high", self.tr("High"))), first_key=1
        )
        self.ticket_type = ChoiceGroup(
            (
                ("problem", self.tr("Problem")),
                ("incident", self.tr("Incident")),
                ("question", self.tr("Question")),
                ("task", self.tr("Task")),
            ),
            first_key=4,
        )
        self.team = line_edit(self.tr("Its name"))
        self.team.setToolTip(self.tr("The team's name, spelled as in LiveDesk"))
        required = self.tr("required")
        self.fields = {
            DraftField.TITLE: Field(self.tr("Title"), self.title, required=required),
            DraftField.REQUESTER: Field(self.tr("Requester ID"), self.requester_id, required=required, has_tools=True),
            DraftField.ATTACHMENTS: Field(self.tr("Attachments"), self.tray),
            DraftField.DESCRIPTION: Field(self.tr("Description"), self.description, has_tools=True),
            DraftField.PRIORITY: Field(self.tr("Priority"), self.priority, quiet=True),
            DraftField.TICKET_TYPE: Field(self.tr("Ticket type"), self.ticket_type, quiet=True),
            DraftField.TEAM: Field(self.tr("Assigned team"), self.team, quiet=True),
        }
        self.fields[DraftField.ATTACHMENTS].add_to_head(self.tray.summary)
        self.fold = ElidedButton("")
        self.fold.setProperty("kind", "fold")
        self.fold.setCheckable(True)
        # What it says of many fields must not make the form wider than its place.
        self.fold.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("form")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(*gaps(_SIDE, 12, _SIDE, 8))
        layout.setSpacing(gap(12))
        for name in (DraftField.TITLE, DraftField.REQUESTER, DraftField.ATTACHMENTS):
            layout.addWidget(self.fields[name])
        layout.addWidget(self.fields[DraftField.DESCRIPTION], 1)
        self._choices = QGridLayout()
        self._choices.setSpacing(gap(12))
        self._choices.setColumnStretch(2, 1)
        self._columns = 0
        self._place_choices(3)
        layout.addLayout(self._choices)
        layout.addWidget(self.fold)
        self._body_layout = layout
        self.setWidget(body)

    def _connect(self) -> None:
        for edit in (self.title, self.requester_id, self.team):
            edit.textChanged.connect(self._on_editor_changed)
        self.description.textChanged.connect(self._on_editor_changed)
        self.priority.choice_changed.connect(self._on_editor_changed)
        self.ticket_type.choice_changed.connect(self._on_editor_changed)
        self.tray.attachments_changed.connect(self._on_editor_changed)
        self.fold.toggled.connect(self._on_fold_toggled)

    @property
    def draft_id(self) -> str:
        """The id of the draft in the form."""
        return self._base.draft_id

    @property
    def is_loading(self) -> bool:
        """Whether what changes in the fields is put there by the program, and not typed."""
        return self._is_loading

    def draft(self) -> Draft:
        """Collect what is in the form."""
        more = self._more
        draft = replace(
            self._base,
            title=self.title.text(),
            description=self.description.toPlainText(),
            requester_id=self.requester_id.text(),
            team=self.team.text(),
            priority=self.priority.value(),
            ticket_type=self.ticket_type.value(),
            attachments=self.tray.attachments(),
        )
        if more is None:
            return draft
        return replace(
            draft,
            channel_id=more.channel_id.text(),
            channel_contact_id=more.channel_contact_id.text(),
            sub_contact_id=more.sub_contact_id.text(),
            followers=more.follower_values(),
            custom_fields=more.custom_field_pairs(),
        )

    @property
    def more(self) -> MoreFields | None:
        """What is in the fold; None until it is unfolded for the first time."""
        return self._more

    def fill_in(self, draft: Draft) -> None:
        """Put other texts into the form; attachments stay as they are. What is the same already is not touched."""
        now = self.draft()
        self._is_loading = True
        self._base = replace(draft, draft_id=now.draft_id, attachments=now.attachments)
        for edit, text in ((self.title, draft.title), (self.requester_id, draft.requester_id), (self.team, draft.team)):
            if edit.text() != text:
                edit.setText(text)
        if now.description != draft.description:
            self.description.setPlainText(draft.description)
        self.priority.set_value(draft.priority)
        self.ticket_type.set_value(draft.ticket_type)
        if self._more is not None:
            self._more.show_draft(draft)
        self._is_loading = False
        self.show_fold_summary()
        self.draft_changed.emit()

    def problems(self, draft: Draft) -> tuple[Problem, ...]:
        """Say which rules of the profile's own custom fields a draft breaks."""
        return () if self.guide is None else self.guide.problems(draft)

    def show_draft(self, draft: Draft) -> None:
        """Put a draft into the form in place of what is there; the caller has kept that."""
        self._is_loading = True
        self._base = draft
        self.title.setText(draft.title)
        self.requester_id.setText(draft.requester_id)
        self.description.setPlainText(draft.description)
        self.priority.set_value(draft.priority)
        self.ticket_type.set_value(draft.ticket_type)
        self.team.setText(draft.team)
        self.tray.show_attachments(draft.draft_id, draft.attachments)
        if self._more is not None:
            self._more.show_draft(draft)
        self.show_problems(())
        self._is_loading = False
        self.show_fold_summary()
        self.draft_changed.emit()

    def show_new_draft(self, *, requester_id: str, submitter_id: str) -> None:
        """Empty the form for the next ticket, starting with the profile's defaults."""
        self.show_draft(Draft(draft_id=new_id(), requester_id=requester_id, submitter_id=submitter_id))
        self.draft_begun.emit()

    def take_defaults(self, *, requester_id: str, submitter_id: str) -> None:
        """Use the profile's defaults where nothing else was typed, or said on the command line."""
        if self._base.submitter_id == self._default_submitter_id:
            self._base = replace(self._base, submitter_id=submitter_id)
        self._default_submitter_id = submitter_id
        if not self.requester_id.text():
            self.requester_id.setText(requester_id)

    def fill_channel(self, draft: Draft) -> None:
        """Put the channel contact and the followers of this draft in; all else stays as it is."""
        self._base = replace(
            self._base,
            channel_id=draft.channel_id,
            channel_contact_id=draft.channel_contact_id,
            sub_contact_id=draft.sub_contact_id,
            followers=draft.followers,
        )
        if self._more is not None:
            self._more.show_channel(draft)
        self.show_fold_summary()
        self.draft_changed.emit()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem at its field; fields without one are cleared."""
        # A form starts without problems, and paints before their words are imported.
        if problems:
            from desk_gui.ui.words import problem_sentence  # noqa: PLC0415 - see above
        sentences: dict[DraftField, str] = {}
        for problem in problems:
            if not problem.key:
                sentences.setdefault(problem.field, problem_sentence(problem))
        self._show_errors(sentences)
        keyed = {problem.key: problem_sentence(problem) for problem in problems if problem.key}
        if keyed:
            self.fold.setChecked(True)
        if self._more is not None and self._more.schema_fields is not None:
            self._more.schema_fields.show_errors(keyed)

    def show_refusal(self, field: DraftField, sentence: str) -> None:
        """Show LiveDesk's refusal at the field its words name."""
        self._show_errors({field: sentence})

    def _show_errors(self, sentences: dict[DraftField, str]) -> None:
        if self._more is None and any(name not in self.fields for name in sentences):
            self.fold.setChecked(True)
        for name, field in self._all_fields().items():
            if field.error or name in sentences:
                field.set_error(sentences.get(name, ""))
        if self._more is not None and any(name in self._more.fields for name in sentences):
            self.fold.setChecked(True)

    def label_of(self, name: DraftField) -> str:
        """Return the visible label of a field."""
        field = self._all_fields().get(name)
        return field.label.text() if field else name.value

    def focus_field(self, name: DraftField) -> None:
        """Bring a field into view and put the cursor there."""
        if name not in self.fields:
            self.fold.setChecked(True)
        field = self._all_fields().get(name)
        if field is not None:
            field.editor.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(field, 0, 24)

    def focus_custom_field(self, key: str) -> None:
        """Bring a custom field of the schema into view and put the cursor there."""
        self.fold.setChecked(True)
        if self._more is not None and self._more.schema_fields is not None:
            self._more.schema_fields.focus(key)

    def _all_fields(self) -> dict[DraftField, Field]:
        return self.fields | (self._more.fields if self._more is not None else {})

    def show_fold_summary(self) -> None:
        """Say what the fold holds, anew: its guide knows more now."""
        is_open = self.fold.isChecked()
        hint = self.tr("Everything else a ticket can have (Ctrl+M)")
        text, told = self.tr("Fewer fields"), ""
        if not is_open:
            draft = self.draft()
            known = ""
            if self.guide is not None:
                known, told = self.guide.summary(draft), self.guide.told_of_laptop(draft)
            text = fill(self.tr("More fields: %1"), known or summary_of(draft))
        self.fold.show_text(("▾  " if is_open else "▸  ") + text)
        self.fold.setAccessibleName(self.tr("More fields"))
        self.fold.setAccessibleDescription("" if is_open else text)
        self.fold.setToolTip(hint if is_open else f"{text}\n{hint}")
        self._tell_of_laptop(told)

    def _tell_of_laptop(self, words: str) -> None:
        """Say under the closed fold what of this laptop goes out: nobody would see it in there."""
        if words and self._laptop_words is None:
            self._laptop_words = QLabel()
            self._laptop_words.setTextFormat(QtCore.Qt.TextFormat.PlainText)
            self._laptop_words.setWordWrap(True)
            self._laptop_words.setProperty("kind", "dim")
            self._body_layout.insertWidget(self._body_layout.indexOf(self.fold) + 1, self._laptop_words)
        if self._laptop_words is not None:
            self._laptop_words.setText(words)
            self._laptop_words.setVisible(bool(words))

    @Slot(bool)
    def _on_fold_toggled(self, is_open: bool) -> None:
        if self._more is None:
            self._more = MoreFields()
            self._more.show_draft(self._base)
            self._more.changed.connect(self._on_editor_changed)
            self._body_layout.addWidget(self._more)
            self.unfolded.emit(self._more)
        self._more.setVisible(is_open)
        self.show_fold_summary()

    @Slot()
    def _on_editor_changed(self) -> None:
        if self._is_loading:
            return
        # A field that was mended stops complaining at once; the rest wait for the next Submit.
        for field in self._all_fields().values():
            if field.error and field.isAncestorOf(self.focusWidget() or self):
                field.set_error("")
        self.draft_changed.emit()

    def _place_choices(self, columns: int) -> None:
        """Lay priority, type and team out on one line, or on two or three where there is less room."""
        if columns == self._columns:
            return
        self._columns = columns
        names = (DraftField.PRIORITY, DraftField.TICKET_TYPE, DraftField.TEAM)
        for place, name in enumerate(names):
            row, column = divmod(place, columns)
            is_alone = column == 0 and (columns == 1 or name is DraftField.TEAM)
            # At the top: what one of them has to say under it moves no other.
            self._choices.addWidget(self.fields[name], row, column, 1, 3 if is_alone else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay priority, type and team side by side where there is room."""
        super().resizeEvent(event)
        # With or without a scroll bar: the team's name gives way to it. Lines that came with it would bring it back.
        room = self.width() - 2 * gap(_SIDE)
        both = sum(self.fields[name].sizeHint().width() for name in (DraftField.PRIORITY, DraftField.TICKET_TYPE)) + 12
        self._place_choices(3 if room >= both + 12 + _TEAM_WIDTH else 2 if room >= both else 1)

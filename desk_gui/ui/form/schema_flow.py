"""Brings the custom fields that a profile wants into the form, and what of this laptop they ask for."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Slot

from desk_gui.outbox import fieldschema
from desk_gui.outbox.desk_templates import ReadSchema, ReadValues, SchemaRead, ValuesRead
from desk_gui.outbox.draft import Draft, Problem, mended
from desk_gui.outbox.fieldschema import Kind, Schema, Source
from desk_gui.ui.form.more_fields import MoreFields
from desk_gui.ui.form.schema_fields import SchemaFields, SchemaFieldView
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.text import fill, plain
from desk_gui.ui.words import translated

_MOST_NAMES = 5
_LONGEST_NAME = 40
_LONGEST_FACT = 200


class SchemaFlow(QObject):
    """Guides the form's custom fields. Lives on the GUI thread; the window owns it.

    Attributes:
        schema: Of the profile in use.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._form = window.form
        self.schema = Schema()
        self._profile = ""
        self._source = ""
        self._failure = ""
        self._facts: dict[str, str] = {}
        self._request = 0
        self._begun_id = self._form.draft_id
        self._offered: set[str] = set()
        self._form.draft_begun.connect(self._on_form_draft_begun)
        self._form.unfolded.connect(self._on_form_unfolded)
        window.footer.field_asked.connect(self._on_footer_field_asked)

    def use_profile(self, name: str) -> None:
        """Ask for what this profile wants."""
        if name != self._profile:
            self._profile = name
            self._window.desk.do(ReadSchema(name))

    def receive(self, event: SchemaRead | ValuesRead) -> None:
        """Use a schema, or what was found out about this laptop for it."""
        match event:
            case SchemaRead(profile) if profile == self._profile:
                self._use(event)
            case ValuesRead(request_id, values) if request_id == self._request:
                self._facts = dict(values)
                if self._fields is not None:
                    self._fields.know(self._facts)
                self._begin_fields()
                self._form.show_fold_summary()

    def _use(self, event: SchemaRead) -> None:
        before, self._failure = self._failure, translated(event.failure)
        if self._failure:
            self._window.strip.add(self._failure, instead_of=before)
        else:
            self._window.strip.withdraw(before)
        if event.schema == self.schema:
            return
        self.schema = event.schema
        self._form.guide = self if self.schema.fields else None
        if self._form.more is not None:
            self._show_fields(self._form.more)
        self._begin_fields()
        self._form.show_fold_summary()
        self._ask_facts()

    def _ask_facts(self) -> None:
        if self.schema.sources:
            # Templates ask for values as well; theirs are the numbers above zero.
            self._request -= 1
            self._window.desk.do(ReadValues(self._request, self._profile, self.schema.sources))

    def _begin_fields(self) -> None:
        """Fill a new draft's fields in with what they start with, each once; what was typed or taken out stays so."""
        if self._form.draft_id != self._begun_id or not self.schema.fields:
            return
        draft = self._form.draft()
        today = datetime.now().astimezone().date()
        begun = fieldschema.begun(self.schema, draft.custom_fields, self._facts, today)
        known = {mended(key).strip() for key, _ in draft.custom_fields}
        added = tuple((key, value) for key, value in begun[len(draft.custom_fields) :] if key not in self._offered)
        self._offered |= known | {key for key, _ in added}
        if added:
            self._form.fill_in(replace(draft, custom_fields=(*draft.custom_fields, *added)))

    @property
    def _fields(self) -> SchemaFields | None:
        return None if self._form.more is None else self._form.more.schema_fields

    def _show_fields(self, more: MoreFields) -> None:
        made = SchemaFields(self.schema) if self.schema.fields else None
        more.use_schema_fields(made)
        if made is not None:
            made.know(self._facts)
            made.view_wanted.connect(self._on_fields_view_wanted)

    def worth_keeping(self, draft: Draft) -> Draft:
        """Return a draft with those custom fields alone that belong into a template."""
        today = datetime.now().astimezone().date()
        kept = fieldschema.worth_keeping(self.schema, draft.custom_fields, self._facts, today)
        return replace(draft, custom_fields=kept)

    # What the form asks its guide

    def problems(self, draft: Draft) -> tuple[Problem, ...]:
        """Say which of the schema's rules a draft breaks."""
        return fieldschema.problems(self.schema, draft)

    def summary(self, draft: Draft) -> str:
        """Say what the closed fold holds: what is needed first, then what is filled in."""
        values = {mended(key).strip(): value.strip() for key, value in draft.custom_fields}
        needed = [one.label for one in self.schema.fields if one.is_required and not values.get(one.key)]
        filled = [
            self._named(key, value) for key, value in values.items() if value and not self._is_of_laptop(key, value)
        ]
        parts = []
        if needed:
            parts.append(fill(self.tr("needed: %1"), _listed(needed)))
        if filled:
            parts.append(_listed(filled))
        if draft.has_channel_contact:
            parts.append(QCoreApplication.translate("MoreFields", "channel contact"))
        return " · ".join(parts) or _listed([one.label for one in self.schema.fields])

    def told_of_laptop(self, draft: Draft) -> str:
        """Say what of this laptop a draft holds: it is seen before it is sent, however many fields there are."""
        parts = [
            fill(self.tr("%1 %2"), plain(one.label, _LONGEST_NAME), plain(value, _LONGEST_FACT))
            for key, value in draft.custom_fields
            if self._is_of_laptop(key, value) and (one := self.schema.field(key)) is not None
        ]
        return fill(self.tr("From this laptop: %1"), " · ".join(parts)) if parts else ""

    def _named(self, key: str, value: str) -> str:
        one = self.schema.field(key)
        if one is None:
            return key or value
        return fill(self.tr("%1 %2"), one.label, value) if one.kind is Kind.DATE else one.label

    def _is_of_laptop(self, key: str, value: str) -> bool:
        one = self.schema.field(key)
        source: Source | None = one.autofill if one is not None else None
        return source is not None and bool(value) and self._facts.get(source) == value.strip()

    @Slot()
    def _on_form_draft_begun(self) -> None:
        self._begun_id = self._form.draft_id
        self._offered = set()
        self._begin_fields()
        self._ask_facts()

    @Slot(object)
    def _on_form_unfolded(self, more: object) -> None:
        if isinstance(more, MoreFields) and self.schema.fields:
            self._show_fields(more)

    @Slot(object)
    def _on_fields_view_wanted(self, view: object) -> None:
        if isinstance(view, SchemaFieldView):
            self._form.ensureWidgetVisible(view, 0, 24)

    @Slot(object)
    def _on_footer_field_asked(self, asked: object) -> None:
        if isinstance(asked, Problem):
            self._form.focus_custom_field(asked.key)


def _listed(names: list[str]) -> str:
    shown = ", ".join(plain(name, _LONGEST_NAME) for name in names[:_MOST_NAMES])
    return f"{shown}, …" if len(names) > _MOST_NAMES else shown

"""Applies templates to the form, and opens what they are picked, saved and kept in order with."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence

from desk_gui.outbox.desk_templates import (
    ReadTemplates,
    ReadValues,
    SaveTemplates,
    SchemaRead,
    TemplateFileRead,
    TemplatesExported,
    TemplatesRead,
    ValuesRead,
    is_read_by_the_outbox,
)
from desk_gui.outbox.draft import Draft, mended
from desk_gui.outbox.events import SettingsSaved, WorkerReady
from desk_gui.outbox.templates import Template, applied, expand, places
from desk_gui.ui.form.schema_flow import SchemaFlow
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.strip import StripAction
from desk_gui.ui.templates.dialogs import TemplateDialogs
from desk_gui.ui.text import fill, plain
from desk_gui.ui.words import translated

KEYED = 9
"""So many templates have a key of their own."""

_MOST_STEPS = 30


@dataclass(frozen=True, slots=True)
class _Step:
    """The form on the other side of a template: before it was put in, or before it was taken back."""

    name: str
    draft: Draft


class TemplateFlow(QObject):
    """Knows the templates. Lives on the GUI thread; the window owns it.

    Attributes:
        fields: Brings the custom fields that the profile wants into the form.
        templates: As they are on the disk, in the technician's order.
        dialogs: Opens what they are picked, saved and kept in order with.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._form = window.form
        self.fields = SchemaFlow(window)
        self.templates: tuple[Template, ...] = ()
        self._request = 0
        self._waiting: Template | None = None
        self._waiting_for = ""
        self._steps: list[_Step] = []
        self._undone: list[_Step] = []
        self._saved_name = ""
        self._failure = ""
        self.dialogs = TemplateDialogs(window, self._draft_to_save)
        self.dialogs.picked.connect(self._on_dialogs_picked)
        self.dialogs.take_back_asked.connect(self.take_back)
        self.dialogs.changed.connect(self._on_dialogs_changed)
        self.dialogs.saved.connect(self._on_dialogs_saved)
        window.strip.action_asked.connect(self._on_strip_action_asked)
        self._add_actions()

    def _add_actions(self) -> None:
        for text, key, slot in (
            (self.tr("Use a template…"), "Ctrl+P", self.pick),
            (self.tr("Save as template…"), "Ctrl+Shift+P", self.save_form),
            (self.tr("Templates…"), "Ctrl+Alt+P", self.manage),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            action.setAutoRepeat(False)
            action.triggered.connect(slot)
            self._window.window_actions.add(action)
        for number in range(1, KEYED + 1):
            action = QAction(fill(self.tr("Template %1"), str(number)), self)
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.setAutoRepeat(False)
            action.setData(number)
            action.triggered.connect(self._on_numbered_triggered)
            self._window.addAction(action)

    def receive(self, event: object) -> None:
        """Take an event of the outbox; those of other topics are nothing to it."""
        match event:
            case WorkerReady(settings):
                self._window.desk.do(ReadTemplates())
                self.fields.use_profile(settings.active_profile)
            case SettingsSaved(settings):
                self.fields.use_profile(settings.active_profile)
            case SchemaRead():
                self.fields.receive(event)
            case ValuesRead(request_id) if request_id > 0:
                self._take_values(event)
            case ValuesRead():
                self.fields.receive(event)
            case TemplatesRead():
                self._take_templates(event)
            case TemplateFileRead():
                self.dialogs.take_file(event, self.templates)
            case TemplatesExported():
                self._tell_exported(event)

    def _take_templates(self, event: TemplatesRead) -> None:
        self.templates = event.templates
        self.dialogs.show_templates(event.templates)
        saved, self._saved_name = self._saved_name, ""
        before, self._failure = self._failure, translated(event.failure)
        if self._failure:
            self._window.strip.add(self._failure, instead_of=before)
        elif saved:
            self._tell_saved(saved)

    def _tell_saved(self, name: str) -> None:
        """Say that a template is kept, and the key that puts it in: else there would be nothing to see."""
        place = next((place for place, one in enumerate(self.templates) if one.name == name), KEYED)
        key = f"Ctrl+{place + 1}" if place < KEYED else "Ctrl+P"
        self._window.strip.say(fill(self.tr("“%1” is saved. %2 puts it in."), plain(name, 60), key), tone="ok")

    def _tell_exported(self, event: TemplatesExported) -> None:
        if event.failure:
            self._window.strip.say(translated(event.failure), tone="warn")
            return
        text = self.tr(
            "%n templates are in %1. Hand that file on; it is taken in under Templates, Import.", "", event.count
        )
        self._window.strip.say(fill(text, event.path.name), tone="plain")

    # Applying

    def apply(self, template: Template) -> None:
        """Put a template into the form, once what its places stand for is known."""
        self._window.panes.show_form()
        asked = tuple(name for name in places(template) if is_read_by_the_outbox(name))
        self._request += 1
        self._waiting, self._waiting_for = template, self._form.draft_id
        if asked:
            profile = self._window.settings.active_profile
            self._window.desk.do(ReadValues(self._request, profile, asked))
        else:
            self._take_values(ValuesRead(self._request, ()))

    def _take_values(self, event: ValuesRead) -> None:
        template, self._waiting = self._waiting, None
        if template is None or event.request_id != self._request or self._waiting_for != self._form.draft_id:
            return
        before = self._form.draft()
        expanded, unknown = expand(template, self._known(before) | dict(event.values))
        after = applied(expanded, before)
        self._steps = [*self._steps, _Step(template.name, before)][-_MOST_STEPS:]
        self._undone = []
        self._form.fill_in(after)
        self._form.title.setFocus()
        self._tell_applied(template.name, unknown)

    def _known(self, draft: Draft) -> dict[str, str]:
        """Return what places stand for without anybody being asked: the day, the time, and fields of the form."""
        now = datetime.now().astimezone()
        typed = {mended(key).strip(): value.strip() for key, value in draft.custom_fields}
        return typed | {"date": now.date().isoformat(), "time": now.strftime("%H:%M")}

    def _tell_applied(self, name: str, unknown: tuple[str, ...]) -> None:
        words = fill(self.tr("“%1” is in the form."), plain(name, 60))
        if unknown:
            listed = ", ".join(f"{{{plain(place, 40)}}}" for place in unknown[:5])
            words += " " + fill(self.tr("Not known here, so still to be replaced: %1"), listed)
        actions = [(StripAction.UNDO_TEMPLATE, self.tr("Undo"))]
        self._window.strip.say(words, tone="warn" if unknown else "plain", actions=actions)

    @Slot()
    def take_back(self) -> None:
        """Bring the form back exactly as it was before the last template, and before the one before that."""
        step = self._take(self._steps)
        if step is None:
            return
        self._undone.append(_Step(step.name, self._form.draft()))
        self._form.fill_in(step.draft)
        words = fill(self.tr("“%1” is taken back; the form is as it was."), plain(step.name, 60))
        actions = [(StripAction.REDO_TEMPLATE, self.tr("Use it again"))]
        if self.can_take_back:
            actions.insert(0, (StripAction.UNDO_TEMPLATE, self.tr("Undo")))
        self._window.strip.say(words, tone="plain", actions=actions)

    def _take(self, steps: list[_Step]) -> _Step | None:
        """Take the last step that the draft in the form went."""
        places = [place for place, step in enumerate(steps) if step.draft.draft_id == self._form.draft_id]
        return steps.pop(places[-1]) if places else None

    @property
    def can_take_back(self) -> bool:
        """Whether a template was put into the draft that is in the form."""
        return bool(self._last_name)

    @property
    def _last_name(self) -> str:
        names = [step.name for step in self._steps if step.draft.draft_id == self._form.draft_id]
        return names[-1] if names else ""

    def _put_back(self) -> None:
        step = self._take(self._undone)
        if step is not None:
            self._steps.append(_Step(step.name, self._form.draft()))
            self._form.fill_in(step.draft)
            self._tell_applied(step.name, ())

    # What opens

    @Slot()
    def pick(self) -> None:
        """Let a template be picked by name."""
        self.dialogs.pick(self.templates, self._last_name)

    @Slot()
    def save_form(self) -> None:
        """Save parts of the form as a template."""
        self.dialogs.save_form(self._draft_to_save(), self.templates)

    def _draft_to_save(self) -> Draft:
        return self.fields.worth_keeping(self._form.draft())

    @Slot()
    def manage(self) -> None:
        """Keep the templates in order."""
        self.dialogs.manage(self.templates)

    @Slot()
    def _on_numbered_triggered(self) -> None:
        action = self.sender()
        number = int(action.data()) if isinstance(action, QAction) else 0
        if 0 < number <= len(self.templates):
            self.apply(self.templates[number - 1])
        else:
            text = self.tr("There is no template %1 yet. Fill the form in and save it as one: Ctrl+Shift+P.")
            self._window.strip.say(fill(text, str(number)), tone="plain")

    @Slot(object)
    def _on_dialogs_picked(self, template: object) -> None:
        if isinstance(template, Template):
            self.apply(template)

    @Slot(object)
    def _on_dialogs_changed(self, templates: object) -> None:
        if isinstance(templates, tuple):
            self._window.desk.do(SaveTemplates(templates))

    @Slot(str)
    def _on_dialogs_saved(self, name: str) -> None:
        self._saved_name = name

    @Slot(object)
    def _on_strip_action_asked(self, action: object) -> None:
        match action:
            case StripAction.UNDO_TEMPLATE:
                self.take_back()
            case StripAction.REDO_TEMPLATE:
                self._put_back()

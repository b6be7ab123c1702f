"""The settings: key and address, what new tickets start with, how the program looks, and what is assumed of the API."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk_gui.outbox.desk import SaveCredentials
from desk_gui.outbox.events import CredentialsChanged, CredentialState
from desk_gui.system.settings import APPEARANCES, Settings, is_usable_address, origin_of
from desk_gui.ui.form.choice_group import ChoiceGroup
from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.setup.key_state import KeyState
from desk_gui.ui.style import button


class SettingsDialog(QDialog):
    """Collects settings and a key. The window passes them on; the keyring's answer comes back by `show_credentials`.

    Signals:
        settings_chosen: The Settings to keep.
        credentials_chosen: A SaveCredentials command.
    """

    settings_chosen = Signal(object)
    credentials_chosen = Signal(object)

    def __init__(self, settings: Settings, *, is_practice: bool, parent: QWidget | None = None) -> None:
        """Build the dialog with the settings in use."""
        super().__init__(parent)
        self._settings = settings
        self._is_practice = is_practice
        self._stored_key = ""
        self._has_stored_secret = False
        self._key_to_keep = ""
        self.setWindowTitle(self.tr("Desk GUI settings"))
        self.setModal(True)
        self._build_fields()
        self._lay_out()
        self._show(settings)
        self.resize(560, min(660, self.screen().availableGeometry().height() - 60))

    def _build_fields(self) -> None:
        self.api_key = line_edit(self.tr("From the console: Project Settings, API Management"))
        self.api_secret = line_edit()
        self.api_secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.api_secret.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.base_url = line_edit("https://")
        self.default_requester_id = line_edit(self.tr("What Requester ID starts with"))
        self.submitter_id = line_edit(self.tr("Your own member ID, for example u_12345"))
        self.appearance = ChoiceGroup(
            (("system", self.tr("Like the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark")))
        )
        self.undo_time = ChoiceGroup(
            (("0", self.tr("None")), ("5", self.tr("5 s")), ("10", self.tr("10 s")), ("30", self.tr("30 s")))
        )
        self.undo_time.setToolTip(self.tr("Each submitted ticket is held back this long, so that it can be undone"))
        self.reference_in_description = QCheckBox(self.tr("Also write the reference as the description's last line"))
        self.path_prefix = line_edit()
        self.upload_path = line_edit()
        self.upload_field = line_edit()
        self.reference_field = line_edit(self.tr("Empty: the reference is not sent"))
        self.key_state = KeyState()
        self.key_state.run_only_asked.connect(self._on_key_state_run_only_asked)
        self._fields = {
            "api_key": Field(self.tr("API key"), self.api_key),
            "api_secret": Field(self.tr("API secret"), self.api_secret),
            "base_url": Field(self.tr("Base URL"), self.base_url),
            "upload_path": Field(self.tr("Upload path"), self.upload_path, quiet=True),
            "upload_field": Field(self.tr("Upload field"), self.upload_field, quiet=True),
        }
        self.save = button(self.tr("Save"))
        self.save.setObjectName("submit")
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save_clicked)
        self.cancel = button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("form")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        self._lay_out_account(layout)
        layout.addWidget(_line())
        layout.addWidget(Field(self.tr("Default requester ID"), self.default_requester_id))
        layout.addWidget(Field(self.tr("Submitter ID"), self.submitter_id))
        layout.addWidget(Field(self.tr("Time to undo"), self.undo_time))
        layout.addWidget(Field(self.tr("Appearance"), self.appearance))
        layout.addWidget(_line())
        self._lay_out_advanced(layout)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("form_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        foot = QFrame()
        foot.setObjectName("footer")
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(20, 9, 20, 9)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(foot)

    def _lay_out_account(self, layout: QVBoxLayout) -> None:
        if self._is_practice:
            layout.addWidget(_note(self.tr("Practice has a LiveDesk of its own inside this program: it needs no key.")))
            return
        for name in ("api_key", "api_secret"):
            layout.addWidget(self._fields[name])
        layout.addWidget(self.key_state)
        layout.addWidget(self._fields["base_url"])

    def _lay_out_advanced(self, layout: QVBoxLayout) -> None:
        heading = QLabel(self.tr("Advanced"))
        heading.setProperty("kind", "label")
        layout.addWidget(heading)
        layout.addWidget(
            _note(
                self.tr(
                    "LiveDesk's guide does not say how files are uploaded. Path and field below are an assumption; "
                    "change them if your LiveDesk differs."
                )
            )
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Field(self.tr("API path"), self.path_prefix, quiet=True))
        row.addWidget(self._fields["upload_path"])
        row.addWidget(self._fields["upload_field"])
        layout.addLayout(row)
        layout.addWidget(Field(self.tr("Custom field for the reference"), self.reference_field, quiet=True))
        layout.addWidget(self.reference_in_description)

    def _show(self, settings: Settings) -> None:
        profile = settings.active
        self.base_url.setText(profile.base_url)
        self.default_requester_id.setText(profile.default_requester_id)
        self.submitter_id.setText(profile.submitter_id)
        self.appearance.set_value(settings.appearance)
        self.path_prefix.setText(profile.path_prefix)
        self.upload_path.setText(profile.upload_path)
        self.upload_field.setText(profile.upload_field)
        self.reference_field.setText(profile.reference_field)
        self.reference_in_description.setChecked(profile.reference_in_description)
        self.undo_time.set_value(str(settings.undo_s))

    def show_credentials(self, event: CredentialsChanged) -> None:
        """Show what is known of the key; closes the dialog when that ends a Save."""
        if event.profile != self._settings.active_profile:
            return
        if self._key_to_keep and event.state is CredentialState.MISSING:
            return  # The answer to a question from before Save.
        is_kept = event.state in (CredentialState.STORED, CredentialState.THIS_RUN_ONLY)
        self.save.setEnabled(True)
        self.key_state.show_state(event.state, was_saving=bool(self._key_to_keep))
        if is_kept:
            self._stored_key = event.api_key
            self._has_stored_secret = True
            self.api_secret.setPlaceholderText(self.tr("Stored; leave empty to keep it"))
            if not self.api_key.text():
                self.api_key.setText(event.api_key)
            if self._key_to_keep and self._key_to_keep == event.api_key:
                self.accept()

    def _chosen_settings(self) -> Settings:
        profile = replace(
            self._settings.active,
            base_url=self.base_url.text().strip(),
            default_requester_id=self.default_requester_id.text().strip(),
            submitter_id=self.submitter_id.text().strip(),
            path_prefix=_as_path(self.path_prefix.text()),
            upload_path=_as_path(self.upload_path.text()),
            upload_field=self.upload_field.text().strip(),
            reference_field=self.reference_field.text().strip(),
            reference_in_description=self.reference_in_description.isChecked(),
        )
        appearance = self.appearance.value()
        return replace(
            self._settings.with_profile(profile),
            appearance=appearance if appearance in APPEARANCES else "system",
            undo_s=int(self.undo_time.value() or self._settings.undo_s),
        )

    def _has_moved(self) -> bool:
        return origin_of(self.base_url.text().strip()) != self._settings.active.origin

    def _find_mistakes(self) -> dict[str, str]:
        """Say what is wrong, by field."""
        found: dict[str, str] = {}
        key, secret = self.api_key.text().strip(), self.api_secret.text()
        if not self._is_practice:
            if not is_usable_address(self.base_url.text().strip()):
                found["base_url"] = self.tr("The address starts with https:// and a host name.")
            if secret and not key:
                found["api_key"] = self.tr("The secret needs its key.")
            is_known_key = self._has_stored_secret and key == self._stored_key
            if key and not secret and not is_known_key:
                found["api_secret"] = self.tr("This key needs its secret.")
            elif key and not secret and self._has_moved():
                found["api_secret"] = self.tr("Another address needs its secret once more.")
        if not self.upload_path.text().strip(" /"):
            found["upload_path"] = self.tr("Uploads need a path, for example /upload.")
        if not self.upload_field.text().strip():
            found["upload_field"] = self.tr("Uploads need a field, for example attachment.")
        return found

    def _save(self, *, for_this_run_only: bool) -> None:
        mistakes = self._find_mistakes()
        for name, field in self._fields.items():
            field.set_error(mistakes.get(name, ""))
        if mistakes:
            first = next(name for name in self._fields if name in mistakes)
            self._fields[first].editor.setFocus()
            return
        key, secret = self.api_key.text().strip(), self.api_secret.text()
        settings = self._chosen_settings()
        self._settings = settings
        self.settings_chosen.emit(settings)
        if self._is_practice or not secret:
            self.accept()
            return
        self._key_to_keep = key
        self.save.setEnabled(False)
        self.key_state.show_waiting()
        self.credentials_chosen.emit(
            SaveCredentials(
                settings.active_profile, settings.active.base_url, key, secret, for_this_run_only=for_this_run_only
            )
        )

    @Slot()
    def _on_save_clicked(self) -> None:
        self._save(for_this_run_only=False)

    @Slot()
    def _on_key_state_run_only_asked(self) -> None:
        self._save(for_this_run_only=True)


def _as_path(text: str) -> str:
    trimmed = text.strip().strip("/")
    return f"/{trimmed}" if trimmed else ""


def _note(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", "dim")
    label.setWordWrap(True)
    return label


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("line")
    line.setFixedHeight(1)
    return line

"""The account: key and address, and what this technician's tickets start with and carry."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from desk_gui.outbox.desk import SaveCredentials
from desk_gui.outbox.events import CredentialsChanged, CredentialState
from desk_gui.system.settings import Settings, is_usable_address, origin_of
from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.form.switch_line import SwitchLine
from desk_gui.ui.setup.key_state import KeyState
from desk_gui.ui.setup.section import Section, line, note


class AccountSection(Section):
    """Collects the key and what belongs to a profile. The keyring's answer comes back by `show_credentials`.

    Signals:
        run_only_asked: Save, and keep the key in memory for this run.

    Attributes:
        fields: Those that can be wrong, by name.
    """

    run_only_asked = Signal()

    def __init__(self, *, is_practice: bool) -> None:
        super().__init__("")
        self.title = self.tr("Account")
        self._is_practice = is_practice
        self._settings = Settings()
        self._stored_key = ""
        self._has_stored_secret = False
        self._key_to_keep = ""
        self._build_fields()
        self._lay_out()

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
        self.reference_field = line_edit(self.tr("Empty: the reference is not sent"))
        self.reference_in_description = SwitchLine(self.tr("Also write the reference as the description's last line"))
        self.key_state = KeyState()
        self.key_state.run_only_asked.connect(self.run_only_asked)
        self.fields = {
            "api_key": Field(self.tr("API key"), self.api_key),
            "api_secret": Field(self.tr("API secret"), self.api_secret),
            "base_url": Field(self.tr("Base URL"), self.base_url),
        }

    def _lay_out(self) -> None:
        if self._is_practice:
            text = self.tr("Practice has a LiveDesk of its own inside this program: it needs no key.")
            self.column.addWidget(note(text))
        else:
            self.column.addWidget(self.fields["api_key"])
            self.column.addWidget(self.fields["api_secret"])
            self.column.addWidget(self.key_state)
            self.column.addWidget(self.fields["base_url"])
        self.setFocusProxy(self.default_requester_id if self._is_practice else self.api_key)
        self.column.addWidget(line())
        self.column.addWidget(Field(self.tr("Default requester ID"), self.default_requester_id))
        self.column.addWidget(Field(self.tr("Submitter ID"), self.submitter_id))
        self.column.addWidget(line())
        self.column.addWidget(Field(self.tr("Custom field for the reference"), self.reference_field, quiet=True))
        self.column.addWidget(self.reference_in_description)

    def show_settings(self, settings: Settings) -> None:
        """Show the active profile."""
        self._settings = settings
        profile = settings.active
        self.base_url.setText(profile.base_url)
        self.default_requester_id.setText(profile.default_requester_id)
        self.submitter_id.setText(profile.submitter_id)
        self.reference_field.setText(profile.reference_field)
        self.reference_in_description.setChecked(profile.reference_in_description)

    def changed(self, settings: Settings) -> Settings:
        """Put the active profile in."""
        profile = replace(
            settings.active,
            base_url=self.base_url.text().strip(),
            default_requester_id=self.default_requester_id.text().strip(),
            submitter_id=self.submitter_id.text().strip(),
            reference_field=self.reference_field.text().strip(),
            reference_in_description=self.reference_in_description.isChecked(),
        )
        return settings.with_profile(profile)

    def problem(self) -> str:
        """Show what is wrong with key and address."""
        found = {} if self._is_practice else self._find_mistakes()
        for name, field in self.fields.items():
            field.set_error(found.get(name, ""))
        return next(iter(found.values()), "")

    def _find_mistakes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        key, secret = self.api_key.text().strip(), self.api_secret.text()
        has_moved = origin_of(self.base_url.text().strip()) != self._settings.active.origin
        if not is_usable_address(self.base_url.text().strip()):
            found["base_url"] = self.tr("The address starts with https:// and a host name.")
        if secret and not key:
            found["api_key"] = self.tr("The secret needs its key.")
        is_known_key = self._has_stored_secret and key == self._stored_key
        if key and not secret and not is_known_key:
            found["api_secret"] = self.tr("This key needs its secret.")
        elif key and not secret and has_moved:
            found["api_secret"] = self.tr("Another address needs its secret once more.")
        return found

    def take_key(self, settings: Settings, *, for_this_run_only: bool) -> SaveCredentials | None:
        """Return what the keyring is to keep for these settings, and wait for its answer; None without a new key."""
        self._settings = settings
        key, secret = self.api_key.text().strip(), self.api_secret.text()
        if self._is_practice or not secret:
            return None
        self._key_to_keep = key
        self.key_state.show_waiting()
        profile = settings.active
        return SaveCredentials(profile.name, profile.base_url, key, secret, for_this_run_only=for_this_run_only)

    def show_credentials(self, event: CredentialsChanged) -> bool | None:
        """Show what is known of the key.

        Returns:
            Whether the key that was to be kept is kept now; None when the event says nothing of this account.
        """
        if event.profile != self._settings.active_profile:
            return None
        if self._key_to_keep and event.state is CredentialState.MISSING:
            return None  # The answer to a question from before Save.
        self.key_state.show_state(event.state, was_saving=bool(self._key_to_keep))
        if event.state not in (CredentialState.STORED, CredentialState.THIS_RUN_ONLY):
            return False
        self._stored_key = event.api_key
        self._has_stored_secret = True
        self.api_secret.setPlaceholderText(self.tr("Stored; leave empty to keep it"))
        if not self.api_key.text():
            self.api_key.setText(event.api_key)
        return bool(self._key_to_keep) and self._key_to_keep == event.api_key

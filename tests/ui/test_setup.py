"""The settings dialog: what it refuses, what it hands on, and what it says of the keyring."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desk_gui.outbox.desk import SaveCredentials
from desk_gui.outbox.events import CredentialsChanged, CredentialState
from desk_gui.system.settings import Settings
from desk_gui.ui.setup.settings_dialog import SettingsDialog
from desk_gui.ui.theme import Theme

SECRET = "s3cr3t-marked"  # noqa: S105 - no secret of anybody's
SETTINGS = Settings()
ORIGIN = SETTINGS.active.origin


class Chosen:
    """What a dialog handed on."""

    def __init__(self, dialog: SettingsDialog) -> None:
        self.settings: list[Settings] = []
        self.credentials: list[SaveCredentials] = []
        dialog.settings_chosen.connect(self.settings.append)
        dialog.credentials_chosen.connect(self.credentials.append)


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> Iterator[SettingsDialog]:
    assert theme
    made = SettingsDialog(SETTINGS, is_practice=False)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def _state(state: CredentialState, api_key: str = "") -> CredentialsChanged:
    return CredentialsChanged("default", ORIGIN, state, api_key)


def test_the_secret_is_masked_and_in_no_repr(dialog: SettingsDialog) -> None:
    chosen = Chosen(dialog)
    dialog.api_key.setText("key")
    dialog.api_secret.setText(SECRET)
    dialog.save.click()
    assert dialog.api_secret.echoMode() is QLineEdit.EchoMode.Password
    assert chosen.credentials[0].api_secret == SECRET
    assert SECRET not in repr(chosen.credentials)


@pytest.mark.parametrize(
    ("field", "text", "shown_at"),
    [
        ("base_url", "http://livedesk.example", "base_url"),
        ("base_url", "", "base_url"),
        ("base_url", "https://key:secret@livedesk.example", "base_url"),
        ("api_key", "a key without its secret", "api_secret"),
        ("api_secret", "a secret without its key", "api_key"),
        ("upload_path", " / ", "upload_path"),
        ("upload_field", " ", "upload_field"),
    ],
)
def test_a_mistake_shows_at_its_field_and_nothing_is_handed_on(
    dialog: SettingsDialog, field: str, text: str, shown_at: str
) -> None:
    chosen = Chosen(dialog)
    editor = getattr(dialog, field)
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    dialog.save.click()
    assert [name for name, one in dialog._fields.items() if one.error] == [shown_at]
    assert dialog.isVisible()
    assert not chosen.settings
    assert not chosen.credentials


def test_what_is_typed_is_handed_on_trimmed(dialog: SettingsDialog) -> None:
    chosen = Chosen(dialog)
    dialog.base_url.setText(" https://other.example ")
    dialog.default_requester_id.setText(" contact_1 ")
    dialog.submitter_id.setText("u_1")
    dialog.upload_path.setText("files")
    dialog.appearance.set_value("dark")
    dialog.save.click()
    profile = replace(
        SETTINGS.active,
        base_url="https://other.example",
        default_requester_id="contact_1",
        submitter_id="u_1",
        upload_path="/files",
    )
    assert chosen.settings == [replace(SETTINGS.with_profile(profile), appearance="dark")]
    assert not chosen.credentials
    assert not dialog.isVisible()


def test_the_dialog_closes_when_the_keyring_has_the_key_and_not_before(dialog: SettingsDialog) -> None:
    dialog.api_key.setText("key")
    dialog.api_secret.setText(SECRET)
    dialog.save.click()
    assert dialog.isVisible()
    assert not dialog.save.isEnabled()
    dialog.show_credentials(_state(CredentialState.STORED, "key"))
    assert not dialog.isVisible()


@pytest.mark.parametrize("state", [CredentialState.LOCKED, CredentialState.NO_KEYRING, CredentialState.KEYRING_FAILED])
def test_a_keyring_that_does_not_take_it_is_said_and_this_run_only_offered(
    dialog: SettingsDialog, state: CredentialState
) -> None:
    chosen = Chosen(dialog)
    dialog.api_key.setText("key")
    dialog.api_secret.setText(SECRET)
    dialog.save.click()
    dialog.show_credentials(_state(state))
    assert dialog.isVisible()
    assert dialog.key_state.run_only.isVisible()
    assert dialog.api_secret.text() == SECRET, "what was typed is kept"
    dialog.key_state.run_only.click()
    assert [command.for_this_run_only for command in chosen.credentials] == [False, True]
    dialog.show_credentials(_state(CredentialState.THIS_RUN_ONLY, "key"))
    assert not dialog.isVisible()


def test_a_stored_key_need_not_be_typed_again_unless_the_address_changes(dialog: SettingsDialog) -> None:
    chosen = Chosen(dialog)
    dialog.show_credentials(_state(CredentialState.STORED, "key"))
    assert dialog.api_key.text() == "key"
    assert not dialog.api_secret.text()
    dialog.base_url.setText("https://other.example")
    dialog.save.click()
    assert dialog._fields["api_secret"].error
    dialog.base_url.setText(SETTINGS.active.base_url)
    dialog.save.click()
    assert not dialog.isVisible()
    assert not chosen.credentials


def test_practice_asks_for_no_key(qtbot: QtBot, theme: Theme) -> None:
    assert theme
    made = SettingsDialog(SETTINGS, is_practice=True)
    qtbot.addWidget(made)
    made.show()
    assert not made.api_key.isVisible()
    chosen = Chosen(made)
    made.save.click()
    assert len(chosen.settings) == 1
    assert not made.isVisible()

"""Who waits with whom, for what, and what ends it: keys, networks, addresses, and a profile that moved."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from support.log_failure import ExpectLog
from support.misbehaving import Fault, Misbehaving
from support.outbox import API_KEY, API_SECRET, PNG, Outbox

from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.desk import CheckCredentials, SaveCredentials, SaveSettings, SendAgain, SendNow
from desk_gui.outbox.events import (
    CredentialsChanged,
    CredentialState,
    KeyNeeded,
    RoundEnded,
    SettingsSaved,
    StorageFailed,
)
from desk_gui.outbox.tickets import Hold, State
from desk_gui.system.credentials import Credentials, CredentialStore
from desk_gui.system.errors import KeyringLocked, KeyringMissing, KeyringTrouble
from desk_gui.system.settings import Profile, Settings, read_settings

WRONG = "not the secret"


def save_key(server: Misbehaving, *, secret: str = API_SECRET, for_this_run_only: bool = False) -> SaveCredentials:
    return SaveCredentials("default", server.base_url, API_KEY, secret, for_this_run_only=for_this_run_only)


def tried(outbox: Outbox, *, files: int = 0) -> str:
    """Submit a ticket and return it once its first try has ended."""
    draft = outbox.draft()
    if files:
        draft = outbox.with_files(draft, *(PNG + bytes([number]) for number in range(files)))
    since = outbox.events.count
    outbox.submit(draft)
    outbox.wait_for_end_of_try(draft.draft_id, since=since)
    return draft.draft_id


# Keys


def test_missing_key_is_asked_for_once_and_then_all_go(data: Path, server: Misbehaving) -> None:
    with Outbox(data, base_url=server.base_url, keys=CredentialStore.in_memory()) as outbox:
        tickets = [tried(outbox) for _ in range(3)]
        needed = outbox.events.wait_for(KeyNeeded)
        assert (needed.profile, needed.origin, needed.was_refused) == ("default", server.base_url, False)
        assert server.request_count("create") == 0
        outbox.do(save_key(server))
        for ticket in tickets:
            outbox.wait_for_state(ticket, State.CREATED)

        assert len(outbox.events.all(KeyNeeded)) == 1
        saved = outbox.events.all(CredentialsChanged)[-1]
        assert (saved.state, saved.api_key) == (CredentialState.STORED, API_KEY)


def test_refused_key_parks_the_profile_and_is_not_tried_again(data: Path, server: Misbehaving) -> None:
    keys = CredentialStore.in_memory()
    keys.save("default", server.base_url, Credentials(api_key=API_KEY, api_secret=WRONG))
    server.script("create", Fault.throttled(300))
    with Outbox(data, base_url=server.base_url, keys=keys) as outbox:
        waiting = tried(outbox)
        refused = tried(outbox)
        parked = outbox.wait_for_row(waiting, lambda row: row.hold is Hold.KEY)
        third = tried(outbox)
        needed = outbox.events.wait_for(KeyNeeded)

        assert (parked.trouble, parked.next_try_at) == (Trouble.KEY_REFUSED, None)
        assert (needed.was_refused, needed.waiting) == (True, 2)
        assert server.request_count("create") == 2
        outbox.do(save_key(server))
        for ticket in (waiting, refused, third):
            outbox.wait_for_state(ticket, State.CREATED)
        assert len(outbox.events.all(KeyNeeded)) == 1


def test_key_is_asked_for_again_when_the_saved_one_is_refused_too(data: Path, server: Misbehaving) -> None:
    with Outbox(data, base_url=server.base_url, keys=CredentialStore.in_memory()) as outbox:
        tried(outbox)
        outbox.do(save_key(server, secret=WRONG))

        assert outbox.events.wait_for(KeyNeeded, lambda needed: needed.was_refused).waiting == 1


def test_empty_secret_keeps_the_stored_one(outbox: Outbox, server: Misbehaving) -> None:
    outbox.do(SaveCredentials("default", server.base_url, "another-key", ""), CheckCredentials("default"))
    outbox.events.wait_for(CredentialsChanged, lambda changed: changed.api_key == "another-key")
    outbox.do(save_key(server, secret="", for_this_run_only=True))
    outbox.events.wait_for(CredentialsChanged, lambda changed: changed.state is CredentialState.THIS_RUN_ONLY)

    outbox.wait_for_state(tried(outbox), State.CREATED)


def test_empty_secret_without_a_stored_one_keeps_nothing(data: Path, server: Misbehaving) -> None:
    with Outbox(data, base_url=server.base_url, keys=CredentialStore.in_memory()) as outbox:
        outbox.do(save_key(server, secret=""), CheckCredentials("default"), CheckCredentials("nobody's"))
        states = [outbox.events.wait_for(CredentialsChanged, lambda c: c.profile == "nobody's").state]

        states += [changed.state for changed in outbox.events.all(CredentialsChanged)]
        assert set(states) == {CredentialState.MISSING}


class BrokenKeeper:
    """A keyring that cannot be used, and says why."""

    def __init__(self, trouble: KeyringTrouble) -> None:
        self.trouble = trouble

    def find(self, profile: str, origin: str) -> Credentials | None:
        raise self.trouble

    def is_for_this_run_only(self, profile: str, origin: str) -> bool:
        del profile, origin
        return False

    def save(self, profile: str, origin: str, credentials: Credentials, *, for_this_run_only: bool = False) -> None:
        raise self.trouble


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (KeyringLocked(), CredentialState.LOCKED),
        (KeyringMissing(), CredentialState.NO_KEYRING),
        (KeyringTrouble(), CredentialState.KEYRING_FAILED),
    ],
)
def test_keyring_trouble_is_said_and_parks(
    data: Path, server: Misbehaving, trouble: KeyringTrouble, state: CredentialState, expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.outbox.keys", logging.WARNING, f"no key: {type(trouble).__name__}")
    expect_log("desk_gui.outbox.keys", logging.WARNING, f"kept no key: {type(trouble).__name__}")
    with Outbox(data, base_url=server.base_url, keys=BrokenKeeper(trouble)) as outbox:
        ticket = tried(outbox)
        assert outbox.events.wait_for(CredentialsChanged).state is state
        since = outbox.events.count
        outbox.do(save_key(server))

        assert outbox.events.wait_for(CredentialsChanged, since=since).state is state
        assert outbox.wait_for_end_of_try(ticket).hold is Hold.KEY


# Holds of a whole profile


@pytest.mark.parametrize(
    ("fault", "hold"),
    [
        (Fault.redirect("https://elsewhere.example"), Hold.WRONG_ADDRESS),
        (Fault.status(407), Hold.PROXY_LOGIN),
        (Fault.status(403), Hold.NETWORK),
    ],
)
def test_whole_profile_is_held_until_send_now(outbox: Outbox, server: Misbehaving, fault: Fault, hold: Hold) -> None:
    server.always("contacts", Fault.status(403))
    server.script("create", Fault.throttled(300), fault)
    first, second = tried(outbox), tried(outbox)
    held = outbox.wait_for_row(first, lambda row: row.hold is hold)
    assert held.next_try_at is None
    since = outbox.events.count
    outbox.do(SendNow(7))

    assert [row.state for row in outbox.events.wait_for(RoundEnded).rows] == [State.CREATED] * 2
    ended = outbox.events.wait_for(RoundEnded, since=since)
    assert ({row.ticket for row in ended.rows}, ended.request_id) == ({first, second}, 7)


def test_one_success_ends_the_hold_of_all(outbox: Outbox, server: Misbehaving) -> None:
    server.script("create", Fault.status(407))
    held = tried(outbox)
    new = tried(outbox)

    outbox.wait_for_state(new, State.CREATED)
    outbox.wait_for_state(held, State.CREATED)


def test_held_profile_is_tried_once_at_the_next_start(data: Path, server: Misbehaving) -> None:
    server.always("create", Fault.status(407))
    with Outbox(data, base_url=server.base_url) as outbox:
        ticket = tried(outbox)
    with Outbox(data, base_url=server.base_url) as outbox:
        assert outbox.wait_for_end_of_try(ticket).hold is Hold.PROXY_LOGIN
    server.behave()
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.wait_for_state(ticket, State.CREATED)
    assert server.request_count("create") == 3


def test_unknown_upload_address_holds_tickets_with_files_alone(outbox: Outbox, server: Misbehaving) -> None:
    server.script("upload", Fault.throttled(300), Fault.status(404))
    waiting = tried(outbox, files=1)
    held = tried(outbox, files=1)
    assert outbox.wait_for_row(waiting, lambda row: row.hold is Hold.UPLOAD_ADDRESS).trouble == Trouble.NOT_FOUND
    outbox.wait_for_state(tried(outbox), State.CREATED)
    profile = replace(outbox.settings.active, upload_path="upload/")
    outbox.do(SaveSettings(Settings(profiles=(profile,))))

    for ticket in (waiting, held):
        outbox.wait_for_state(ticket, State.CREATED)


def test_pause_holds_the_profile_but_a_pause_of_uploads_only_files(outbox: Outbox, server: Misbehaving) -> None:
    server.script("upload", Fault.throttled(300))
    with_file = tried(outbox, files=1)
    without = tried(outbox)
    assert outbox.wait_for_state(without, State.CREATED)
    server.script("create", Fault.status(400), Fault.throttled(600))
    tried(outbox)
    tried(outbox)
    moved = outbox.wait_for_row(
        with_file, lambda row: row.next_try_at is not None and (row.next_try_at - row.changed_at).total_seconds() > 500
    )

    assert moved.hold is Hold.THROTTLED


# Addresses


def test_ticket_stays_with_the_address_it_was_submitted_to(data: Path, tmp_path: Path, server: Misbehaving) -> None:
    server.always("create", Fault.throttled(300))
    with (
        Misbehaving(data_dir=tmp_path / "other", api_key=API_KEY, api_secret=API_SECRET) as other,
        Outbox(data, base_url=server.base_url) as outbox,
    ):
        ticket = tried(outbox, files=1)
        moved = Settings(profiles=(Profile(base_url=other.base_url),))
        outbox.do(SaveSettings(moved), SaveCredentials("default", other.base_url, API_KEY, API_SECRET), SendNow())
        held = outbox.wait_for_row(ticket, lambda row: row.hold is Hold.ORIGIN_CHANGED)
        assert held.trouble == Trouble.ORIGIN_CHANGED
        assert other.request_count("create") == other.request_count("upload") == 0
        outbox.do(SendAgain(ticket))
        outbox.wait_for_state(ticket, State.CREATED)

        assert (other.request_count("upload"), other.request_count("create")) == (1, 1)


def test_old_address_set_back_lets_the_ticket_go(outbox: Outbox, server: Misbehaving) -> None:
    server.script("create", Fault.throttled(300))
    ticket = tried(outbox)
    outbox.do(SaveSettings(Settings(profiles=(Profile(base_url="https://other.example"),))), SendNow())
    outbox.wait_for_row(ticket, lambda row: row.hold is Hold.ORIGIN_CHANGED)
    outbox.do(SaveSettings(outbox.settings))

    outbox.wait_for_state(ticket, State.CREATED)


@pytest.mark.parametrize(
    "base_url", ["http://livedesk.example", "ftp://x", "https://user@livedesk.example", "nonsense"]
)
def test_unsafe_address_holds(data: Path, base_url: str) -> None:
    keys = CredentialStore.in_memory()
    profile = Profile(base_url=base_url)
    keys.save("default", profile.origin, Credentials(api_key=API_KEY, api_secret=API_SECRET))
    with Outbox(data, settings=Settings(profiles=(profile,)), keys=keys) as outbox:
        row = outbox.wait_for_end_of_try(tried(outbox))

        assert (row.hold, row.trouble) == (Hold.WRONG_ADDRESS, Trouble.UNSAFE_ADDRESS)


def test_profiles_do_not_hold_each_other(data: Path, tmp_path: Path, server: Misbehaving) -> None:
    server.always("create", Fault.status(407))
    with Misbehaving(data_dir=tmp_path / "other", api_key=API_KEY, api_secret=API_SECRET) as other:
        settings = Settings(profiles=(Profile(base_url=server.base_url), Profile("work", base_url=other.base_url)))
        with Outbox(data, settings=settings) as outbox:
            tried(outbox)
            row = outbox.submit(outbox.draft(), "work")
            outbox.wait_for_state(row.ticket, State.CREATED)
            lost = outbox.submit(outbox.draft(), "no such profile")

            assert outbox.wait_for_end_of_try(lost.ticket).hold is Hold.ORIGIN_CHANGED


# Settings


def test_settings_are_saved_and_used(outbox: Outbox, server: Misbehaving) -> None:
    changed = Settings(profiles=(replace(outbox.settings.active, reference_field="ref"),), appearance="dark")
    outbox.do(SaveSettings(changed))
    row = outbox.submit(outbox.draft())
    outbox.wait_for_state(row.ticket, State.CREATED)

    assert outbox.events.wait_for(SettingsSaved).settings == changed
    assert read_settings(outbox.data_dir.settings) == (changed, None)
    [ticket] = server.tickets()
    assert ticket["request"]["custom_fields"] == {"ref": row.reference}


def test_settings_that_cannot_be_saved_are_said(outbox: Outbox) -> None:
    outbox.data_dir.settings.mkdir()
    outbox.do(SaveSettings(Settings(appearance="dark")))

    failed = outbox.events.wait_for(StorageFailed)
    assert not failed.is_fatal
    assert "settings could not be saved" in failed.words

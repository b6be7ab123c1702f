import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.backends.SecretService import Keyring as SecretServiceKeyring
from support.keyring_session import KeyringSession

from desk_gui.system.credentials import Credentials, CredentialStore, MemoryKeeper, account_name
from desk_gui.system.errors import KeyringFailed, KeyringLocked, KeyringMissing, KeyringTrouble
from desk_gui.system.keyring_access import refuse_plaintext

ORIGIN = "https://livedesk.example"
OTHER = "https://other.example:8443"
FIRST = Credentials("key-1", "MARKED-1")
SECOND = Credentials("kéy 2", 'MARK"ED\\2 € ü')


@pytest.fixture(params=["memory", "keyring"])
def store(request: pytest.FixtureRequest) -> CredentialStore:
    """Both kinds of store pass the same tests."""
    if request.param == "memory":
        return CredentialStore.in_memory()
    request.getfixturevalue("keyring")
    return CredentialStore()


def test_nothing_is_found_before_it_is_saved(store: CredentialStore) -> None:
    assert store.find("default", ORIGIN) is None


@pytest.mark.parametrize("credentials", [FIRST, SECOND], ids=["plain", "beyond ASCII"])
def test_what_is_saved_is_found(store: CredentialStore, credentials: Credentials) -> None:
    store.save("default", ORIGIN, credentials)

    assert store.find("default", ORIGIN) == credentials
    assert not store.is_for_this_run_only("default", ORIGIN)


def test_saving_again_replaces(store: CredentialStore) -> None:
    store.save("default", ORIGIN, FIRST)
    store.save("default", ORIGIN, SECOND)

    assert store.find("default", ORIGIN) == SECOND


def test_profiles_and_origins_are_apart(store: CredentialStore) -> None:
    store.save("default", ORIGIN, FIRST)
    store.save("night shift", ORIGIN, SECOND)

    assert store.find("default", ORIGIN) == FIRST
    assert store.find("night shift", ORIGIN) == SECOND
    assert store.find("default", OTHER) is None


def test_deleting_forgets_one_and_may_be_repeated(store: CredentialStore) -> None:
    store.save("default", ORIGIN, FIRST)
    store.save("default", OTHER, SECOND)

    store.delete("default", ORIGIN)
    store.delete("default", ORIGIN)

    assert store.find("default", ORIGIN) is None
    assert store.find("default", OTHER) == SECOND


def test_this_run_only_hides_the_kept_ones_until_deleted(store: CredentialStore) -> None:
    store.save("default", ORIGIN, FIRST)
    store.save("default", ORIGIN, SECOND, for_this_run_only=True)

    assert store.find("default", ORIGIN) == SECOND
    assert store.is_for_this_run_only("default", ORIGIN)


def test_saving_for_good_ends_this_run_only(store: CredentialStore) -> None:
    store.save("default", ORIGIN, FIRST, for_this_run_only=True)
    store.save("default", ORIGIN, SECOND)

    assert store.find("default", ORIGIN) == SECOND
    assert not store.is_for_this_run_only("default", ORIGIN)


def test_every_secret_is_told_to_whoever_masks_them() -> None:
    told: list[str] = []
    keeper = MemoryKeeper()
    CredentialStore(lambda: keeper).save("default", ORIGIN, FIRST)

    store = CredentialStore(lambda: keeper, on_secret=told.append)
    store.find("default", ORIGIN)
    store.save("default", OTHER, SECOND, for_this_run_only=True)

    assert {FIRST.api_key, FIRST.api_secret, SECOND.api_key, SECOND.api_secret} <= set(told)


def test_repr_shows_nothing() -> None:
    assert "MARKED" not in repr(FIRST)
    assert "key-1" not in repr(FIRST)


def test_this_run_only_never_reaches_the_keyring(keyring: KeyringSession) -> None:
    CredentialStore().save("default", ORIGIN, FIRST, for_this_run_only=True)

    assert keyring.lookup(account_name("default", ORIGIN)) is None
    assert CredentialStore().find("default", ORIGIN) is None


def test_secret_tool_finds_the_entry_as_documented(keyring: KeyringSession) -> None:
    CredentialStore().save("default", ORIGIN, FIRST)

    found = keyring.lookup("default@https://livedesk.example", service="Desk GUI")

    assert found is not None
    assert json.loads(found) == {"api_key": "key-1", "api_secret": "MARKED-1"}


def test_keyring_files_hold_no_plain_secret(keyring: KeyringSession) -> None:
    CredentialStore().save("default", ORIGIN, FIRST)

    files = [path for path in keyring.folder.rglob("*") if path.is_file()]

    assert any(path.suffix == ".keyring" for path in files)
    assert not [path for path in files if b"MARKED-1" in path.read_bytes()]


@pytest.mark.parametrize(
    "entry",
    ["", "not json", "[]", "null", '{"api_key": "k"}', '{"api_key": 1, "api_secret": "MARKED"}', "[" * 50_000],
    ids=["empty", "text", "list", "null", "half", "number", "deep"],
)
def test_an_entry_that_is_something_else_is_said_without_quoting_it(entry: str) -> None:
    keeper = MemoryKeeper()
    keeper.set_password("Desk GUI", account_name("default", ORIGIN), entry)

    with pytest.raises(KeyringFailed) as caught:
        CredentialStore(lambda: keeper).find("default", ORIGIN)

    assert "not an API key" in caught.value.detail
    assert "MARKED" not in caught.value.words
    assert caught.value.__context__ is None


def test_a_foreign_entry_in_the_real_keyring_is_said(keyring: KeyringSession) -> None:
    keyring.store(account_name("default", ORIGIN), "hunter2")

    with pytest.raises(KeyringFailed, match="not an API key"):
        CredentialStore().find("default", ORIGIN)


@pytest.mark.parametrize(
    "access",
    [
        lambda store: store.find("default", ORIGIN),
        lambda store: store.save("default", ORIGIN, SECOND),
        lambda store: store.delete("default", ORIGIN),
    ],
    ids=["find", "save", "delete"],
)
def test_a_locked_keyring_is_said(keyring: KeyringSession, access: Callable[[CredentialStore], object]) -> None:
    store = CredentialStore()
    asked: list[bool] = []
    store.tell_when_asking(asked.append)
    store.save("default", ORIGIN, FIRST)
    assert asked == []
    keyring.lock()

    with pytest.raises(KeyringLocked) as caught:
        access(store)

    assert asked == [True, False]
    assert "for this run only" in caught.value.next_step


def test_this_run_only_works_with_a_locked_keyring(keyring: KeyringSession) -> None:
    keyring.lock()
    store = CredentialStore()

    store.save("default", ORIGIN, FIRST, for_this_run_only=True)

    assert store.find("default", ORIGIN) == FIRST


@pytest.mark.usefixtures("bare_bus")
@pytest.mark.parametrize("has_bus", [True, False], ids=["no service on the bus", "no bus"])
def test_a_missing_keyring_is_said(monkeypatch: pytest.MonkeyPatch, has_bus: bool) -> None:
    if not has_bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    store = CredentialStore()

    accesses: list[Callable[[], object]] = [
        lambda: store.find("default", ORIGIN),
        lambda: store.save("default", ORIGIN, FIRST),
    ]
    for access in accesses:
        with pytest.raises(KeyringMissing) as caught:
            access()
        assert "for this run only" in caught.value.next_step


def test_no_session_at_all_is_a_missing_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)

    with pytest.raises(KeyringMissing):
        CredentialStore().find("default", ORIGIN)


@pytest.mark.parametrize("backend", [NullKeyring, FailKeyring, ChainerBackend])
def test_backends_that_keep_nothing_safely_are_refused(backend: type[KeyringBackend]) -> None:
    with pytest.raises(KeyringMissing, match="not a safe place"):
        refuse_plaintext(backend())


@pytest.mark.parametrize("module", ["keyrings.alt.file", "keyrings.alt.Gnome", "keyrings.cryptfile.cryptfile"])
def test_plain_text_plugins_are_refused_by_where_they_come_from(module: str) -> None:
    plugin: type[KeyringBackend] = type("PlaintextKeyring", (NullKeyring,), {"__module__": module})

    with pytest.raises(KeyringMissing, match="PlaintextKeyring"):
        refuse_plaintext(plugin())


def test_the_named_backend_is_not_refused() -> None:
    refuse_plaintext(SecretServiceKeyring())  # type: ignore[no-untyped-call]  # keyring's backends carry no types


def test_a_plain_text_backend_in_the_users_configuration_is_not_used(
    keyring: KeyringSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

    CredentialStore().save("default", ORIGIN, FIRST)

    assert keyring.lookup(account_name("default", ORIGIN)) is not None


def test_keyring_is_imported_only_when_asked() -> None:
    code = (
        "import sys, desk_gui.system.credentials as c; c.CredentialStore();"
        "print([name for name in ('keyring', 'secretstorage', 'jeepney', 'cryptography') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.strip() == "[]"


def test_every_trouble_says_what_to_do() -> None:
    for trouble in (KeyringMissing, KeyringLocked, KeyringFailed):
        words = trouble("detail").words
        assert issubclass(trouble, KeyringTrouble)
        assert words.startswith(trouble.title)
        assert "(detail)." in words
        assert words.endswith(".")

"""API keys in the keyring of the operating system, and nowhere else.

One entry for a profile and an origin: service `Desk GUI`, account `<profile>@<origin>`, the value a JSON object with
`api_key` and `api_secret`. The backend is named for each system: searching for one could end at a plain-text file.

Every call may wait for a human at an unlock prompt: call from a thread of its own, with a deadline.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from desk_gui.system.errors import KeyringFailed
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence

SERVICE: Final = "Desk GUI"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What LiveDesk's HTTP Basic login takes. Its repr shows nothing of it."""

    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)


class Keeper(Protocol):
    """What keeps texts by service and account, and says what went wrong in this room's errors."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return the text kept for this account, if there is one."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a text for this account in place of the one before."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget the text of this account, which must be there."""


class MemoryKeeper:
    """Keeps texts until the program ends: for practice, and for "this run only"."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return the text kept for this account, if there is one."""
        return self._texts.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a text for this account in place of the one before."""
        self._texts[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget the text of this account, if there is one."""
        self._texts.pop((service, username), None)


def _ignore(secret: str) -> None:
    del secret


def _ignore_asking(is_asking: bool) -> None:
    del is_asking


class CredentialStore:
    """Finds and keeps the credentials of profiles.

    Usable from several threads. Every method may block; see the module.

    Args:
        open_keeper: Opens what keeps them; called for each access, so that a keyring that comes up later is found.
        on_secret: Told every secret as soon as it is known here, so that logs can mask it; on the caller's thread.
    """

    def __init__(
        self, open_keeper: Callable[[], Keeper] | None = None, *, on_secret: Callable[[str], None] = _ignore
    ) -> None:
        self._open_keeper = open_keeper or self._open_system_keyring
        self._on_secret = on_secret
        self._on_asking: Callable[[bool], None] = _ignore_asking
        self._this_run = MemoryKeeper()

    @classmethod
    def in_memory(cls, *, on_secret: Callable[[str], None] = _ignore) -> "CredentialStore":
        """Make a store that forgets everything when the program ends and never touches the keyring."""
        keeper = MemoryKeeper()
        return cls(lambda: keeper, on_secret=on_secret)

    def tell_when_asking(self, on_asking: Callable[[bool], None]) -> None:
        """Have somebody told with True when a human is asked to unlock the keyring, and with False afterwards.

        Args:
            on_asking: Called on the thread whose call waits for that human. Where the system does not say, it is not.
        """
        self._on_asking = on_asking

    def _open_system_keyring(self) -> Keeper:
        return open_system_keyring(self._on_asking)

    def find(self, profile: str, origin: str) -> Credentials | None:
        """Return the credentials of a profile at an origin, if there are any; those for this run only come first.

        Raises:
            KeyringMissing: There is no keyring on this computer.
            KeyringLocked: It is locked and was not unlocked.
            KeyringFailed: It answered with an error, or the entry cannot be read.
        """
        account = account_name(profile, origin)
        text = self._this_run.get_password(SERVICE, account)
        if text is None:
            text = self._open_keeper().get_password(SERVICE, account)
        if text is None:
            return None
        credentials = _from_entry(text)
        self._tell(credentials)
        return credentials

    def is_for_this_run_only(self, profile: str, origin: str) -> bool:
        """Say whether what `find` returns is kept in memory alone. Does not block."""
        return self._this_run.get_password(SERVICE, account_name(profile, origin)) is not None

    def save(self, profile: str, origin: str, credentials: Credentials, *, for_this_run_only: bool = False) -> None:
        """Keep credentials for a profile at an origin, in place of those before.

        Saved for this run only, they hide the ones in the keyring until the program ends; saved for good, they
        replace both.

        Raises:
            KeyringMissing: There is no keyring on this computer.
            KeyringLocked: It is locked and was not unlocked.
            KeyringFailed: It answered with an error.
        """
        self._tell(credentials)
        account, entry = account_name(profile, origin), _to_entry(credentials)
        if for_this_run_only:
            self._this_run.set_password(SERVICE, account, entry)
            return
        self._open_keeper().set_password(SERVICE, account, entry)
        self._this_run.delete_password(SERVICE, account)

    def delete(self, profile: str, origin: str) -> None:
        """Forget the credentials of a profile at an origin, in memory and in the keyring; none there is well too.

        Raises:
            KeyringMissing: There is no keyring on this computer.
            KeyringLocked: It is locked and was not unlocked.
            KeyringFailed: It answered with an error.
        """
        account = account_name(profile, origin)
        self._this_run.delete_password(SERVICE, account)
        keeper = self._open_keeper()
        if keeper.get_password(SERVICE, account) is not None:
            keeper.delete_password(SERVICE, account)

    def _tell(self, credentials: Credentials) -> None:
        self._on_secret(credentials.api_key)
        self._on_secret(credentials.api_secret)


def account_name(profile: str, origin: str) -> str:
    """Return the account a profile's credentials at an origin are kept under."""
    return f"{profile}@{origin}"


def open_system_keyring(on_asking: Callable[[bool], None] = _ignore_asking) -> Keeper:
    """Open the keyring of this operating system. Fast; what may wait are the calls to it.

    Raises:
        KeyringMissing: This system has none that this program knows.
    """
    # keyring and what it needs take longer to import than the window to paint; nothing imports them before the worker.
    from desk_gui.system.keyring_access import SystemKeyring  # noqa: PLC0415 - see above

    return SystemKeyring(on_asking)


def _to_entry(credentials: Credentials) -> str:
    return json.dumps({"api_key": credentials.api_key, "api_secret": credentials.api_secret})


def _from_entry(text: str) -> Credentials:
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError):
        entry = None
    if isinstance(entry, dict):
        key, secret = entry.get("api_key"), entry.get("api_secret")
        if isinstance(key, str) and isinstance(secret, str):
            return Credentials(api_key=key, api_secret=secret)
    # Raised outside the handler: a JSON error carries the whole text.
    text = QT_TRANSLATE_NOOP("system", "what is kept for this profile is not an API key and secret")
    raise KeyringFailed(sentence(text))

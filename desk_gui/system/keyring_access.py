"""The keyring of this operating system, by name, with its many ways to fail turned into three.

Importing this module imports keyring and, on Linux, SecretStorage and cryptography: `credentials` does so when needed.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, NoKeyringError
from keyring.errors import KeyringLocked as BackendLocked

from desk_gui.system.errors import KeyringFailed, KeyringLocked, KeyringMissing, KeyringTrouble
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence

_PLAIN_MODULES: Final = ("keyrings", "keyring.backends.null", "keyring.backends.fail", "keyring.backends.chainer")


OnAsking = Callable[[bool], None]
"""Told with True before a human is asked to unlock the keyring, and with False afterwards; on the caller's thread."""


class SystemKeyring:
    """A `Keeper` on the keyring of this operating system.

    Args:
        on_asking: Told when a human is asked, on systems that say so: on macOS and Windows nobody is told.

    Raises:
        KeyringMissing: This system has none that this program knows.
    """

    def __init__(self, on_asking: OnAsking) -> None:
        self._on_asking = on_asking
        with _translated():
            self._backend = _system_backend()
        refuse_plaintext(self._backend)

    def get_password(self, service: str, username: str) -> str | None:
        """Return the text kept for this account, if there is one. Never makes a keyring that is not there.

        Raises:
            KeyringTrouble: One of its three kinds.
        """
        with _translated():
            return self._backend.get_password(service, username) if self._open_up(may_create=False) else None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a text for this account in place of the one before.

        Raises:
            KeyringTrouble: One of its three kinds.
        """
        with _translated():
            self._open_up(may_create=True)
            self._backend.set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        """Forget the text of this account, which must be there.

        Raises:
            KeyringTrouble: One of its three kinds.
        """
        with _translated():
            self._open_up(may_create=False)
            self._backend.delete_password(service, username)

    def _open_up(self, *, may_create: bool) -> bool:
        return _open_up(self._on_asking, may_create=may_create)


def refuse_plaintext(backend: KeyringBackend) -> None:
    """Refuse a backend that would keep secrets in a plain file, nowhere, or wherever it finds a place.

    Raises:
        KeyringMissing: It is one of those.
    """
    kind = type(backend)
    module = kind.__module__
    if module.startswith(tuple(f"{name}." for name in _PLAIN_MODULES)) or module in _PLAIN_MODULES:
        text = QT_TRANSLATE_NOOP("system", "%1 is not a safe place")
        raise KeyringMissing(sentence(text, f"{module}.{kind.__qualname__}"))


if sys.platform == "win32":
    from keyring.backends.Windows import WinVaultKeyring, pywintypes

    _FAILURES: tuple[type[Exception], ...] = (KeyringError, OSError, ValueError, pywintypes.error)

    def _system_backend() -> KeyringBackend:
        return WinVaultKeyring()

    def _open_up(on_asking: OnAsking, *, may_create: bool) -> bool:
        del on_asking, may_create  # This system's keyring is always there.
        return True

    def _explain(error: Exception) -> KeyringTrouble:
        return KeyringFailed(str(error))

elif sys.platform == "darwin":
    from keyring.backends.macOS import Keyring as KeychainKeyring

    _FAILURES = (KeyringError, OSError, ValueError)

    def _system_backend() -> KeyringBackend:
        return KeychainKeyring()

    def _open_up(on_asking: OnAsking, *, may_create: bool) -> bool:
        del on_asking, may_create  # This system's keyring is always there.
        return True

    def _explain(error: Exception) -> KeyringTrouble:
        return KeyringLocked(str(error)) if isinstance(error, BackendLocked) else KeyringFailed(str(error))

else:
    from contextlib import closing

    import secretstorage
    from jeepney import DBusErrorResponse  # type: ignore[import-untyped]  # it ships no types
    from keyring.backends.SecretService import Keyring as SecretServiceKeyring
    from secretstorage.exceptions import (
        ItemNotFoundException,
        LockedException,
        PromptDismissedException,
        SecretServiceNotAvailableException,
        SecretStorageException,
    )

    _FAILURES = (KeyringError, SecretStorageException, DBusErrorResponse, OSError, ValueError)
    _NOBODY_ANSWERS: Final = ("org.freedesktop.DBus.Error.Spawn.", "org.freedesktop.DBus.Error.TimedOut")
    _IS_LOCKED: Final = "org.freedesktop.Secret.Error.IsLocked"

    def _system_backend() -> KeyringBackend:
        return SecretServiceKeyring()  # type: ignore[no-untyped-call]  # keyring's backends carry no types

    def _open_up(on_asking: OnAsking, *, may_create: bool) -> bool:
        """Unlock the keyring, asking the human if need be; return whether there is one.

        The backend would do so too. But it makes a new keyring even when it only wants to read, and leaks a connection
        each time it finds the keyring locked.
        """
        with closing(secretstorage.dbus_init()) as bus:
            try:
                collection = secretstorage.get_collection_by_alias(bus, "default")
            except ItemNotFoundException:
                if not may_create:
                    return False
                collection = secretstorage.get_default_collection(bus)
            if collection.is_locked():
                on_asking(True)
                try:
                    collection.unlock()
                finally:
                    on_asking(False)
                collection.ensure_not_locked()
        return True

    def _explain(error: Exception) -> KeyringTrouble:
        causes = [error, *([error.__cause__] if isinstance(error.__cause__, Exception) else [])]
        for cause in causes:
            detail = str(cause)
            if isinstance(cause, BackendLocked | LockedException | PromptDismissedException):
                return KeyringLocked(detail)
            if isinstance(cause, SecretServiceNotAvailableException | FileNotFoundError | ConnectionError):
                return KeyringMissing(detail)
            if isinstance(cause, DBusErrorResponse):
                if cause.name == _IS_LOCKED:
                    return KeyringLocked(detail)
                if cause.name.startswith(_NOBODY_ANSWERS):
                    return KeyringMissing(detail)
        return KeyringFailed(str(error) or type(error).__name__)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except NoKeyringError as error:
        raise KeyringMissing(str(error)) from error
    except _FAILURES as error:
        raise _explain(error) from error

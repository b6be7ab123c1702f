"""Settings as plain data, with an explicit reader and writer. Standard library only: read before the first paint."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from desk_gui.system.errors import SettingsNotSaved, SettingsUnreadable
from desk_gui.system.files import write_atomically
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence, system_words
from desk_gui.system.setting_kinds import choice, fields_as_json, read_fields, records, switch, text, whole_number

SCHEMA: Final = 1
DEFAULT_PROFILE: Final = "default"
DEFAULT_BASE_URL: Final = "https://livedesk-api.engagelab.com"
APPEARANCES: Final = ("system", "light", "dark", "high_contrast")
LANGUAGES: Final = ("system", "en", "zh_CN")
EUID_SOURCES: Final = ("identifier", "id")
LONGEST_UNDO_S: Final = 30
MOST_PEOPLE: Final = 30
MOST_MB: Final = 10_000
PROFILE_NAME_LENGTH: Final = 64

_FILE_SIZE_LIMIT: Final = 1 << 20
_DEFAULT_PORTS: Final = {"https": 443, "http": 80}
_LOOPBACK: Final = re.compile(r"localhost|127(\.\d{1,3}){3}|::1", re.IGNORECASE)
_HOST: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who files tickets on this laptop.

    Attributes:
        name: As the window shows it; may be empty.
        submitter_id: `submitter.id` of their tickets.
    """

    name: str = text(longest=200)
    submitter_id: str = text(longest=200)


@dataclass(frozen=True, slots=True)
class Profile:
    """One LiveDesk account: where it is and what this technician's tickets start with. Holds no secret.

    Attributes:
        name: Unique; the first one is `default`.
        base_url: `https`, or `http` on loopback.
        path_prefix: Before every call (`create_ticket` page).
        upload_path: After the prefix. Assumed: the upload call is not documented.
        upload_field: Multipart field that carries the file. Assumed.
        default_requester_id: What Requester ID starts with.
        submitter_id: `submitter.id` of every ticket; empty sends none.
        people: Who files on this laptop; `submitter_id` is of one of them where there are any.
        reference_field: Custom field that carries the ticket's short reference; empty switches it off.
        reference_in_description: Whether the reference is the description's last line as well.
        requester_euid_from: What of a contact that was found goes into `euid`, `identifier` (else its id) or `id`
            (else its identifier). Assumed: the pages do not say what `euid` is.
        fields_file: A schema of custom fields, with its whole path; empty for none, or for the policy's.
        unknown: Keys a newer version wrote, kept as they were.
    """

    name: str = DEFAULT_PROFILE
    base_url: str = text(DEFAULT_BASE_URL)
    path_prefix: str = text("/api/v2/accounts")
    upload_path: str = text("/upload")
    upload_field: str = text("attachment")
    default_requester_id: str = text()
    submitter_id: str = text()
    people: tuple[Person, ...] = records(Person)
    reference_field: str = text("desk_gui_reference")
    reference_in_description: bool = switch()
    requester_euid_from: str = choice(EUID_SOURCES)
    fields_file: str = text()
    unknown: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def origin(self) -> str:
        """Scheme, host and port of the base URL: what the key in the keyring belongs to. "" when it has none."""
        return origin_of(self.base_url)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the technician may set. A new setting is one line here, declared with its kind.

    Attributes:
        active_profile: Name of the profile new tickets use.
        profiles: At least one, names unique.
        appearance: `system`, `light`, `dark` or `high_contrast`.
        undo_s: How long a submitted ticket is held back so that it can be undone, 0 to 30 seconds.
        language: `system` for the one the system prefers, or a language's code.
        removes_metadata: Whether photos lose what they say about place and device when they are attached.
        converts_heic: Whether HEIC photos are sent as JPEG.
        largest_file_mb: Files above it are refused, in units of 1,048,576 bytes; 0 for no limit.
        large_controls: Whether controls are large enough for fingers.
        large_controls_offered: Whether that was offered after a touch.
        filing_asked_on: The day on which it was last asked who files, as `yyyy-mm-dd`, or "".
        unknown: Keys a newer version wrote, kept as they were.
    """

    active_profile: str = text(DEFAULT_PROFILE)
    profiles: tuple[Profile, ...] = (Profile(),)
    appearance: str = choice(APPEARANCES)
    undo_s: int = whole_number(0, least=0, most=LONGEST_UNDO_S)
    language: str = choice(LANGUAGES)
    removes_metadata: bool = switch(default=True)
    converts_heic: bool = switch(default=True)
    largest_file_mb: int = whole_number(0, least=0, most=MOST_MB)
    large_controls: bool = switch()
    large_controls_offered: bool = switch()
    filing_asked_on: str = text(longest=10)
    unknown: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    def profile(self, name: str) -> Profile | None:
        """Return the profile of this name, if there is one."""
        return next((profile for profile in self.profiles if profile.name == name), None)

    @property
    def active(self) -> Profile:
        """The profile new tickets use."""
        return self.profile(self.active_profile) or self.profiles[0]

    def with_profile(self, profile: Profile) -> "Settings":
        """Return these settings with the profile of this name replaced, or added at the end.

        Raises:
            ValueError: Its name may not be used.
        """
        if not is_profile_name(profile.name):
            raise ValueError(f"not a profile name: {profile.name!r}")
        if self.profile(profile.name) is None:
            return replace(self, profiles=(*self.profiles, profile))
        return replace(self, profiles=tuple(profile if old.name == profile.name else old for old in self.profiles))


def is_profile_name(name: str) -> bool:
    """Say whether a profile may be called this: short, printable, and without the `@` of keyring accounts."""
    return 0 < len(name) <= PROFILE_NAME_LENGTH and name.isprintable() and name == name.strip() and "@" not in name


def origin_of(base_url: str) -> str:
    """Return scheme, host and port of an address as keyring accounts name them; "" when it has no host.

    `livedesk.address` judges what is sent; this room may not ask it, and a test holds the two together. Upper case,
    a default port, a path and a login written into the address make no difference.
    """
    parts = _split(base_url)
    if parts is None or not parts.hostname:
        return ""
    scheme = parts.scheme.lower()
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in (None, _DEFAULT_PORTS.get(scheme)) else f":{parts.port}"
    return f"{scheme}://{host}{port}"


def is_usable_address(base_url: str) -> bool:
    """Say whether tickets and a key may go to this address: https, or http on loopback, with no login written in it."""
    parts = _split(base_url)
    if parts is None or not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment or parts.port == 0:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and bool(_LOOPBACK.fullmatch(parts.hostname)))


def _split(base_url: str) -> SplitResult | None:
    text = base_url.strip()
    if not text.isprintable() or " " in text or "\\" in text:
        return None
    try:
        parts = urlsplit(text)
        _ = parts.port  # Only reading it finds a port that is not a number.
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one.
        return None
    return parts if ":" in host or _HOST.fullmatch(host) else None


def read_settings(path: Path) -> tuple[Settings, str | None]:
    """Read the settings; what cannot be understood is set aside or left at its default, and said.

    Only the holder of the data folder's lock may call this: it may rename a damaged file.

    Returns:
        The settings, and a plain sentence about what was wrong with the file, if anything.

    Raises:
        SettingsUnreadable: There is a file, and it can neither be read nor set aside.
    """
    try:
        raw = _load(path)
    except FileNotFoundError:
        return Settings(), None
    except (OSError, ValueError, TypeError, RecursionError) as error:
        kept_as = _set_aside(path, error)
        text = QT_TRANSLATE_NOOP(
            "system", "The settings could not be read and were kept as %1. The settings in use are the defaults."
        )
        return Settings(), sentence(text, kept_as.name)
    reader = _Reader()
    settings = reader.settings(raw)
    if not reader.defaulted:
        return settings, None
    names = ", ".join(reader.defaulted)
    text = QT_TRANSLATE_NOOP("system", "Some settings could not be understood and are at their defaults: %1.")
    return settings, sentence(text, names)


def read_language(path: Path) -> str:
    """Return the language that settings name, `system` where they cannot be read. Changes nothing; anybody may call."""
    try:
        raw = _load(path)
    except (OSError, ValueError, TypeError, RecursionError):
        return LANGUAGES[0]
    return _Reader().settings(raw).language


def write_settings(path: Path, settings: Settings) -> None:
    """Put the settings on disk: at once or not at all, readable by this user alone.

    Only the holder of the data folder's lock may call this. Blocks for as long as the disk does.

    Raises:
        SettingsNotSaved: They could not be written; the file before is untouched.
    """
    profiles = [_profile_as_json(profile) for profile in settings.profiles]
    # A newer version's schema number stays: its keys are written back too.
    document = {"schema": SCHEMA, **settings.unknown, **fields_as_json(settings), "profiles": profiles}
    try:
        write_atomically(path, json.dumps(document, indent=2, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise SettingsNotSaved(system_words(error)) from error


def _profile_as_json(profile: Profile) -> dict[str, object]:
    return {**profile.unknown, "name": profile.name, **fields_as_json(profile)}


_PROFILE_KEYS: Final = tuple(field.name for field in fields(Profile) if field.name != "unknown")
_SETTINGS_KEYS: Final = ("schema", *(field.name for field in fields(Settings) if field.name != "unknown"))


def _load(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        data = file.read(_FILE_SIZE_LIMIT + 1)
    if len(data) > _FILE_SIZE_LIMIT:
        raise ValueError("far larger than settings are")
    document = json.loads(data.decode("utf-8-sig", "surrogatepass"))
    if not isinstance(document, dict):
        raise TypeError("not a JSON object")
    return document


def _set_aside(path: Path, reason: Exception) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept_as = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    try:
        path.rename(kept_as)
    except OSError as error:
        raise SettingsUnreadable(sentence(QT_TRANSLATE_NOOP("system", "%1: %2"), path, error)) from reason
    return kept_as


class _Reader:
    """Takes what it understands out of a settings document, and notes what it does not.

    Attributes:
        defaulted: Names of the keys left at their defaults.
    """

    def __init__(self) -> None:
        self.defaulted: list[str] = []

    def settings(self, raw: Mapping[str, object]) -> Settings:
        unknown = {key: value for key, value in raw.items() if key not in _SETTINGS_KEYS}
        schema = raw.get("schema", SCHEMA)
        if isinstance(schema, int) and schema > SCHEMA:
            unknown["schema"] = schema
        values = read_fields(Settings, raw, self.defaulted)
        values["profiles"] = profiles = self._profiles(raw, unknown) or (Profile(),)
        if values.get("active_profile", DEFAULT_PROFILE) not in [profile.name for profile in profiles]:
            if "active_profile" in values:
                self.defaulted.append("active_profile")
            values["active_profile"] = profiles[0].name
        return Settings(unknown=unknown, **values)

    def _profiles(self, raw: Mapping[str, object], unknown: dict[str, object]) -> tuple[Profile, ...]:
        entries = raw.get("profiles", [])
        if not isinstance(entries, list):
            self.defaulted.append("profiles")
            return ()
        found: dict[str, Profile] = {}
        unusable: list[object] = []
        for number, entry in enumerate(entries, start=1):
            profile = self._profile(entry, number)
            if profile is None or profile.name in found:
                self.defaulted.append(f"profile {number}")
                unusable.append(entry)
            else:
                found[profile.name] = profile
        if unusable:
            kept = unknown.get("unusable_profiles")
            unknown["unusable_profiles"] = [*(kept if isinstance(kept, list) else []), *unusable]
        return tuple(found.values())

    def _profile(self, entry: object, number: int) -> Profile | None:
        if not isinstance(entry, dict):
            return None
        name = entry.get("name")
        if not isinstance(name, str) or not is_profile_name(name):
            return None
        unknown = {key: value for key, value in entry.items() if key not in _PROFILE_KEYS}
        values = read_fields(Profile, entry, self.defaulted, f"profile {number}: ")
        return Profile(name=name, unknown=unknown, **values)

"""What a policy of this computer says: each file is read once, with limits, and asked key by key.

Reading blocks; nothing here raises for what is in a file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from desk_gui.outbox.desk_people import folded, is_plain
from desk_gui.outbox.small_json import MOST_BYTES, NotUnderstoodError, document, quoted
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence
from desk_gui.system.settings import MOST_MB
from desk_gui.system.small_files import SmallFileError, read_small_file

CUSTOM_FIELDS: Final = "custom_fields"
TEAMS: Final = "teams"
MOST_TEAMS: Final = 1000
LONGEST_TEAM: Final = 200
"""Characters of a team's name."""

_PROFILES: Final = "profiles"
_LARGEST_FILE: Final = "largest_file_mb"


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy file.

    Attributes:
        path: Where it lies.
        contents: What it says; nothing where it could not be used.
        failure: Why it could not be used, a plain sentence; "" when it could.
    """

    path: Path
    contents: Mapping[str, object] = field(default_factory=dict)
    failure: str = ""

    def wanted(self, key: str, profile: str) -> object:
        """Return what it says under a key: of this profile, else of all; None where it says nothing."""
        profiles = self.contents.get(_PROFILES)
        own = profiles.get(profile) if isinstance(profiles, dict) else None
        if isinstance(own, dict) and key in own:
            return own[key]
        return self.contents.get(key)


def read_policies(paths: Iterable[Path]) -> tuple[Policy, ...]:
    """Return the policies that are there, in the order of their places: the one that wins first."""
    return tuple(_read(paths))


def _read(paths: Iterable[Path]) -> Iterator[Policy]:
    for path in paths:
        try:
            yield Policy(path, document(read_small_file(path, MOST_BYTES)))
        except FileNotFoundError:
            continue
        except (SmallFileError, NotUnderstoodError) as error:
            text = QT_TRANSLATE_NOOP("system", "The policy %1 could not be used: %2. Tickets go without its rules.")
            yield Policy(path, failure=sentence(text, path, error))


def largest_file_mb(policies: Iterable[Policy]) -> int:
    """Return how large a file may be by the first policy that says so, in units of 1,048,576 bytes; 0 for no limit."""
    for policy in policies:
        value = policy.contents.get(_LARGEST_FILE)
        # True is a whole number to Python, and no amount.
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_MB:
            return value
    return 0


def teams_of(policies: Iterable[Policy], profile: str) -> tuple[tuple[str, ...], str]:
    """Return the teams that the first policy names that says something of them.

    Returns:
        Their names, each once; and why there are none although a policy is there, a plain sentence, or "".
    """
    for policy in policies:
        if policy.failure:
            return (), policy.failure
        found = policy.wanted(TEAMS, profile)
        if found is not None:
            try:
                return _names(found), ""
            except NotUnderstoodError as error:
                text = QT_TRANSLATE_NOOP(
                    "system", "The teams in %1 could not be used: %2. Teams of earlier tickets are offered alone."
                )
                return (), sentence(text, policy.path, error)
    return (), ""


def _names(found: object) -> tuple[str, ...]:
    if not isinstance(found, list):
        raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "%1 must be a list"), quoted(TEAMS))
    if len(found) > MOST_TEAMS:
        raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "%1 has more than %2 entries"), quoted(TEAMS), MOST_TEAMS)
    names: dict[str, str] = {}
    for number, entry in enumerate(found, start=1):
        if not isinstance(entry, str) or not entry.strip():
            raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "team %1 needs a name in quotes"), number)
        if len(entry) > LONGEST_TEAM or not is_plain(entry.strip()):
            text = QT_TRANSLATE_NOOP("system", "the name of team %1 must be one line of at most %2 characters")
            raise NotUnderstoodError(text, number, LONGEST_TEAM)
        names.setdefault(folded(entry), entry.strip())
    return tuple(names.values())

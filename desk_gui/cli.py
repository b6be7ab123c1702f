"""The command line: what may be said on it, and what a draft made from it holds.

Read before the first paint, so it imports little. Secrets are never taken from here, nor from the environment.
"""

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final, NoReturn
from urllib.parse import urlsplit

from desk_gui.outbox.draft import PRIORITIES, TICKET_TYPES, Attachment, Draft, Follower
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence
from desk_gui.system.settings import Profile, Settings, is_usable_address, origin_of

PROGRAM: Final = "desk-gui"

LONGEST_WAIT_S: Final = 366 * 24 * 3600.0
"""Longer waits are this long: clocks and timers have their limits."""

_EPILOG: Final = """\
Without --submit the window opens with the form filled in.

Exit codes: 0 created, nothing left waiting; 1 storage or internal trouble; 2 bad input; 3 rejected by LiveDesk;
4 no credentials, or refused; 5 kept in the outbox to be sent later; 6 unconfirmed: it may have arrived.
"""


class Mode(StrEnum):
    """What a start is for."""

    WINDOW = "window"
    SUBMIT = "submit"
    SEND_WAITING = "send_waiting"
    LIST = "list"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line.

    Attributes:
        files: What to attach, absolute.
        euid: The requester's; None where it was not said: the profile's default applies.
        submitter_id: None where it was not said, as above.
        profile: None means the active one of the settings.
        base_url: Used in place of the profile's, in this run only.
        data_dir: Absolute; None means the system's place.
        wait_s: How long tries go on, from 0.
    """

    mode: Mode = Mode.WINDOW
    files: tuple[Path, ...] = ()
    title: str = ""
    description: str = ""
    priority: str = ""
    ticket_type: str = ""
    team: str = ""
    euid: str | None = None
    channel_id: str = ""
    contact_id: str = ""
    sub_contact_id: str = ""
    followers: tuple[Follower, ...] = ()
    submitter_id: str | None = None
    custom_fields: tuple[tuple[str, str], ...] = ()
    is_json: bool = False
    is_sandbox: bool = False
    profile: str | None = None
    base_url: str | None = None
    data_dir: Path | None = None
    wait_s: float = 0.0

    @property
    def fills_form(self) -> bool:
        """Whether anything was said that belongs in the form."""
        return any(getattr(self, name) != getattr(_NOTHING_SAID, name) for name in _FORM_OPTIONS)


_FORM_OPTIONS: Final = (
    "files",
    "title",
    "description",
    "priority",
    "ticket_type",
    "team",
    "euid",
    "channel_id",
    "contact_id",
    "sub_contact_id",
    "followers",
    "submitter_id",
    "custom_fields",
)
_NOTHING_SAID: Final = Options()


class BadInputError(Exception):
    """The command line cannot be followed. Nothing was done.

    Args:
        words: Sentences that say why and what to do.

    Attributes:
        words: The same; a `Sentence` where a window may have to say it.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in a sentence, and leaves how to end to its caller."""

    def error(self, message: str) -> NoReturn:
        raise BadInputError(f"{message[:1].upper()}{message[1:]}. See {PROGRAM} --help.")


def parse(arguments: Sequence[str]) -> Options:
    """Read the command line, the program's name left out.

    Raises:
        BadInputError: It cannot be followed.
        SystemExit: Help was asked for and has been printed.
    """
    if not arguments:
        return Options()  # A double-click: the window need not wait for the parser to be built.
    said, unknown = _parser().parse_known_intermixed_args(_joined(arguments))
    if unknown:
        # Their values are not repeated: somebody may have tried to give a secret here.
        names = ", ".join(word.partition("=")[0] for word in unknown)
        raise BadInputError(f"There is no option {names}. See {PROGRAM} --help.")
    if said.is_sandbox and (said.base_url is not None or said.profile is not None):
        raise BadInputError("--sandbox cannot be combined with --base-url or --profile: practice has its own.")
    if said.base_url is not None and not is_usable_address(said.base_url):
        raise BadInputError("--base-url must be an https:// address without a login, or http:// on this computer.")
    options = _options(said)
    if options.mode in (Mode.SEND_WAITING, Mode.LIST) and options.fills_form:
        raise BadInputError("--send-waiting and --list make no ticket: leave out what describes one, or use --submit.")
    return options


def _options(said: argparse.Namespace) -> Options:
    return Options(
        mode=said.mode,
        files=tuple(_existing_file(name) for name in said.files),
        title=said.title,
        description=said.description,
        priority=said.priority,
        ticket_type=said.ticket_type,
        team=said.team,
        euid=said.euid,
        channel_id=said.channel_id,
        contact_id=said.contact_id,
        sub_contact_id=said.sub_contact_id,
        followers=tuple(Follower(*_pair("--follower", "ID=NAME", text)) for text in said.followers),
        submitter_id=said.submitter_id,
        custom_fields=tuple(_pair("--field", "KEY=VALUE", text) for text in said.custom_fields),
        is_json=said.is_json,
        is_sandbox=said.is_sandbox,
        profile=said.profile,
        base_url=said.base_url,
        data_dir=None if said.data_dir is None else Path(said.data_dir).absolute(),
        wait_s=_seconds(said.wait),
    )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        description="From a broken machine to a LiveDesk ticket ID.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    ticket = parser.add_argument_group("the ticket")
    ticket.add_argument("files", nargs="*", metavar="FILE", help="a file to attach")
    ticket.add_argument("--title", default="")
    ticket.add_argument("--description", default="")
    ticket.add_argument("--priority", default="", choices=tuple(reversed(PRIORITIES)))
    ticket.add_argument("--type", dest="ticket_type", default="", choices=TICKET_TYPES)
    ticket.add_argument("--team", default="", metavar="NAME", help="the team it is assigned to")
    ticket.add_argument("--euid", metavar="ID", help="the requester's ID; without it the profile's default")
    ticket.add_argument("--channel-id", default="", metavar="ID")
    ticket.add_argument("--contact-id", default="", metavar="ID", help="the requester's ID in that channel")
    ticket.add_argument("--sub-contact-id", default="", metavar="ID")
    ticket.add_argument("--follower", dest="followers", default=[], action="append", metavar="ID=NAME")
    ticket.add_argument("--submitter-id", metavar="ID", help="your ID; without it the profile's")
    ticket.add_argument("--field", dest="custom_fields", default=[], action="append", metavar="KEY=VALUE")
    _add_modes(parser)
    place = parser.add_argument_group("where to")
    place.add_argument("--sandbox", dest="is_sandbox", action="store_true", help="practice: tickets go nowhere")
    place.add_argument("--profile", metavar="NAME", help="a profile of the settings")
    place.add_argument("--base-url", metavar="URL", help="LiveDesk's address for this run")
    place.add_argument("--data-dir", metavar="DIR", help="where drafts, tickets and settings are kept")
    return parser


def _add_modes(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("without a window")
    modes = group.add_mutually_exclusive_group()
    modes.set_defaults(mode=Mode.WINDOW)
    for flag, mode, words in (
        ("--submit", Mode.SUBMIT, "send the ticket and print its ID"),
        ("--send-waiting", Mode.SEND_WAITING, "try everything that waits in the outbox once"),
        ("--list", Mode.LIST, "print the tickets on this computer"),
        ("--version", Mode.VERSION, "print the version"),
    ):
        modes.add_argument(flag, dest="mode", action="store_const", const=mode, help=words)
    group.add_argument("--json", dest="is_json", action="store_true", help="print one JSON object a line")
    group.add_argument("--wait", default="0", metavar="SECONDS", help="go on trying for this long")


def _joined(arguments: Sequence[str]) -> list[str]:
    """Write options and their values as one word, so that a value may begin with a dash: an ID, a title."""
    joined: list[str] = []
    left = iter(arguments)
    for word in left:
        if word == "--":
            return [*joined, word, *left]
        value = next(left, None) if word in _VALUE_OPTIONS else None
        if value == "--":
            raise BadInputError(f"{word} needs a value, and -- is none. See {PROGRAM} --help.")
        joined.append(word if value is None else f"{word}={value}")
    return joined


_VALUE_OPTIONS: Final = frozenset(
    f"--{name}"
    for name in (
        "title",
        "description",
        "priority",
        "type",
        "team",
        "euid",
        "channel-id",
        "contact-id",
        "sub-contact-id",
        "follower",
        "submitter-id",
        "field",
        "profile",
        "base-url",
        "data-dir",
        "wait",
    )
)


def _existing_file(name: str) -> Path:
    path = Path(name).absolute()
    try:
        if path.is_file():
            return path
        is_there = path.exists()
    except (OSError, ValueError) as error:
        raise BadInputError(f"{name} cannot be read: check the path.") from error
    if is_there:
        raise BadInputError(f"{name} is not a file: name the files to attach one by one.")
    raise BadInputError(f"{name} does not exist: check the path. Nothing was sent.")


def _pair(option: str, shape: str, text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise BadInputError(f"{option} {text} must look like {option} {shape}.")
    return key, value


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise BadInputError(f"--wait {text} must be a number of seconds, 0 or more.")
    return min(seconds, LONGEST_WAIT_S)


def settings_for(options: Options, settings: Settings) -> Settings:
    """Return the settings as they hold for this run: the named profile active, at the named address.

    Raises:
        BadInputError: There is no such profile.
    """
    name = settings.active.name if options.profile is None else options.profile
    profile = settings.profile(name)
    if profile is None and options.base_url is None:
        known = ", ".join(profile.name for profile in settings.profiles)
        text = QT_TRANSLATE_NOOP("system", "There is no profile %1: use one of %2, or make it in Settings.")
        raise BadInputError(sentence(text, name, known))
    profile = profile or Profile(name=name)
    if options.base_url is not None:
        profile = replace(profile, base_url=options.base_url.strip())
    try:
        return replace(settings.with_profile(profile), active_profile=name)
    except ValueError as error:
        text = QT_TRANSLATE_NOOP("system", "%1 cannot be a profile's name: use a short one without @.")
        raise BadInputError(sentence(text, name)) from error


def draft_of(options: Options, profile: Profile, draft_id: str) -> Draft:
    """Return a draft of what was said, with the profile's defaults where nothing was. Its attachments are not copied.

    Args:
        options: What was said.
        profile: Whose defaults apply.
        draft_id: Unique on this computer; attachment ids are made of it.
    """
    return Draft(
        draft_id=draft_id,
        title=options.title,
        description=options.description,
        requester_id=profile.default_requester_id if options.euid is None else options.euid,
        channel_id=options.channel_id,
        channel_contact_id=options.contact_id,
        sub_contact_id=options.sub_contact_id,
        followers=options.followers,
        submitter_id=profile.submitter_id if options.submitter_id is None else options.submitter_id,
        team=options.team,
        priority=options.priority,
        ticket_type=options.ticket_type,
        custom_fields=options.custom_fields,
        attachments=tuple(
            Attachment(attachment_id=f"{draft_id}-{number}", name=file.name)
            for number, file in enumerate(options.files)
        ),
    )


def profile_beside(options: Options, settings: Settings) -> Profile:
    """Return the profile that a program which is open already uses for what another start was told to do.

    Args:
        options: What the other start was told.
        settings: Those in use in this one.

    Raises:
        BadInputError: It was told to use a profile or an address that this one does not.
    """
    if options.mode is Mode.LIST and options.base_url is not None:
        return settings.active  # What is on this computer does not depend on an address.
    name = settings.active.name if options.profile is None else options.profile
    profile = settings.profile(name)
    if options.base_url is None:
        profile = settings_for(options, settings).active
    elif profile is None:
        text = QT_TRANSLATE_NOOP(
            "system", "The Desk GUI that is open has no profile %1: close it and try again. Nothing was sent."
        )
        raise BadInputError(sentence(text, name))
    elif not _is_same_address(profile.base_url, options.base_url):
        text = QT_TRANSLATE_NOOP(
            "system",
            "The Desk GUI that is open sends to %1: leave --base-url out, or close it and try again. Nothing was sent.",
        )
        raise BadInputError(sentence(text, profile.base_url))
    if options.mode is Mode.WINDOW and profile.name != settings.active.name:
        text = QT_TRANSLATE_NOOP("system", "The window that is open uses the profile %1: change it there.")
        raise BadInputError(sentence(text, settings.active.name))
    return profile


def _is_same_address(one: str, other: str) -> bool:
    paths = (urlsplit(url.strip()).path.rstrip("/") for url in (one, other))
    return origin_of(one) == origin_of(other) and len(set(paths)) == 1

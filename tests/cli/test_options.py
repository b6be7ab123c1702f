import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.programs import run_python

import desk_gui
from desk_gui.cli import LONGEST_WAIT_S, BadInputError, Mode, Options, draft_of, parse, profile_beside, settings_for
from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.draft import Field as FormField
from desk_gui.outbox.draft import Follower, Problem, ProblemKind
from desk_gui.outbox.events import AttachmentRefused, CredentialState, RefusedFile
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.report import (
    ExitCode,
    exit_code_of,
    exit_code_of_refusals,
    problem_sentence,
    refusal_sentence,
    ticket_sentence,
    worst,
)
from desk_gui.system.settings import Profile, Settings

NOW = datetime(2026, 1, 2, tzinfo=UTC)
ALL_OPTIONS = (
    "a.png --title T --description D --priority low --type task --team N --euid E c.png --channel-id C"
    " --contact-id -100 --sub-contact-id S --follower -7=Zhang=San --follower 8= --submitter-id U"
    " --field k=v=w --field z= --submit --json --profile P --base-url https://one.example"
    " --data-dir data --wait 2.5 -- -b.png"
)
ROW = TicketRow("t-1", "DG-ABC123", "title", State.QUEUED, NOW, NOW)


def test_nothing_said_opens_an_empty_window() -> None:
    assert parse([]) == Options()
    assert not Options().fills_form


def test_everything_said_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.png", "-b.png", "c.png"):
        Path(name).touch()

    options = parse(ALL_OPTIONS.split())

    assert options == Options(
        mode=Mode.SUBMIT,
        files=(tmp_path / "a.png", tmp_path / "c.png", tmp_path / "-b.png"),
        title="T",
        description="D",
        priority="low",
        ticket_type="task",
        team="N",
        euid="E",
        channel_id="C",
        contact_id="-100",
        sub_contact_id="S",
        followers=(Follower("-7", "Zhang=San"), Follower("8", "")),
        submitter_id="U",
        custom_fields=(("k", "v=w"), ("z", "")),
        is_json=True,
        profile="P",
        base_url="https://one.example",
        data_dir=tmp_path / "data",
        wait_s=2.5,
    )


@pytest.mark.parametrize("title", ["-urgent", "- a list", "--submit", "a=b", "", "ü\n"])
def test_a_value_is_taken_as_it_is(title: str) -> None:
    assert parse(["--title", title]).title == title


@pytest.mark.parametrize(
    ("arguments", "mode"),
    [
        ("--submit", Mode.SUBMIT),
        ("--send-waiting", Mode.SEND_WAITING),
        ("--list", Mode.LIST),
        ("--version", Mode.VERSION),
    ],
)
def test_modes(arguments: str, mode: Mode) -> None:
    assert parse([arguments]).mode is mode


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--submit --list", "not allowed"),
        ("--send-waiting --submit", "not allowed"),
        ("--list --send-waiting", "not allowed"),
        ("--priority urgent", "urgent"),
        ("--priority High", "High"),
        ("--type None", "None"),
        ("--follower 12", "ID=NAME"),
        ("--field key", "KEY=VALUE"),
        ("--wait soon", "--wait"),
        ("--wait -1", "--wait"),
        ("--wait nan", "--wait"),
        ("--wait inf", "--wait"),
        ("--title", "expected one argument"),
        ("--title --", "needs a value"),
        ("--titel x", "--titel"),
        ("--tit x", "--tit"),
        ("--api-secret x", "--api-secret"),
        ("--base-url http://one.example", "https://"),
        ("--base-url https://key:secret@one.example", "https://"),
        ("--base-url one.example", "https://"),
        ("--sandbox --profile default", "--sandbox"),
        ("--sandbox --base-url https://one.example", "--sandbox"),
        ("--list --title x", "make no ticket"),
        ("--send-waiting --euid c-1", "make no ticket"),
        ("no-such-file.png", "does not exist"),
        (".", "is not a file"),
        ("a\0b", "check the path"),
    ],
)
def test_what_cannot_be_followed_is_said_in_a_sentence(arguments: str, words: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse(arguments.split(" "))

    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_the_value_of_an_option_that_is_none_is_not_repeated() -> None:
    with pytest.raises(BadInputError, match="--api-key, --api-secret") as caught:
        parse(["--api-key=k", "--submit", "--api-secret=MARKED"])

    assert "MARKED" not in str(caught.value)


def test_defaults_of_the_profile_fill_what_was_not_said() -> None:
    profile = Profile(default_requester_id="c-default", submitter_id="u-default")

    said = draft_of(Options(euid="c-1", submitter_id=""), profile, "d")
    unsaid = draft_of(Options(), profile, "d")

    assert (said.requester_id, said.submitter_id) == ("c-1", "")
    assert (unsaid.requester_id, unsaid.submitter_id) == ("c-default", "u-default")


def test_a_drafts_attachments_are_told_apart(tmp_path: Path) -> None:
    draft = draft_of(Options(files=(tmp_path / "a.png", tmp_path / "a.png")), Profile(), "d")

    assert [file.name for file in draft.attachments] == ["a.png", "a.png"]
    assert len({file.attachment_id for file in draft.attachments}) == 2
    assert not any(file.is_copied for file in draft.attachments)


def test_settings_for_a_run() -> None:
    settings = Settings(profiles=(Profile(), Profile(name="two", base_url="https://two.example")))

    assert settings_for(Options(), settings) == settings
    assert settings_for(Options(profile="two"), settings).active.base_url == "https://two.example"
    at = settings_for(Options(base_url=" https://x.example "), settings)
    assert (at.active.name, at.active.base_url) == ("default", "https://x.example")
    assert settings_for(Options(profile="new", base_url="https://x.example"), settings).active.name == "new"
    assert settings.active.base_url == Profile().base_url


@pytest.mark.parametrize(("profile", "base_url"), [("three", None), ("a@b", "https://x.example"), ("", None)])
def test_a_profile_that_is_not_there_is_said(profile: str, base_url: str | None) -> None:
    with pytest.raises(BadInputError, match="profile"):
        settings_for(Options(profile=profile, base_url=base_url), Settings())


def _beside(**said: str | Mode) -> Options:
    return replace(Options(mode=Mode.SUBMIT), **said)  # type: ignore[arg-type]  # names and values as in Options


SETTINGS = Settings(
    active_profile="one",
    profiles=(
        Profile(name="one", base_url="https://one.example/x/"),
        Profile(name="two", base_url="https://two.example"),
    ),
)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (_beside(), "one"),
        (_beside(profile="two"), "two"),
        (_beside(base_url=" https://ONE.example:443/x"), "one"),
        (_beside(profile="two", base_url="https://two.example/"), "two"),
        (_beside(mode=Mode.LIST, base_url="https://three.example", profile="three"), "one"),
        (_beside(mode=Mode.WINDOW, profile="one"), "one"),
    ],
)
def test_a_program_that_is_open_uses_the_profile_that_was_said(options: Options, name: str) -> None:
    assert profile_beside(options, SETTINGS).name == name


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (_beside(base_url="https://one.example"), "sends to https://one.example/x/"),
        (_beside(base_url="https://one.example/y"), "close it and try again"),
        (_beside(base_url="http://one.example/x"), "close it and try again"),
        (_beside(profile="two", base_url="https://one.example/x"), "sends to https://two.example"),
        (_beside(profile="three", base_url="https://one.example/x"), "no profile three"),
        (_beside(profile="three"), "There is no profile three: use one of one, two"),
        (_beside(mode=Mode.WINDOW, profile="two"), "uses the profile one"),
    ],
)
def test_a_program_that_is_open_says_what_it_uses_instead(options: Options, words: str) -> None:
    with pytest.raises(BadInputError) as caught:
        profile_beside(options, SETTINGS)

    assert words in str(caught.value)


def test_a_wait_has_an_end() -> None:
    assert parse(["--wait", "1e300"]).wait_s == LONGEST_WAIT_S


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (replace(ROW, state=State.CREATED), ExitCode.CREATED),
        (replace(ROW, state=State.REJECTED), ExitCode.REJECTED),
        (replace(ROW, state=State.UNCONFIRMED), ExitCode.UNCONFIRMED),
        (replace(ROW, hold=Hold.KEY), ExitCode.REFUSED),
        *((replace(ROW, hold=hold), ExitCode.KEPT) for hold in Hold if hold is not Hold.KEY),
        (replace(ROW, state=State.CANCELLED), ExitCode.KEPT),
    ],
)
def test_exit_codes(row: TicketRow, code: ExitCode) -> None:
    assert exit_code_of(row) is code


@pytest.mark.parametrize(
    ("codes", "expected"), [((), 0), ((0, 5), 5), ((5, 3), 3), ((3, 6, 5), 6), ((6, 4, 3), 4), ((0, 0), 0), ((4, 1), 1)]
)
def test_the_worst_code_wins(codes: tuple[int, ...], expected: int) -> None:
    assert worst(map(ExitCode, codes)) == expected


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("trouble", ["", "no_such_trouble", *Trouble])
def test_every_row_has_whole_sentences(state: State, trouble: str) -> None:
    for hold in Hold:
        for keyring in (None, *CredentialState):
            sentence = ticket_sentence(replace(ROW, state=state, hold=hold, trouble=trouble, ticket_id="x"), keyring)
            assert (sentence == "") == (state is State.CREATED)
            assert sentence == "" or sentence.endswith(".")
            assert ".." not in sentence


@pytest.mark.parametrize(
    ("hold", "trouble", "words"),
    [
        (Hold.NONE, "", "send it with --send-waiting"),
        (Hold.BACKOFF, Trouble.CANNOT_CONNECT, "No connection to LiveDesk. It is kept; send it with --send-waiting"),
        (Hold.UNDO, "", "held back for a moment"),
        (Hold.HANDED_OVER, "", "was exported and does not go by itself"),
        (Hold.HANDED_OVER, Trouble.CANNOT_CONNECT, "was exported and does not go by itself"),
        (Hold.ORIGIN_CHANGED, Trouble.ORIGIN_CHANGED, "Edit the ticket and submit it again"),
        (Hold.FILE_LOST, Trouble.FILE_LOST, "add the file again and submit"),
    ],
)
def test_what_is_advised_helps(hold: Hold, trouble: str, words: str) -> None:
    sentence = ticket_sentence(replace(ROW, hold=hold, trouble=trouble))

    assert words in sentence
    assert ("--send-waiting" in sentence) == (hold in {Hold.NONE, Hold.BACKOFF})
    assert "did not answer" not in sentence


def test_the_servers_words_are_shown_once() -> None:
    row = replace(ROW, state=State.REJECTED, trouble=Trouble.REFUSED.value, words="no such\nteam.")

    assert ticket_sentence(row).startswith("LiveDesk said no: no such team. It is kept")


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_problem_has_a_sentence(kind: ProblemKind) -> None:
    sentence = problem_sentence(Problem(FormField.TITLE, kind, "{x}\x1b[0m"))

    assert sentence.endswith(".")
    assert "\x1b" not in sentence


@pytest.mark.parametrize("reason", RefusedFile)
def test_every_refused_file_has_a_sentence_and_a_code(reason: RefusedFile) -> None:
    refusal = AttachmentRefused("d", "a", "name {}.png", reason)
    is_ours = reason in {RefusedFile.DISK_FULL, RefusedFile.NOT_KEPT}

    assert "name {}.png" in refusal_sentence(refusal)
    assert exit_code_of_refusals([refusal]) is (ExitCode.TROUBLE if is_ours else ExitCode.BAD_INPUT)


def test_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desk_gui", "--version"], capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout == f"Desk GUI {desk_gui.__version__}\n"
    assert done.stderr == ""


def test_help_names_every_option_of_the_contract() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desk_gui", "--help"], capture_output=True, text=True, timeout=60, check=True
    )

    options = (
        "--title --description --priority --type --team --euid --channel-id --contact-id --sub-contact-id --follower"
        " --submitter-id --field --submit --json --sandbox --profile --base-url --data-dir --wait --send-waiting --list"
        " --version FILE"
    )
    assert [option for option in options.split() if option not in done.stdout] == []


def test_what_a_window_needs_before_its_first_paint_is_light() -> None:
    done = run_python(
        "import sys, desk_gui.cli, desk_gui.parts\n"
        "heavy = ('httpx', 'pydantic', 'keyring', 'sqlite3', 'http', 'asyncio', 'socket', 'ssl', 'logging.handlers')\n"
        "print([name for name in heavy if name in sys.modules])"
    )

    assert done.stdout.strip() == "[]"

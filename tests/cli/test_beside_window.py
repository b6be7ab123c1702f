import json
import re
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.command import Command, Ended
from support.keyring_session import KeyringSession
from support.misbehaving import Fault
from support.open_window import OpenWindow, open_window
from support.waiting import wait_until

from desk_gui.outbox.draft import Draft
from desk_gui.outbox.store import Store
from desk_gui.outbox.tickets import State

SUBMIT = ("--submit", "--title", "Printer", "--euid", "c-1")


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    file = tmp_path / "log.txt"
    file.write_text("one line\n", encoding="utf-8")
    return file


@pytest.fixture
def window(command: Command) -> Iterator[OpenWindow]:
    with open_window(command) as window:
        yield window


def _plain(ended: Ended) -> Ended:
    """Replace what differs between any two runs."""
    out, err = (
        re.sub(
            r"tk_practice_\d+", "ID", re.sub(r"DG-\w{6}", "REFERENCE", re.sub(r"\d{4}-\d\d-\d\dT[\d:+]+", "TIME", text))
        )
        for text in (ended.out, ended.err)
    )
    return Ended(ended.code, out, err)


def _alone(command: Command) -> Command:
    """Return the same command on another folder, which no window holds."""
    return replace(command, data_dir=command.data_dir.with_name("alone"))


def _beside_and_alone(command: Command, *arguments: str | Path, with_address: bool = True) -> tuple[Ended, Ended]:
    """Return how the same command ends beside the window and where there is none, but for what always differs."""
    beside = command.run(*arguments, with_address=with_address)
    alone = _alone(command).run(*arguments, with_address=with_address)
    return _plain(beside), _plain(alone)


@pytest.mark.parametrize(
    ("routed", "code"),
    [
        (None, 0),
        (("create", Fault.missing_result()), 0),
        (("create", Fault.code(40012, "no such\x1b[31m team")), 3),
        (("upload", Fault.status(413)), 3),
        (("create", Fault.status(401)), 4),
        (("create", Fault.throttled(3600)), 5),
        (("upload", Fault.html()), 5),
        (("create", Fault.redirect("https://elsewhere.example/")), 5),
        (("create", Fault.take_and_close()), 6),
        (("create", Fault.status(500)), 6),
    ],
)
@pytest.mark.usefixtures("window")
def test_submit_ends_as_it_would_alone(
    command: Command, text_file: Path, routed: tuple[str, Fault] | None, code: int
) -> None:
    if routed is not None:
        command.server.always(*routed)

    beside, alone = _beside_and_alone(command, *SUBMIT, "--json", text_file)

    assert beside == alone
    assert beside.code == code
    assert len(command.rows()) == len(_alone(command).rows()) == 1


@pytest.mark.usefixtures("window")
def test_submit_without_json_ends_as_it_would_alone(command: Command) -> None:
    for faults in ((), (Fault.status(422), Fault.status(422))):
        command.server.script("create", *faults)
        beside, alone = _beside_and_alone(command, *SUBMIT)

        assert beside == alone
        assert (beside.code, beside.out) == ((3, "") if faults else (0, "ID\n"))


def test_submit_without_a_key_ends_as_it_would_alone(unkeyed: Command) -> None:
    with open_window(unkeyed):
        beside, alone = _beside_and_alone(unkeyed, *SUBMIT)

    assert beside == alone
    assert beside.code == 4
    assert "No API key is stored" in beside.err


def test_submit_with_a_locked_keyring_ends_as_it_would_alone(command: Command, keyring: KeyringSession) -> None:
    with open_window(command):
        keyring.lock()
        beside, alone = _beside_and_alone(command, *SUBMIT, "--json")

    assert beside == alone
    assert beside.code == 4
    assert "is locked" in beside.err


@pytest.mark.usefixtures("window")
def test_bad_input_ends_as_it_would_alone(command: Command, text_file: Path) -> None:
    empty = text_file.with_name("empty.png")
    empty.touch()
    for arguments in (
        ("--submit",),
        ("--submit", "--title", "x", "--contact-id", "1", "--field", "a=1", "--field", "a=2"),
        ("--submit", "--title", "x", "--euid", "c", text_file.with_name("gone.png")),
        (*SUBMIT, text_file, empty),
        (*SUBMIT, "--json", empty),
    ):
        beside, alone = _beside_and_alone(command, *arguments)

        assert beside == alone
        assert (beside.code, beside.out) == (2, "")
        assert beside.err
    assert command.rows() == []
    assert command.server.received("create") == []


@pytest.mark.usefixtures("window")
def test_a_profile_that_is_not_there_ends_as_it_would_alone(command: Command) -> None:
    for mode in (SUBMIT, ("--send-waiting",), ("--list",)):
        beside, alone = _beside_and_alone(command, *mode, "--profile", "nobody", with_address=False)

        assert beside == alone
        assert beside.code == 2
        assert "nobody" in beside.err


def _keep(command: Command, *titles: str) -> None:
    """Leave tickets waiting in the outbox."""
    command.server.script("create", *(Fault.throttled(3600) for _ in titles))
    for title in titles:
        assert command.submit("--title", title).code == 5


@pytest.mark.parametrize(
    ("faults", "code", "json_option"),
    [
        ((None,), 0, ()),
        ((Fault.status(422), Fault.throttled(3600)), 3, ()),
        ((Fault.status(500), Fault.status(401)), 4, ("--json",)),
        ((Fault.throttled(3600),), 5, ()),
        ((Fault.html(), Fault.status(422)), 6, ("--json",)),
    ],
)
def test_send_waiting_ends_as_it_would_alone(
    command: Command, faults: tuple[Fault | None, ...], code: int, json_option: tuple[str, ...]
) -> None:
    ends = []
    for place in (command, _alone(command)):
        _keep(place, *("ticket" for _ in faults))  # Which of them meets which fault is nobody's promise.
    with open_window(command):
        for place in (command, _alone(command)):
            command.server.script("create", *(fault for fault in faults if fault is not None))
            ends.append(_plain(place.run("--send-waiting", *json_option)))

    beside, alone = ends
    assert beside.code == alone.code == code
    assert sorted(beside.out.splitlines()) == sorted(alone.out.splitlines())
    assert sorted(beside.err.splitlines()) == sorted(alone.err.splitlines())


@pytest.mark.usefixtures("window")
def test_send_waiting_with_nothing_to_send_is_silent(command: Command) -> None:
    assert command.run("--send-waiting") == Ended(0, "", "")


def test_list_prints_what_it_would_alone(command: Command) -> None:
    assert command.run("--list").code == 0
    now = datetime.now(UTC)
    store = Store(command.data_dir / "outbox.sqlite3")
    for number in range(650):
        draft = Draft(draft_id=f"d-{number}", title=f"{number} ü\t\udcff", requester_id="c")
        store.save_draft(draft, now + timedelta(seconds=number))
        if number % 3:
            store.submit(draft, profile="default", origin=command.base_url, now=now)
            store.move(draft.draft_id, State.CANCELLED, now)
    store.close()

    with open_window(command):
        beside, beside_json = command.run("--list"), command.run("--list", "--json")
    alone, alone_json = command.run("--list"), command.run("--list", "--json")

    assert beside == alone
    assert beside_json == alone_json
    assert beside.code == 0
    assert len(beside.out.splitlines()) == 650


@pytest.mark.usefixtures("window")
def test_twenty_at_once_are_all_sent_and_each_hears_of_its_own(command: Command) -> None:
    processes = [command.popen("--submit", "--title", f"ticket {number}", "--euid", "c-1") for number in range(20)]
    ends = [command.end(process, timeout_s=120) for process in processes]

    assert [(ended.code, ended.err) for ended in ends] == [(0, "")] * 20
    sent = {ticket["ticket_id"]: ticket["request"]["title"] for ticket in command.server.tickets()}
    assert {ended.out.strip(): f"ticket {number}" for number, ended in enumerate(ends)} == sent
    assert len(sent) == 20


@pytest.mark.usefixtures("window")
def test_wait_goes_on_until_it_is_created(command: Command) -> None:
    command.server.script("create", Fault.throttled(1), Fault.throttled(1))

    ended = command.submit("--wait", "30")

    assert (ended.code, ended.err) == (0, "")
    assert command.server.request_count("create") == 3


@pytest.mark.usefixtures("window")
def test_wait_ends_when_no_try_is_left_in_time_or_time_runs_out(command: Command) -> None:
    command.server.script("create", Fault.throttled(600))
    assert command.submit("--wait", "60", timeout_s=30).code == 5

    command.server.always("create", Fault.throttled(2))
    ended = command.submit("--wait", "3")

    assert ended.code == 5
    assert "asked for a pause" in ended.err


def test_send_waiting_waits_too(command: Command) -> None:
    _keep(command, "one")
    with open_window(command):
        command.server.script("create", Fault.throttled(1))
        ended = command.run("--send-waiting", "--wait", "30")

    assert ended.code == 0
    assert ended.out.split("\t")[1] == "created"


@pytest.mark.usefixtures("window")
def test_a_client_that_is_killed_leaves_its_ticket_on_its_way(command: Command) -> None:
    command.server.script("create", Fault.late(1.5))
    process = command.popen(*SUBMIT)
    command.server.wait_for_requests("create", 1, deadline_s=30)
    process.kill()
    command.end(process)

    wait_until(lambda: [row.state for row in command.rows()] == [State.CREATED], "the ticket created", 20)
    assert len(command.run("--list").out.splitlines()) == 1
    assert len(command.server.tickets()) == 1


@pytest.mark.usefixtures("window")
def test_a_client_that_is_interrupted_says_what_is_known(command: Command) -> None:
    command.server.script("create", Fault.late(5))
    process = command.popen(*SUBMIT, "--json")
    command.server.wait_for_requests("create", 1, deadline_s=30)
    process.send_signal(signal.SIGINT)
    ended = command.end(process, timeout_s=20)

    assert ended.code == 5
    assert "goes on" in ended.err
    assert ended.objects[0]["reference"] in ended.err
    wait_until(lambda: [row.state for row in command.rows()] == [State.CREATED], "the ticket created", 20)


@pytest.mark.parametrize("is_killed", [False, True], ids=["quit", "killed"])
@pytest.mark.parametrize(
    ("route", "fault", "expected"),
    [
        ("upload", Fault.silent(), (5, State.QUEUED, "It is kept")),
        ("create", Fault.silent(), (6, State.UNCONFIRMED, "may have arrived")),
    ],
)
def test_a_window_that_ends_midway_leaves_word(
    command: Command, text_file: Path, route: str, fault: Fault, expected: tuple[int, State, str], *, is_killed: bool
) -> None:
    code, state, words = expected
    command.server.script(route, fault)
    with open_window(command) as window:
        process = command.popen(*SUBMIT, text_file)
        command.server.wait_for_requests(route, 1, deadline_s=30)
        # What the window tells another one now comes after what it told this one.
        assert command.run("--list").code == 0
        if is_killed:
            window.kill()
        else:
            window.quit()
        ended = command.end(process, timeout_s=20)

    assert (ended.code, ended.out) == (code, "")
    assert words in ended.err
    listed = command.run("--list").out.split("\t")
    assert listed[0] in ended.err
    assert listed[1] in {state, State.CREATING if is_killed else state}


def test_a_window_that_hangs_is_not_asked_for_ever(command: Command) -> None:
    with open_window(command) as window:
        window.process.send_signal(signal.SIGSTOP)
        try:
            ended = command.submit()
        finally:
            window.process.send_signal(signal.SIGCONT)

        assert (ended.code, ended.out) == (5, "")
        assert "Nothing was sent or kept" in ended.err
        # It wakes up and does nothing that nobody waits for.
        assert command.run("--list").out == ""


@pytest.mark.parametrize("mode", [SUBMIT, ("--send-waiting",)])
@pytest.mark.usefixtures("window")
def test_another_address_than_the_windows_is_refused(command: Command, mode: tuple[str, ...]) -> None:
    ended = command.run(*mode, "--base-url", "https://elsewhere.example", with_address=False)

    assert (ended.code, ended.out) == (2, "")
    assert command.base_url in ended.err
    assert "Nothing was sent" in ended.err
    assert command.run("--list").out == ""


@pytest.mark.usefixtures("window")
def test_a_list_has_no_address(command: Command) -> None:
    assert command.run("--list", "--base-url", "https://elsewhere.example", with_address=False) == Ended(0, "", "")


def test_another_profile_that_the_window_has_is_used(unkeyed: Command) -> None:
    unkeyed.keep_key(profile="night")
    unkeyed.data_dir.mkdir(mode=0o700)
    profiles = [
        {"name": "default", "base_url": unkeyed.base_url, "default_requester_id": "c-day"},
        {"name": "night", "base_url": unkeyed.base_url, "default_requester_id": "c-night", "submitter_id": "u-night"},
    ]
    (unkeyed.data_dir / "settings.json").write_text(json.dumps({"profiles": profiles}), encoding="utf-8")

    with open_window(unkeyed, with_address=False):
        by_day = unkeyed.run("--submit", "--title", "a", with_address=False)
        by_night = unkeyed.run("--submit", "--title", "b", "--profile", "night", with_address=False)

    assert (by_day.code, by_night.code) == (4, 0)
    (request,) = [ticket["request"] for ticket in unkeyed.server.tickets()]
    assert (request["requester"]["euid"], request["submitter"]["id"]) == ("c-night", "u-night")


def test_the_time_to_undo_is_the_forms_alone(command: Command) -> None:
    command.data_dir.mkdir(mode=0o700)
    settings = {"undo_s": 30, "profiles": [{"name": "default", "base_url": command.base_url}]}
    (command.data_dir / "settings.json").write_text(json.dumps(settings), encoding="utf-8")

    with open_window(command, with_address=False):
        ended = command.submit(timeout_s=25)

    assert (ended.code, ended.err) == (0, "")


def test_practice_works_through_a_practice_window_and_only_through_that(unkeyed: Command) -> None:
    with open_window(unkeyed, "--sandbox", with_address=False):
        practised = unkeyed.run("--sandbox", *SUBMIT, with_address=False)
        real = unkeyed.submit()
        listed = unkeyed.run("--sandbox", "--list", with_address=False)

    assert (practised.code, practised.out, practised.err) == (0, "tk_practice_000001\n", "")
    assert real.code == 4
    assert len(listed.out.splitlines()) == 1


@pytest.mark.usefixtures("window")
def test_a_second_window_hands_over_to_the_first(command: Command, text_file: Path) -> None:
    ended = command.run("--title", "from the second", text_file)

    assert ended == Ended(0, "", "")
    assert command.run("--list").code == 0  # The window's outbox is ready: looking into its database disturbs nothing.

    def drafts() -> bool:
        return [(row.state, row.title, row.file_count) for row in command.rows()] == [
            (State.DRAFT, "from the second", 1)
        ]

    wait_until(drafts, "the draft with its file", 20)


@pytest.mark.usefixtures("window")
def test_a_second_window_for_another_address_is_refused(command: Command) -> None:
    process = command.popen("--base-url", "https://elsewhere.example", "--title", "x", with_address=False)
    ended = command.end(process)

    assert ended.code == 2
    assert command.base_url in ended.err
    assert command.run("--list").out == ""


def test_what_is_started_while_the_window_opens_goes_through_it(command: Command) -> None:
    window = OpenWindow(command)
    try:
        wait_until((command.data_dir / "lock").exists, "the window's lock", 30)
        ended = command.submit("--wait", "20")
        assert ended.code == 0, ended.err
        window.quit()
    finally:
        if window.process.poll() is None:
            window.kill()


def test_a_run_without_a_window_is_waited_for(command: Command) -> None:
    command.server.script("create", Fault.late(4.0))
    first = command.popen(*SUBMIT)
    command.server.wait_for_requests("create", 1, deadline_s=30)

    patient = command.submit("--wait", "60")

    assert (command.end(first).code, patient.code) == (0, 0)


def test_a_window_beside_a_run_without_one_says_so(command: Command) -> None:
    command.server.script("create", Fault.silent())
    first = command.popen(*SUBMIT)
    command.server.wait_for_requests("create", 1, deadline_s=30)

    ended = command.run("--title", "x")
    first.kill()
    command.end(first)

    assert ended.code == 5
    assert "Another Desk GUI is at work" in ended.err


def test_a_window_without_an_outbox_says_why(command: Command) -> None:
    modes = (SUBMIT, ("--send-waiting",), ("--list",))
    assert command.run("--list").code == 0
    for left_over in command.data_dir.glob("outbox.sqlite3-*"):
        left_over.unlink()
    database = command.data_dir / "outbox.sqlite3"
    database.unlink()
    database.mkdir()

    with open_window(command) as window:
        beside = [command.run(*mode) for mode in modes]
        window.kill()

    assert beside == [command.run(*mode) for mode in modes]
    assert [(ended.code, ended.out) for ended in beside] == [(1, "")] * 3
    assert all(ended.err for ended in beside)

import pytest
from support.command import Command
from support.misbehaving import Fault


def _keep(command: Command, *titles: str) -> None:
    """Leave tickets waiting in the outbox."""
    for title in titles:
        command.server.script("create", Fault.throttled(3600))
        assert command.submit("--title", title).code == 5


def test_send_waiting_sends_all_and_prints_a_line_each(command: Command) -> None:
    _keep(command, "one", "two")

    ended = command.run("--send-waiting")

    assert (ended.code, ended.err) == (0, "")
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert sorted(row[3] for row in rows) == ["one", "two"]
    assert {row[1] for row in rows} == {"created"}
    assert {row[2] for row in rows} == {ticket["ticket_id"] for ticket in command.server.tickets()}


def test_send_waiting_with_nothing_to_send_is_silent(command: Command) -> None:
    ended = command.run("--send-waiting")

    assert (ended.code, ended.out, ended.err) == (0, "", "")


@pytest.mark.parametrize(
    ("faults", "code"),
    [
        ((Fault.status(422), Fault.throttled(9)), 3),
        ((Fault.status(500), Fault.status(422)), 6),
        ((Fault.status(500), Fault.status(401)), 4),
        ((Fault.throttled(9),), 5),
    ],
)
def test_of_several_ends_the_worst_counts(command: Command, faults: tuple[Fault, ...], code: int) -> None:
    _keep(command, *(f"ticket {number}" for number in range(len(faults))))
    command.server.script("create", *faults)

    ended = command.run("--send-waiting", "--json")

    assert ended.code == code, ended.err
    assert len(ended.objects) == len(faults)


def test_send_waiting_tries_once(command: Command) -> None:
    _keep(command, "one")
    command.server.always("create", Fault.throttled(1))

    assert command.run("--send-waiting").code == 5
    assert command.server.request_count("create") == 2


def test_send_waiting_leaves_an_unconfirmed_ticket_alone(command: Command) -> None:
    command.server.script("create", Fault.take_and_close())
    assert command.submit().code == 6

    ended = command.run("--send-waiting")

    assert (ended.code, ended.out) == (0, "")
    assert command.server.request_count("create") == 1


def test_list_prints_what_is_here_newest_first(command: Command) -> None:
    _keep(command, "one")
    assert command.submit("--title", "two\twith\x1b[2J a tab").code == 0

    ended = command.run("--list")

    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert ended.code == 0
    assert [row[1] for row in rows] == ["created", "queued"]
    assert [row[2] for row in rows] == [command.server.tickets()[0]["ticket_id"], "-"]
    assert [row[4] for row in rows] == ["two with [2J a tab", "one"]
    assert command.server.request_count("create") == 2


def test_list_sends_nothing(command: Command) -> None:
    command.server.script("create", Fault.throttled(0))
    command.submit()

    assert command.run("--list").code == 0

    assert command.server.request_count("create") == 1

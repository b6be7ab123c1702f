"""A ticket is sent without what is in its way: its team or its files; and so are others the same refusal stopped."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from support.log_failure import ExpectLog
from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG, Outbox, locked

from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.desk import DiscardDraft, ListTickets, Part, ReopenTicket, SendWithout
from desk_gui.outbox.events import (
    DraftOpened,
    DraftSubmitted,
    StorageFailed,
    SubmitRefused,
    TicketChanged,
    TicketsListed,
)
from desk_gui.outbox.refusals import key_of, normalised, part_in_the_way
from desk_gui.outbox.tickets import Hold, State, TicketRow

NO_TEAM = Fault.code(3002, "assignment_team 'IT Suport' does not exist (request 7f3a-11)")


def rows(outbox: Outbox) -> dict[str, TicketRow]:
    since = outbox.events.count
    outbox.do(ListTickets(77))
    return {row.ticket: row for row in outbox.events.wait_for(TicketsListed, since=since).rows}


def refused(outbox: Outbox, *, title: str = "Ticket", team: str = "IT Suport", files: int = 0) -> TicketRow:
    """Submit a ticket and return where its first try left it."""
    contents = [PNG + title.encode() + bytes([number]) for number in range(files)]
    draft = outbox.with_files(replace(outbox.draft(title), team=team), *contents)
    since = outbox.events.count
    outbox.submit(draft)
    return outbox.wait_for_end_of_try(draft.draft_id, since=since)


# The team


def test_ticket_goes_without_its_team(outbox: Outbox, server: Misbehaving) -> None:
    server.script("create", NO_TEAM)
    row = refused(outbox, files=1)
    assert (row.state, row.can_go_without, row.same_refusal) == (State.REJECTED, "team", 0)
    since = outbox.events.count
    outbox.do(SendWithout(row.ticket, Part.TEAM))
    submitted = outbox.events.wait_for(DraftSubmitted, since=since).row
    created = outbox.wait_for_state(row.ticket, State.CREATED)

    assert (submitted.ticket, submitted.state, submitted.can_go_without) == (row.ticket, State.QUEUED, "")
    assert created.reference == row.reference
    [ticket] = server.tickets()
    assert "assignment_team" not in ticket["request"]
    assert len(ticket["request"]["attachments"]) == 1
    assert server.request_count("upload") == 1


def test_the_same_is_done_for_others_with_the_same_refusal_alone(outbox: Outbox, server: Misbehaving) -> None:
    server.script(
        "create",
        NO_TEAM,
        Fault.code(3002, "Assignment_team 'IT Suport'  does not exist (request 90bc-22)"),
        Fault.code(3002, "assignment_team is too long"),
        Fault.code(3002, "title is too long"),
    )
    first, same = refused(outbox, title="First"), refused(outbox, title="Same")
    other, another = refused(outbox, title="Other"), refused(outbox, title="Another")
    assert [same.same_refusal, other.same_refusal, another.same_refusal] == [1, 0, 0]
    assert outbox.wait_for_row(first.ticket, lambda row: row.same_refusal == 1).state is State.REJECTED
    outbox.do(SendWithout(first.ticket, Part.TEAM, and_others=True))
    for row in (first, same):
        outbox.wait_for_state(row.ticket, State.CREATED)

    assert {title: row.state for title, row in ((row.title, row) for row in rows(outbox).values())} == {
        "First": State.CREATED,
        "Same": State.CREATED,
        "Other": State.REJECTED,
        "Another": State.REJECTED,
    }
    assert another.can_go_without == ""


@pytest.mark.parametrize("leave", [ReopenTicket, DiscardDraft, lambda ticket: SendWithout(ticket, Part.TEAM)])
def test_count_of_others_follows(outbox: Outbox, server: Misbehaving, leave: "type[ReopenTicket]") -> None:
    server.script("create", NO_TEAM, NO_TEAM, NO_TEAM)
    tickets = [refused(outbox, title=f"Ticket {number}").ticket for number in range(3)]
    for ticket in tickets:
        outbox.wait_for_row(ticket, lambda row: row.same_refusal == 2)
    since = outbox.events.count
    outbox.do(leave(tickets[0]))
    for ticket in tickets[1:]:
        outbox.wait_for_row(ticket, lambda row: row.same_refusal == 1, since=since)

    assert [rows(outbox)[ticket].same_refusal for ticket in tickets[1:]] == [1, 1]


def test_ticket_is_told_once_when_it_shares_its_refusal_with_nobody(outbox: Outbox, server: Misbehaving) -> None:
    server.script("create", NO_TEAM)
    row = refused(outbox)
    rows(outbox)

    told = [event for event in outbox.events.all(TicketChanged) if event.row.state is State.REJECTED]
    assert [event.row for event in told] == [row]


@pytest.mark.parametrize("part", Part)
def test_what_is_not_in_the_way_stays(outbox: Outbox, server: Misbehaving, part: Part) -> None:
    server.script("create", Fault.status(400), Fault.throttled(300))
    refused_row, waiting = refused(outbox, title="Refused", files=1), refused(outbox, title="Waiting", files=1)
    since = outbox.events.count
    for ticket in (refused_row.ticket, waiting.ticket, "nobody"):
        outbox.do(SendWithout(ticket, part, and_others=True))
    listed = rows(outbox)

    assert [listed[row.ticket] for row in (refused_row, waiting)] == [refused_row, waiting]
    assert outbox.events.all(DraftSubmitted, since=since) == []


# The files


@pytest.mark.parametrize("status", [404, 405, 413])
def test_ticket_goes_without_its_files_which_stay_on_a_draft(outbox: Outbox, server: Misbehaving, status: int) -> None:
    server.script("upload", Fault.late(0), Fault.late(0.3, Fault.status(status)))
    row = refused(outbox, title="Broken", team="IT Support", files=2)
    is_held = status != 413
    assert (row.state, row.hold) == ((State.QUEUED, Hold.UPLOAD_ADDRESS) if is_held else (State.REJECTED, Hold.NONE))
    assert row.can_go_without == "files"
    outbox.do(SendWithout(row.ticket, Part.FILES))
    created = outbox.wait_for_state(row.ticket, State.CREATED)
    assert created.file_count == 0
    [ticket] = server.tickets()
    assert "attachments" not in ticket["request"]
    [draft_row] = [each for each in rows(outbox).values() if each.state is State.DRAFT]
    assert (draft_row.title, draft_row.file_count) == (f"Files for {row.reference}", 2)
    outbox.wait_for_state(draft_row.ticket, State.DRAFT)
    outbox.do(ReopenTicket(draft_row.ticket))
    draft = outbox.events.wait_for(DraftOpened).draft
    assert row.reference in draft.description
    assert "Broken" in draft.description
    assert (draft.requester_id, draft.team) == ("contact_1", "IT Support")
    outbox.submit(draft)
    filed = outbox.wait_for_state(draft.draft_id, State.CREATED)

    assert filed.reference != row.reference
    assert len(server.uploads()) == 2
    assert server.request_count("upload") == 3, "what is with LiveDesk already is not uploaded again"


def test_file_that_is_refused_before_it_is_all_sent_is_refused_and_not_tried_for_ever(
    outbox: Outbox, server: Misbehaving
) -> None:
    server.always("upload", Fault.status(413, before_body=True))
    draft = outbox.with_files(outbox.draft(), PNG + bytes(20_000_000))
    outbox.submit(draft)
    row = outbox.wait_for_end_of_try(draft.draft_id)

    assert (row.state, row.trouble, row.can_go_without) == (State.REJECTED, Trouble.TOO_LARGE, "files")


def test_all_that_wait_for_the_upload_address_go_without_their_files(outbox: Outbox, server: Misbehaving) -> None:
    server.always("upload", Fault.status(404))
    held = [refused(outbox, title=f"Ticket {number}", team="", files=1) for number in range(3)]
    first = held[0].ticket
    assert outbox.wait_for_row(first, lambda row: row.same_refusal == 2).can_go_without == "files"
    outbox.do(SendWithout(first, Part.FILES, and_others=True))
    for row in held:
        outbox.wait_for_state(row.ticket, State.CREATED)

    drafts = [row for row in rows(outbox).values() if row.state is State.DRAFT]
    assert {row.title for row in drafts} == {f"Files for {row.reference}" for row in held}
    assert [row.file_count for row in drafts] == [1, 1, 1]


def test_sending_without_is_all_or_nothing(outbox: Outbox, server: Misbehaving, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.teller", 40, "could not be read or written")
    server.always("upload", Fault.status(413))
    row = refused(outbox, team="", files=2)
    before = rows(outbox)
    with locked(outbox):
        outbox.do(SendWithout(row.ticket, Part.FILES))
        assert outbox.events.wait_for(SubmitRefused).draft_id == row.ticket
        outbox.events.wait_for(StorageFailed)
    assert rows(outbox) == before
    outbox.do(SendWithout(row.ticket, Part.FILES))

    outbox.wait_for_state(row.ticket, State.CREATED)


def test_refusals_are_known_after_a_restart(data: Path, server: Misbehaving) -> None:
    server.script("create", NO_TEAM, NO_TEAM)
    with Outbox(data, base_url=server.base_url) as outbox:
        tickets = [refused(outbox, title=f"Ticket {number}").ticket for number in range(2)]
    with Outbox(data, base_url=server.base_url) as outbox:
        assert [(row.can_go_without, row.same_refusal) for row in rows(outbox).values()] == [("team", 1)] * 2
        outbox.do(SendWithout(tickets[0], Part.TEAM, and_others=True))
        for ticket in tickets:
            outbox.wait_for_state(ticket, State.CREATED)


# The table


PARTS = {
    (State.REJECTED, Hold.NONE, Trouble.TOO_LARGE.value): Part.FILES,
    (State.QUEUED, Hold.UPLOAD_ADDRESS, Trouble.NOT_FOUND.value): Part.FILES,
}


@pytest.mark.parametrize(
    ("state", "hold", "trouble"),
    [
        *product(
            [state for state in State if state is not State.QUEUED], [Hold.NONE], [trouble.value for trouble in Trouble]
        ),
        *product([State.QUEUED], Hold, [Trouble.NOT_FOUND.value]),
    ],
)
def test_files_are_in_the_way(state: State, hold: Hold, trouble: str) -> None:
    def part(*, has_files: bool) -> Part | None:
        return part_in_the_way(state=state, hold=hold, trouble=trouble, words="no", has_team=True, has_files=has_files)

    expected = PARTS.get((state, hold, trouble))
    assert part(has_files=True) == (Part.FILES if state is State.QUEUED and hold is Hold.UPLOAD_ADDRESS else expected)
    assert part(has_files=False) is None


@pytest.mark.parametrize(
    ("state", "words", "has_team", "part"),
    [
        (State.REJECTED, "assignment_team 'x' does not exist", True, Part.TEAM),
        (State.REJECTED, "Unknown TEAM", True, Part.TEAM),
        (State.REJECTED, "Unknown team", False, None),
        (State.REJECTED, "title is too long", True, None),
        (State.UNCONFIRMED, "Unknown team", True, None),
        (State.QUEUED, "Unknown team", True, None),
    ],
)
def test_team_is_in_the_way(state: State, words: str, has_team: bool, part: Part | None) -> None:
    found = part_in_the_way(
        state=state, hold=Hold.NONE, trouble=Trouble.REFUSED, words=words, has_team=has_team, has_files=True
    )
    assert found is part


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Team 'A' unknown", "team 'A'   unknown", True),
        ("Unknown (request 7f3a-11)", "Unknown (request 90bc-22)", True),
        ("limit is 20 MB", "limit is 30 MB", True),
        ("Team 'A' unknown", "Team 'B' unknown", False),
        ("", "", True),
    ],
)
def test_words_are_compared_without_what_differs_each_time(one: str, other: str, is_same: bool) -> None:
    assert (normalised(one) == normalised(other)) is is_same


def test_refusals_of_different_kinds_are_not_the_same() -> None:
    def key(
        *,
        profile: str = "default",
        state: State = State.REJECTED,
        hold: Hold = Hold.NONE,
        trouble: str = "refused",
        words: str = "no",
        part: Part | None = None,
    ) -> str:
        return key_of(profile=profile, state=state, hold=hold, trouble=trouble, words=words, part=part)

    held = key(state=State.QUEUED, hold=Hold.UPLOAD_ADDRESS, part=Part.FILES)
    keys = [
        key(),
        key(profile="work"),
        key(trouble="too_large"),
        key(words="never"),
        key(part=Part.TEAM),
        held,
        key(profile="work", state=State.QUEUED, hold=Hold.UPLOAD_ADDRESS, part=Part.FILES),
    ]
    assert len(set(keys)) == len(keys)
    assert held == key(state=State.QUEUED, hold=Hold.UPLOAD_ADDRESS, words="other words", part=Part.FILES)
    nothing = [key(state=state, hold=hold) for state, hold in product(State, Hold) if state is not State.REJECTED]
    assert sum(map(bool, nothing)) == 1

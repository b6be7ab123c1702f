"""People while somebody types: those of this computer at once, LiveDesk's when typing pauses, never out of order."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.misbehaving import Fault, Misbehaving
from support.outbox import Outbox

from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.desk import NoteNetwork, SaveSettings
from desk_gui.outbox.desk_people import (
    ChoosePerson,
    FindPeople,
    NamePerson,
    PeopleFound,
    Person,
    PersonNamed,
    StopFinding,
)
from desk_gui.outbox.draft import Draft, Follower
from desk_gui.outbox.events import SettingsSaved
from desk_gui.outbox.tickets import State
from desk_gui.system.credentials import CredentialStore

LATENCY_S = 0.3


def found(outbox: Outbox, text: str, *, request_id: int = 1, asks: bool = True) -> PeopleFound:
    """Return the last answer to a search."""
    since = outbox.events.count
    outbox.do(FindPeople(request_id, "default", text, asks_livedesk=asks))
    return outbox.events.wait_for(PeopleFound, lambda event: event.is_last, since=since)


def create(outbox: Outbox, draft: Draft) -> None:
    """Have a ticket created."""
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)


def contacts(*entries: dict[str, object], wrap: bool = True) -> Fault:
    """Answer a search with these."""
    return Fault.status(200, body=json.dumps({"payload": entries} if wrap else entries).encode())


def test_contacts_are_found_by_name_and_their_identifier_is_the_requester(outbox: Outbox) -> None:
    [ada] = found(outbox, "Ada").people

    assert (ada.requester_id, ada.name, ada.phone) == ("contact_12345", "Ada Practice", "+6500000001")
    assert not ada.is_used


def test_profile_can_say_that_the_requester_is_the_contacts_id(outbox: Outbox) -> None:
    profile = replace(outbox.settings.active, requester_euid_from="id")
    outbox.do(SaveSettings(outbox.settings.with_profile(profile)))
    outbox.events.wait_for(SettingsSaved)

    assert [person.requester_id for person in found(outbox, "Ada").people] == ["12345"]


def test_answers_never_come_out_of_order_and_only_the_last_search_is_asked(outbox: Outbox, server: Misbehaving) -> None:
    server.always("contacts", Fault.late(LATENCY_S))
    words = ["Pr", "Pra", "Prac", "Pract", "Bo Pr"]
    for number, text in enumerate(words):
        outbox.do(FindPeople(number, "default", text))
    last = outbox.events.wait_for(PeopleFound, lambda event: event.is_from_livedesk)

    assert last.request_id == len(words) - 1
    assert [person.name for person in last.people] == ["Bo Practice"]
    assert server.request_count("contacts") == 1, "typing went on before the others were asked"
    local = [event.request_id for event in outbox.events.all(PeopleFound) if not event.is_from_livedesk]
    assert local == list(range(len(words)))


def test_typing_on_gives_up_the_request_under_way(outbox: Outbox, server: Misbehaving) -> None:
    server.script("contacts", Fault.silent())
    server.always("contacts", Fault.late(LATENCY_S))
    outbox.do(FindPeople(1, "default", "Ada"))
    server.wait_for_requests("contacts", 1, deadline_s=10)
    outbox.do(FindPeople(2, "default", "Bo"))
    answer = outbox.events.wait_for(PeopleFound, lambda event: event.is_from_livedesk)

    assert (answer.request_id, [person.name for person in answer.people]) == (2, ["Bo Practice"])
    assert [event.request_id for event in outbox.events.all(PeopleFound) if event.is_from_livedesk] == [2]


def test_search_that_is_stopped_is_not_asked(outbox: Outbox, server: Misbehaving) -> None:
    outbox.do(FindPeople(1, "default", "Ada"), StopFinding())

    assert found(outbox, "Bo", request_id=2).request_id == 2
    assert server.request_count("contacts") == 1


def test_people_used_before_come_at_once_and_last_used_first_while_livedesk_is_slow(
    outbox: Outbox, server: Misbehaving
) -> None:
    for requester in ("contact_12345", "contact_12346"):
        create(outbox, replace(outbox.draft(), requester_id=requester))
    server.always("contacts", Fault.silent())
    outbox.do(FindPeople(7, "default", "contact"))
    first = outbox.events.wait_for(PeopleFound, lambda event: event.request_id == 7)

    assert [person.requester_id for person in first.people] == ["contact_12346", "contact_12345"]
    assert not first.is_from_livedesk
    assert not first.is_last


def test_without_a_network_nothing_is_asked_and_this_computer_answers(outbox: Outbox, server: Misbehaving) -> None:
    create(outbox, replace(outbox.draft(), requester_id="contact_12345"))
    outbox.do(NoteNetwork(is_reachable=False))
    answer = found(outbox, "contact", request_id=3)

    assert (answer.people, answer.trouble) == ((), Trouble.CANNOT_CONNECT)
    [local] = [event for event in outbox.events.all(PeopleFound) if not event.is_from_livedesk]
    assert [person.requester_id for person in local.people] == ["contact_12345"]
    assert server.request_count("contacts") == 0
    outbox.do(NoteNetwork(is_reachable=True))
    assert [person.name for person in found(outbox, "Ada", request_id=4).people] == ["Ada Practice"]


@pytest.mark.parametrize(("text", "asks"), [("", True), ("A", True), ("Ada", False)])
def test_nothing_is_asked_of_livedesk_for_too_little_or_when_it_shall_not(
    outbox: Outbox, server: Misbehaving, text: str, asks: bool
) -> None:
    answer = found(outbox, text, asks=asks)

    assert not answer.is_from_livedesk
    found(outbox, "Ada")
    assert server.request_count("contacts") == 1


def test_without_a_key_nothing_is_asked(data: Path, server: Misbehaving) -> None:
    with Outbox(data, base_url=server.base_url, keys=CredentialStore.in_memory()) as outbox:
        assert found(outbox, "Ada").trouble == Trouble.NO_CREDENTIALS
    assert server.request_count("contacts") == 0


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Fault.html(), Trouble.UNREADABLE_ANSWER),
        (Fault.status(401), Trouble.KEY_REFUSED),
        (Fault.status(403), Trouble.FORBIDDEN),
        (Fault.throttled(2), Trouble.THROTTLED),
        (Fault.status(500), Trouble.SERVER_FAILED),
        (Fault.close_after_body(), Trouble.CONNECTION_BROKEN),
        (Fault.redirect("https://login.example"), Trouble.REDIRECTED),
        (Fault.status(200, body=b'{"payload": "' + b"x" * 10 * 1024 * 1024 + b'"}'), Trouble.UNREADABLE_ANSWER),
        (Fault.status(200, body=b"[" * 100_000), Trouble.UNREADABLE_ANSWER),
    ],
)
def test_trouble_is_said_and_not_met_again_with_every_key(
    outbox: Outbox, server: Misbehaving, fault: Fault, trouble: Trouble
) -> None:
    server.always("contacts", fault)

    assert found(outbox, "Ada") == PeopleFound(1, is_from_livedesk=True, is_last=True, trouble=trouble)
    assert found(outbox, "Ada P", request_id=2).trouble == trouble
    assert server.request_count("contacts") == 1


@pytest.mark.parametrize("wrap", [True, False])
def test_hostile_contacts_are_shown_as_plain_text_or_not_at_all(
    outbox: Outbox, server: Misbehaving, wrap: bool
) -> None:
    answer = contacts(
        {
            "id": 1,
            "name": "\u202egnp.exe\u202c\x00 <b>Bold</b>\nline",
            "email": "a@b\u200b.example",
            "identifier": "c_1",
        },
        {"id": 2, "name": "Reversed ID", "identifier": "\u202ec_2"},
        {"id": 3, "name": ["no", "text"], "identifier": None},
        {"id": "", "name": "Nobody"},
        {"id": True, "identifier": {"deep": 1}},
        wrap=wrap,
    )
    if not wrap:
        answer = Fault.status(200, body=b'{"code": 0, "data": ' + answer.body + b"}")  # type: ignore[attr-defined]
    server.always("contacts", answer)

    assert found(outbox, "any").people == (
        Person("c_1", "gnp.exe <b>Bold</b> line", "a@b .example"),
        Person("3"),
    )


def test_answer_with_thousands_of_contacts_is_cut(outbox: Outbox, server: Misbehaving) -> None:
    server.always("contacts", contacts(*({"id": number, "name": f"n{number}"} for number in range(10_000))))

    assert len(found(outbox, "any").people) == 50


def test_person_chosen_is_known_by_name_and_used_once_a_ticket_is_created(outbox: Outbox) -> None:
    outbox.do(ChoosePerson("default", Person("contact_12345", "Ada \u202ePractice", "ada@practice.example", "+65")))
    outbox.do(NamePerson("default", "contact_12345"))
    person = outbox.events.wait_for(PersonNamed).person
    assert person == Person("contact_12345", "Ada Practice", "ada@practice.example", "+65")
    assert found(outbox, "ada", asks=False).people == ()
    followers = (Follower("7562646527", "Zhang San"), Follower("", ""))
    draft = replace(
        outbox.draft(),
        requester_id=" contact_12345 ",
        channel_id="inbox_100",
        channel_contact_id="-100",
        followers=followers,
    )
    create(outbox, draft)
    [used] = found(outbox, "ADA pract", asks=False).people

    assert used == replace(
        person,
        is_used=True,
        channel_id="inbox_100",
        channel_contact_id="-100",
        followers=followers[:1],
    )
    assert found(outbox, "ada nobody", asks=False).people == ()


def test_nobody_is_named_for_a_strange_id(outbox: Outbox) -> None:
    outbox.do(NamePerson("default", "contact_\ud800"))

    assert outbox.events.wait_for(PersonNamed).person is None

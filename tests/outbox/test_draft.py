"""The form's rules, and that they are the contract's."""

from dataclasses import replace

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_gui.outbox.draft import (
    PRIORITIES,
    TICKET_TYPES,
    Attachment,
    Draft,
    Field,
    Follower,
    Problem,
    ProblemKind,
    mended,
    problems,
)
from desk_gui.outbox.request import request_of

GOOD = Draft("d", title="Printer on fire", requester_id="contact_1")
IN_CHANNEL = Draft("d", title="Printer on fire", channel_id="inbox_1", channel_contact_id="-100")


@pytest.mark.parametrize("draft", [GOOD, IN_CHANNEL])
def test_least_of_a_ticket_is_enough(draft: Draft) -> None:
    assert problems(draft) == ()


@pytest.mark.parametrize("priority", ["", *PRIORITIES])
@pytest.mark.parametrize("ticket_type", ["", *TICKET_TYPES])
def test_every_priority_and_type_is_known(priority: str, ticket_type: str) -> None:
    assert problems(replace(GOOD, priority=priority, ticket_type=ticket_type)) == ()


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        (replace(GOOD, title=""), Problem(Field.TITLE, ProblemKind.TITLE_MISSING)),
        (replace(GOOD, title=" \n\t"), Problem(Field.TITLE, ProblemKind.TITLE_MISSING)),
        (replace(GOOD, requester_id="  "), Problem(Field.REQUESTER, ProblemKind.REQUESTER_MISSING)),
        (replace(IN_CHANNEL, channel_id=""), Problem(Field.CHANNEL_ID, ProblemKind.CHANNEL_ID_MISSING)),
        (
            replace(IN_CHANNEL, channel_contact_id=" "),
            Problem(Field.CHANNEL_CONTACT_ID, ProblemKind.CHANNEL_CONTACT_ID_MISSING),
        ),
        (
            replace(IN_CHANNEL, followers=(Follower("7", "A"), Follower("", " Zhang San "))),
            Problem(Field.FOLLOWERS, ProblemKind.FOLLOWER_ID_MISSING, "Zhang San"),
        ),
        (replace(GOOD, priority="urgent"), Problem(Field.PRIORITY, ProblemKind.PRIORITY_UNKNOWN, "urgent")),
        (replace(GOOD, ticket_type="None"), Problem(Field.TICKET_TYPE, ProblemKind.TICKET_TYPE_UNKNOWN, "None")),
        (
            replace(GOOD, custom_fields=(("", " 7 "),)),
            Problem(Field.CUSTOM_FIELDS, ProblemKind.FIELD_KEY_MISSING, "7"),
        ),
        (
            replace(GOOD, custom_fields=(("sn", "1"), (" sn ", "2"))),
            Problem(Field.CUSTOM_FIELDS, ProblemKind.FIELD_KEY_TWICE, "sn"),
        ),
    ],
)
def test_problems(draft: Draft, problem: Problem) -> None:
    assert problems(draft) == (problem,)


@pytest.mark.parametrize(
    "draft",
    [
        replace(GOOD, custom_fields=(("", ""), ("", " "))),
        replace(IN_CHANNEL, followers=(Follower("", ""), Follower(" ", ""))),
    ],
)
def test_empty_rows_are_no_problem(draft: Draft) -> None:
    assert problems(draft) == ()


def test_problems_come_in_the_forms_order() -> None:
    draft = Draft("d", sub_contact_id="7", priority="x", ticket_type="y", custom_fields=(("", "1"),))

    assert [problem.field for problem in problems(draft)] == [
        Field.TITLE,
        Field.PRIORITY,
        Field.TICKET_TYPE,
        Field.CHANNEL_ID,
        Field.CHANNEL_CONTACT_ID,
        Field.CUSTOM_FIELDS,
    ]


@pytest.mark.parametrize(
    ("draft", "is_blank"),
    [
        (Draft("d"), True),
        (Draft("d", title=" ", requester_id="default", submitter_id="u"), True),
        (Draft("d", title="x"), False),
        (Draft("d", description="x"), False),
        (Draft("d", attachments=(Attachment("a", "x.png"),)), False),
    ],
)
def test_blank_is_what_nobody_would_miss(draft: Draft, is_blank: bool) -> None:
    assert draft.is_blank is is_blank


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("plain", "plain"),
        ("Grüße 😀", "Grüße 😀"),
        ("\ud83d\ude00", "😀"),
        ("half \ud800", "half \ufffd"),
        ("\udce9t\xe9", "\ufffdt\xe9"),
    ],
)
def test_half_characters_are_mended(text: str, whole: str) -> None:
    assert mended(text) == whole
    mended(text).encode()


TEXT = st.one_of(
    st.sampled_from(["", " ", "\u3000", "\ufeff", "\x1c", "x", " x ", "\ud800", "\ud801", "\x00", "None"]),
    st.text(alphabet=st.characters(codec=None), max_size=8),
)
DRAFTS = st.builds(
    Draft,
    draft_id=st.just("d"),
    title=TEXT,
    description=TEXT,
    requester_id=TEXT,
    channel_id=TEXT,
    channel_contact_id=TEXT,
    sub_contact_id=TEXT,
    followers=st.lists(st.builds(Follower, id=TEXT, name=TEXT), max_size=3).map(tuple),
    submitter_id=TEXT,
    team=TEXT,
    priority=st.one_of(TEXT, st.sampled_from(PRIORITIES)),
    ticket_type=st.one_of(TEXT, st.sampled_from(TICKET_TYPES)),
    custom_fields=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
)
GOOD_DRAFTS = DRAFTS.map(
    lambda draft: replace(
        draft,
        title=draft.title + "x",
        requester_id=draft.requester_id + "x",
        priority=draft.priority if draft.priority in PRIORITIES else "",
        ticket_type=draft.ticket_type if draft.ticket_type in TICKET_TYPES else "",
    )
)


@given(st.one_of(DRAFTS, GOOD_DRAFTS))
def test_form_and_contract_agree(draft: Draft) -> None:
    try:
        request_of(draft, reference="DG-AAAAAA", reference_field="reference").to_json_bytes()
        is_accepted = True
    except pydantic.ValidationError:
        is_accepted = False

    assert (problems(draft) == ()) is is_accepted


@given(GOOD_DRAFTS)
def test_nothing_empty_is_sent(draft: Draft) -> None:
    if problems(draft):
        return
    request = request_of(draft).to_json()

    def empties(value: object) -> bool:
        if isinstance(value, dict):
            return not value or any(map(empties, value.values()))
        if isinstance(value, list):
            return not value or any(map(empties, value))
        return value is None or (isinstance(value, str) and not value.strip())

    assert not empties(request)

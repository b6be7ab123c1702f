"""From the form to the request: the page's example, the reference, nothing more."""

from dataclasses import replace

import pytest
from support.page_example import PAGE_EXAMPLE

from desk_gui.outbox.draft import Draft, Follower
from desk_gui.outbox.request import request_for, request_of
from desk_gui.outbox.submission import Submission
from desk_gui.outbox.tickets import State
from desk_gui.system.settings import Profile

FORM = Draft(
    "d",
    title=" Printer paper jam, unable to print ",
    description="Customer reported A4 paper jammed at the output tray, needs urgent handling.",
    requester_id="contact_12345",
    channel_id="inbox_100",
    channel_contact_id="-1001234567890",
    sub_contact_id="23232323",
    followers=(Follower("7562646527", "Zhang San"), Follower()),
    submitter_id="u_12345",
    team="IT Support",
    priority="high",
    ticket_type="incident",
    custom_fields=(("device_sn", "PRN-2024-001"), ("location", " Beijing HQ - 3rd Floor Print Room"), ("", "")),
)
FILE_URLS = ("https://example.com/files/error.jpg",)


def test_filled_form_is_the_pages_example() -> None:
    assert request_of(FORM, file_urls=FILE_URLS, reference="DG-AAAAAA").to_json() == PAGE_EXAMPLE


def test_reference_is_one_more_custom_field() -> None:
    request = request_of(FORM, file_urls=FILE_URLS, reference="DG-AAAAAA", reference_field="desk_gui_reference")

    fields = request.to_json().pop("custom_fields")
    assert fields == {
        "device_sn": "PRN-2024-001",
        "location": "Beijing HQ - 3rd Floor Print Room",
        "desk_gui_reference": "DG-AAAAAA",
    }


@pytest.mark.parametrize("typed", ["desk_gui_reference", " desk_gui_reference "])
def test_typed_field_of_that_name_wins(typed: str) -> None:
    draft = replace(FORM, custom_fields=((typed, "mine"),))

    request = request_of(draft, reference="DG-AAAAAA", reference_field="desk_gui_reference")

    assert request.to_json()["custom_fields"] == {"desk_gui_reference": "mine"}


@pytest.mark.parametrize("reference_field", ["", "  "])
def test_reference_can_be_switched_off(reference_field: str) -> None:
    draft = Draft("d", title="x", requester_id="c")

    request = request_of(draft, reference="DG-AAAAAA", reference_field=reference_field)

    assert request.to_json() == {"title": "x", "requester": {"euid": "c"}}


@pytest.mark.parametrize(
    ("description", "sent"),
    [
        ("", "Ref: DG-AAAAAA"),
        (" \n ", "Ref: DG-AAAAAA"),
        ("It burns", "It burns\nRef: DG-AAAAAA"),
        ("It burns.\n\nBadly. \n", "It burns.\n\nBadly.\nRef: DG-AAAAAA"),
        ("\n  - indented", "\n  - indented\nRef: DG-AAAAAA"),
    ],
)
def test_reference_can_be_the_last_line_of_the_description(description: str, sent: str) -> None:
    draft = Draft("d", title="x", requester_id="c", description=description)

    request = request_of(draft, reference="DG-AAAAAA", is_reference_in_description=True)

    assert request.to_json() == {"title": "x", "requester": {"euid": "c"}, "description": sent}


def test_nothing_is_added_to_the_description_without_a_reference() -> None:
    request = request_of(Draft("d", title="x", requester_id="c"), is_reference_in_description=True)

    assert request.to_json() == {"title": "x", "requester": {"euid": "c"}}


@pytest.mark.parametrize("in_description", [True, False])
@pytest.mark.parametrize("field", ["ref", ""])
def test_profile_says_where_the_reference_goes(in_description: bool, field: str) -> None:
    submission = Submission("d", FORM, "default", "https://a", "DG-AAAAAA", State.CREATING)
    profile = Profile(reference_field=field, reference_in_description=in_description)

    request = request_for(submission, profile, FILE_URLS).to_json()

    fields = dict(FORM.custom_fields[:1]) | {"location": "Beijing HQ - 3rd Floor Print Room"}
    assert request["custom_fields"] == (fields | {"ref": "DG-AAAAAA"} if field else fields)
    assert str(request["description"]).endswith("\nRef: DG-AAAAAA") is in_description
    assert request["attachments"] == PAGE_EXAMPLE["attachments"]

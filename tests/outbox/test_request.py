"""From the form to the request: the page's example, the reference, nothing more."""

from dataclasses import replace

import pytest
from support.page_example import PAGE_EXAMPLE

from desk_gui.outbox.draft import Draft, Follower
from desk_gui.outbox.request import request_of

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

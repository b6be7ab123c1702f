"""Drafts that tests fill the form with."""

from desk_gui.outbox.draft import Draft, Follower

EXAMPLE_DRAFT = Draft(
    draft_id="example",
    title="Printer paper jam, unable to print",
    description="Customer reported A4 paper jammed at the output tray, needs urgent handling.",
    requester_id="contact_12345",
    channel_id="inbox_100",
    channel_contact_id="-1001234567890",
    sub_contact_id="23232323",
    followers=(Follower("7562646527", "Zhang San"),),
    submitter_id="u_12345",
    team="IT Support",
    priority="high",
    ticket_type="incident",
    custom_fields=(("device_sn", "PRN-2024-001"), ("location", "Beijing HQ - 3rd Floor Print Room")),
)
"""The complete example of the `create_ticket` page, its attachment left out."""

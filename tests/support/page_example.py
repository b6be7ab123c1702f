"""The complete request example of the `create_ticket` page, word for word."""

from typing import Final

PAGE_EXAMPLE: Final[dict[str, object]] = {
    "title": "Printer paper jam, unable to print",
    "description": "Customer reported A4 paper jammed at the output tray, needs urgent handling.",
    "attachments": [{"file_url": "https://example.com/files/error.jpg"}],
    "requester": {
        "euid": "contact_12345",
        "channel_contacts": {
            "channel_id": "inbox_100",
            "contact_id": "-1001234567890",
            "sub_contact_id": "23232323",
            "followers": [{"id": "7562646527", "name": "Zhang San"}],
        },
    },
    "submitter": {"id": "u_12345"},
    "assignment_team": "IT Support",
    "priority": "high",
    "ticket_type": "incident",
    "custom_fields": {
        "device_sn": "PRN-2024-001",
        "location": "Beijing HQ - 3rd Floor Print Room",
    },
}

PAGE_ANSWER: Final[dict[str, object]] = {
    "code": 0,
    "message": "Success",
    "data": {"ticket_id": "tk_20251104_789abc", "message": "Ticket created successfully"},
}

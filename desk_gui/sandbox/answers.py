"""The shapes the practice LiveDesk answers in, as the public pages show them."""

from collections.abc import Mapping
from typing import Any, Final

NOT_FOUND: Final = 4001
WRONG_CREDENTIALS: Final = 2001
INTERNAL: Final = 1000
"""Codes of EngageLab's other REST APIs; LiveDesk's own are not documented. Assumed."""

PAGE_SIZE: Final = 15
"""Contacts on one page of a search (contact search page)."""


def success(data: Mapping[str, object]) -> dict[str, object]:
    """Wrap what the ticket calls return (`create_ticket` page)."""
    return {"code": 0, "message": "Success", "data": dict(data)}


def ticket_details(stored: Mapping[str, Any], teams: tuple[str, ...]) -> dict[str, object]:
    """Show a stored ticket as the ticket details page does, which differs from how it was sent.

    Followers become texts, the team becomes an object with a number, and defaults are filled in.
    """
    request = stored["request"]
    requester = dict(request["requester"])
    if channel := requester.get("channel_contacts"):
        followers = [follower["id"] for follower in channel.get("followers", [])]
        requester["channel_contacts"] = {**channel, "followers": followers}
    team = request.get("assignment_team")
    return success(
        {
            "ticket_id": stored["ticket_id"],
            "title": request["title"],
            "description": request.get("description", ""),
            "attachments": request.get("attachments", []),
            "status": "open",
            "priority": request.get("priority", "medium"),
            "ticket_type": request.get("ticket_type") or "None",
            "requester": requester,
            "submitter": request.get("submitter"),
            "assignment_team": {"id": teams.index(team) + 1, "name": team} if team else None,
            "custom_fields": request.get("custom_fields", {}),
            "conversation_list": [],
            "status_changes": [],
        }
    )


def contact_search(words: str, page: int) -> dict[str, object]:
    """Search the invented contacts as the contact search page says: by email, phone number, name or identifier.

    Pages count from 1.
    """
    wanted = words.casefold()
    found = [contact for contact in _CONTACTS if any(wanted in str(value).casefold() for value in contact.values())]
    first = (page - 1) * PAGE_SIZE
    return {"meta": {"count": len(found), "current_page": page}, "payload": found[first : first + PAGE_SIZE]}


def _contact(number: int, name: str, phone_number: str) -> dict[str, object]:
    first_name = name.split(maxsplit=1)[0].lower()
    return {
        "id": number,
        "name": name,
        "email": f"{first_name}@practice.example",
        "phone_number": phone_number,
        "identifier": f"contact_{number}",
    }


_CONTACTS: Final = (
    _contact(12345, "Ada Practice", "+6500000001"),
    _contact(12346, "Bo Practice", "+6500000002"),
    _contact(12347, "Chen Practice", "+6500000003"),
    _contact(12348, "Dana Practice", "+6500000004"),
    _contact(12349, "Edo Practice", "+6500000005"),
)

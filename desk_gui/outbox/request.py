"""From what is in the form to what LiveDesk is asked for."""

from collections.abc import Sequence

from desk_gui.livedesk import models
from desk_gui.outbox.draft import Draft, mended


def request_of(
    draft: Draft, *, file_urls: Sequence[str] = (), reference: str = "", reference_field: str = ""
) -> models.TicketRequest:
    """Return the ticket to create. What the technician left empty is not in it.

    Args:
        draft: What was in the form.
        file_urls: Where LiveDesk keeps the attachments, in order.
        reference: The ticket's short reference.
        reference_field: The custom field that carries it, unless one of that name was typed; empty for none.

    Raises:
        pydantic.ValidationError: The contract refuses it: exactly when `problems(draft)` has something to say.
    """
    return models.TicketRequest(
        title=draft.title,
        description=draft.description,
        attachments=tuple(models.AttachmentRef(file_url=url) for url in file_urls),
        requester=models.Requester(euid=draft.requester_id, channel_contacts=_channel_contacts(draft)),
        submitter=models.Submitter(id=draft.submitter_id) if draft.submitter_id.strip() else None,
        assignment_team=draft.team,
        priority=draft.priority,
        ticket_type=draft.ticket_type or None,
        # Any mapping or pairs are taken by the model's own validator; its field type says what comes of them.
        custom_fields=_custom_fields(draft, reference, reference_field.strip()),  # type: ignore[arg-type]
    )


def _channel_contacts(draft: Draft) -> models.ChannelContacts | None:
    if not draft.has_channel_contact:
        return None
    return models.ChannelContacts(
        channel_id=draft.channel_id,
        contact_id=draft.channel_contact_id,
        sub_contact_id=draft.sub_contact_id,
        followers=tuple(
            models.Follower(id=follower.id, name=follower.name)
            for follower in draft.followers
            if follower.id.strip() or follower.name.strip()
        ),
    )


def _custom_fields(draft: Draft, reference: str, reference_field: str) -> list[tuple[str, str]]:
    typed = list(draft.custom_fields)
    is_typed = any(mended(key).strip() == reference_field for key, _ in typed)
    if reference and reference_field and not is_typed:
        typed.append((reference_field, reference))
    return typed

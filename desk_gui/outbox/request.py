"""From what is in the form to what LiveDesk is asked for."""

from collections.abc import Sequence

from desk_gui.livedesk import models
from desk_gui.outbox.draft import Draft, as_number, mended
from desk_gui.outbox.submission import Submission
from desk_gui.system.settings import Profile


def request_for(submission: Submission, profile: Profile, file_urls: Sequence[str]) -> models.TicketRequest:
    """Return what LiveDesk is asked for a ticket, with its reference where the profile wants it.

    Raises:
        pydantic.ValidationError: The contract refuses it.
    """
    return request_of(
        submission.draft,
        file_urls=file_urls,
        reference=submission.reference,
        reference_field=profile.reference_field,
        is_reference_in_description=profile.reference_in_description,
    )


def request_of(
    draft: Draft,
    *,
    file_urls: Sequence[str] = (),
    reference: str = "",
    reference_field: str = "",
    is_reference_in_description: bool = False,
) -> models.TicketRequest:
    """Return the ticket to create. What the technician left empty is not in it.

    Args:
        draft: What was in the form.
        file_urls: Where LiveDesk keeps the attachments, in order.
        reference: The ticket's short reference.
        reference_field: The custom field that carries it, unless one of that name was typed; empty for none.
        is_reference_in_description: Whether it is the description's last line as well.

    Raises:
        pydantic.ValidationError: The contract refuses it: exactly when `problems(draft)` has something to say.
    """
    return models.TicketRequest(
        title=draft.title,
        description=_with_reference(draft.description, reference if is_reference_in_description else ""),
        attachments=tuple(models.AttachmentRef(file_url=url) for url in file_urls),
        requester=models.Requester(euid=draft.requester_id, channel_contacts=_channel_contacts(draft)),
        submitter=models.Submitter(id=draft.submitter_id) if draft.submitter_id.strip() else None,
        assignment_team=draft.team,
        priority=draft.priority,
        ticket_type=draft.ticket_type or None,
        # Any mapping or pairs are taken by the model's own validator; its field type says what comes of them.
        custom_fields=_custom_fields(draft, reference, reference_field.strip()),  # type: ignore[arg-type]
    )


def _with_reference(description: str, reference: str) -> str:
    if not reference:
        return description
    typed = description.rstrip()
    return f"{typed}\nRef: {reference}" if typed else f"Ref: {reference}"


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


def _custom_fields(draft: Draft, reference: str, reference_field: str) -> list[tuple[str, str | float | bool]]:
    kinds = dict(draft.field_kinds)
    typed = [(key, _typed(kinds.get(mended(key).strip(), ""), value)) for key, value in draft.custom_fields]
    is_typed = any(mended(key).strip() == reference_field for key, _ in typed)
    if reference and reference_field and not is_typed:
        typed.append((reference_field, reference))
    return typed


def _typed(kind: str, text: str) -> str | float | bool:
    """Return what a custom field sends: what does not fit its kind stays the text it is."""
    value = text.strip()
    if kind == "checkbox" and value in ("true", "false"):
        return value == "true"
    number = as_number(value) if kind == "number" else None
    return text if number is None else number

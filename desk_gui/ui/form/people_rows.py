"""What the list under Requester ID shows: people, what became of the search, and the way out."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desk_gui.outbox.desk_people import MOST_ROWS, Person, seen
from desk_gui.ui.form.suggestion_popup import SuggestionRow
from desk_gui.ui.text import fill, plain
from desk_gui.ui.words import explained

NOT_LISTED = "not listed"
"""The value of the row for somebody who is not in the list."""

_NO_KEY = "no_credentials"
_LONGEST_NAME = 80
_LONGEST_PART = 60


def person_row(person: Person) -> SuggestionRow:
    """Return the row of one person."""
    parts = (person.requester_id, person.email, person.phone) if person.name else (person.email, person.phone)
    return SuggestionRow(
        text=shown_name(person) or plain(person.requester_id, _LONGEST_NAME),
        detail=" · ".join(plain(seen(part), _LONGEST_PART) for part in parts if part),
        tag=QCoreApplication.translate("people", "used before") if person.is_used else "",
        value=person,
    )


def shown_name(person: Person) -> str:
    """Return a person's name as it can be shown: nothing in it turns the line around or hides."""
    return plain(seen(person.name), _LONGEST_NAME)


def rows_of(
    used: Sequence[Person], contacts: Sequence[Person], *, is_asking: bool, trouble: str
) -> list[SuggestionRow]:
    """Return all rows: those used before first, then LiveDesk's others, and what there is to say.

    Args:
        used: People of this computer, last used first.
        contacts: LiveDesk's.
        is_asking: Whether LiveDesk has not answered yet.
        trouble: Why it could not be asked, or "".
    """
    known = {person.requester_id for person in used}
    people = (*used, *(person for person in contacts if person.requester_id not in known))
    rows = [person_row(person) for person in people[:MOST_ROWS]]
    note = _note(has_people=bool(people), is_asking=is_asking, trouble=trouble)
    if note:
        rows.append(SuggestionRow(note))
    rows.append(
        SuggestionRow(
            QCoreApplication.translate("people", "Not in the list…"),
            tag=QCoreApplication.translate("people", "say who reported it"),
            value=NOT_LISTED,
        )
    )
    return rows


def found_sentence(rows: Sequence[SuggestionRow]) -> str:
    """Say in one sentence what the list holds, for screen readers."""
    count = sum(isinstance(row.value, Person) for row in rows)
    if count == 0:
        sentence = QCoreApplication.translate("people", "Nobody found.")
    else:
        sentence = QCoreApplication.translate("people", "%n people found. Down key to choose.", "", count)
    notes = [row.text for row in rows if row.value is None and count]
    return " ".join((sentence, *notes))


def _note(*, has_people: bool, is_asking: bool, trouble: str) -> str:
    if is_asking:
        return QCoreApplication.translate("people", "Searching LiveDesk…")
    if trouble == _NO_KEY:
        return QCoreApplication.translate("people", "Without a key for LiveDesk, only people used before are found.")
    if trouble:
        return fill(
            QCoreApplication.translate("people", "LiveDesk's contacts could not be searched: %1"), explained(trouble)[0]
        )
    return "" if has_people else QCoreApplication.translate("people", "Nobody found. What you typed is used as the ID.")

"""Words: every code has a sentence, texts keep hostile input in its place, colours can be read."""

from datetime import UTC, datetime
from itertools import product

import pytest
from PySide6.QtGui import QColor

from desk_gui.livedesk.errors import EXPLANATIONS, Trouble
from desk_gui.outbox.draft import Field, Problem, ProblemKind
from desk_gui.outbox.events import AttachmentRefused, RefusedFile
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import DARK, LIGHT, Tokens
from desk_gui.ui.words import (
    explained,
    field_named_in,
    problem_sentence,
    refused_file_sentence,
    state_sentence,
    state_words,
)

NOW = datetime.now(UTC)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_says_what_happened_and_what_to_do(trouble: Trouble) -> None:
    title, next_step = explained(trouble)
    assert trouble in EXPLANATIONS
    assert title
    assert not title.endswith(".")
    assert next_step.endswith(".")


def test_an_unknown_trouble_says_nothing() -> None:
    assert explained("from a newer version") == ("", "")


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_every_problem_has_a_sentence(kind: ProblemKind) -> None:
    sentence = problem_sentence(Problem(Field.TITLE, kind, "Zhang"))
    assert sentence.endswith(".")
    assert "%1" not in sentence


@pytest.mark.parametrize("reason", list(RefusedFile))
def test_every_refused_file_has_a_sentence_that_names_it(reason: RefusedFile) -> None:
    assert "photo.jpg" in refused_file_sentence(AttachmentRefused("d", "a", "photo.jpg", reason))


@pytest.mark.parametrize(("state", "hold"), list(product(State, Hold)))
def test_every_state_has_words(state: State, hold: Hold) -> None:
    row = TicketRow("t", "DG-7F3K9Q", "x", state, NOW, NOW, hold=hold, trouble=Trouble.CANNOT_CONNECT)
    assert state_words(row)
    if state is State.QUEUED and hold not in (Hold.NONE, Hold.UNDO, Hold.HANDED_OVER):
        assert "No connection to LiveDesk." in state_sentence(row)


def test_a_refusal_says_livedesks_words_and_that_everything_is_saved() -> None:
    row = TicketRow("t", "DG-7F3K9Q", "x", State.REJECTED, NOW, NOW, words="assignment_team\n does not exist")
    assert state_sentence(row) == "assignment_team does not exist. Everything is saved."


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("assignment_team 'IT Suport' does not exist", Field.TEAM),
        ("requester.euid is not known", Field.REQUESTER),
        ("requester.channel_contacts.channel_id must be a string", Field.CHANNEL_ID),
        ("Title can't be blank", Field.TITLE),
        ("ticket_type must be one of", Field.TICKET_TYPE),
        ("no idea", None),
    ],
)
def test_the_field_that_livedesk_names_is_found(words: str, field: Field | None) -> None:
    assert field_named_in(words) is field


def test_arguments_are_put_in_once_and_never_looked_into() -> None:
    assert fill("%2 before %1", "%2", "b") == "b before %2"
    assert fill("%3 stays", "a") == "%3 stays"


def test_foreign_text_fits_one_line() -> None:
    assert plain("a\x00\n\u202eb\tc") == "a b c"
    assert plain("x" * 400, 10) == "x" * 9 + "…"


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("ink", "paper", "least"),
    [
        ("ink", "background", 4.5),
        ("ink", "panel", 4.5),
        ("ink", "soft", 4.5),
        ("dim", "background", 4.5),
        ("dim", "panel", 4.5),
        ("dim", "soft", 4.5),
        ("accent", "panel", 4.5),
        ("accent", "soft", 4.5),
        ("on_accent", "accent", 4.5),
        ("on_accent", "accent_hover", 4.5),
        ("ok", "panel", 4.5),
        ("ok", "ok_soft", 4.5),
        ("warn", "panel", 4.5),
        ("warn", "warn_soft", 4.5),
        ("bad", "panel", 4.5),
        ("bad", "soft", 4.5),
        ("bad", "background", 4.5),
        ("border", "panel", 3.0),
        ("border", "background", 2.8),
    ],
)
def test_colours_can_be_told_apart(tokens: Tokens, ink: str, paper: str, least: float) -> None:
    lighter, darker = sorted((_luminance(getattr(tokens, ink)), _luminance(getattr(tokens, paper))), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least


def _luminance(colour: str) -> float:
    parsed = QColor(colour)

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(value) for value in (parsed.redF(), parsed.greenF(), parsed.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

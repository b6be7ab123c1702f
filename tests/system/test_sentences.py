"""Sentences that the window says in another language."""

import pytest

from desk_gui.outbox.errors import StoreFull
from desk_gui.system.sentences import Sentence, joined, sentence, trouble_sentence


def test_a_sentence_is_its_english_text_and_knows_its_source() -> None:
    made = sentence("Kept as %1 in %2.", "a%2b", 7)
    assert made == "Kept as a%2b in 7."
    assert isinstance(made, str)
    assert made.parts == (("system", "Kept as %1 in %2.", ("a%2b", "7")),)


@pytest.mark.parametrize("detail", ["", "disk I/O error"])
def test_a_trouble_says_what_it_said_before(detail: str) -> None:
    words = StoreFull(detail).words
    middle = f" ({detail})" if detail else ""
    assert words == f"{StoreFull.title}{middle}. {StoreFull.default_next_step}"
    assert "".join(text for _, text, _ in words.parts) == words


def test_a_trouble_without_a_next_step_ends_in_its_full_stop() -> None:
    assert trouble_sentence("It broke", "", "") == "It broke."


def test_joined_sentences_keep_what_they_were_made_of() -> None:
    made = joined(sentence("One %1.", 1), "plain", sentence("Two."))
    assert made == "One 1. plain Two."
    assert [part[0] for part in made.parts] == ["system", "", "", "", "system"]
    assert isinstance(made, Sentence)

"""Sentences that the window says in another language."""

import errno

import pytest

from desk_gui.outbox.errors import StoreFull
from desk_gui.outbox.small_json import NotUnderstoodError
from desk_gui.system.sentences import Sentence, joined, sentence, system_words, trouble_sentence


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
    happened, *_, to_do = words.parts[0][2]
    assert isinstance(happened, Sentence)
    assert isinstance(to_do, Sentence)
    assert happened.parts == (("errors", StoreFull.title, ()),)
    assert to_do.parts == (("errors", StoreFull.default_next_step, ()),)


def test_what_a_sentence_is_made_of_keeps_its_source_too() -> None:
    made = sentence("Not taken: %1.", NotUnderstoodError("it is %1", sentence("too %1", "large")))
    assert made == "Not taken: it is too large."
    [reason] = made.parts[0][2]
    assert isinstance(reason, Sentence)
    assert reason.parts[0][1] == "it is %1"
    [inner] = reason.parts[0][2]
    assert isinstance(inner, Sentence)
    assert inner.parts == (("system", "too %1", ("large",)),)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EACCES, "whatever this system calls it", "/x"), "Permission denied"),
        (OSError(errno.EXDEV, "Cross-device link", "/x"), "Cross-device link"),
        (OSError("no number"), "no number"),
    ],
)
def test_the_systems_words_are_one_short_reason(error: OSError, said: str) -> None:
    assert system_words(error) == said
    assert sentence("Not saved: %1.", error) == f"Not saved: {said}."


def test_a_trouble_without_a_next_step_ends_in_its_full_stop() -> None:
    assert trouble_sentence("It broke", "", "") == "It broke."


def test_joined_sentences_keep_what_they_were_made_of() -> None:
    made = joined(sentence("One %1.", 1), "plain", sentence("Two."))
    assert made == "One 1. plain Two."
    assert [part[0] for part in made.parts] == ["system", "", "", "", "system"]
    assert isinstance(made, Sentence)

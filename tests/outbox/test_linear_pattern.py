"""The pattern engine agrees with Python's where Python's can be trusted, and never takes long."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_gui.outbox.linear_pattern import LONGEST_PATTERN, LONGEST_TEXT, LinearPattern, PatternError

TEXTS = st.text(alphabet="abAB01_- .\n\\]é", max_size=6)
ATOMS = st.sampled_from(
    [
        "a",
        "b",
        "A",
        "0",
        ".",
        r"\d",
        r"\w",
        r"\s",
        r"\D",
        r"\W",
        r"\S",
        r"\.",
        r"\\",
        "[ab]",
        "[^a]",
        "[a-b0-1]",
        r"[\d_]",
        r"[^\d]",
        r"[\]-]",
        "[-a]",
        "[a-]",
        "é",
    ]
)


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(inner, inner).map(lambda both: f"(?:{both[0]}|{both[1]})"),
        inner.map(lambda one: f"({one})*"),
        inner.map(lambda one: f"({one})+"),
        inner.map(lambda one: f"({one})?"),
        st.tuples(inner, st.integers(0, 2), st.integers(0, 2)).map(lambda t: f"({t[0]}){{{t[1]},{t[1] + t[2]}}}"),
        inner.map(lambda one: f"({one}){{2}}"),
    )


PATTERNS = st.recursive(ATOMS, _deeper, max_leaves=6)


@given(PATTERNS, TEXTS)
def test_it_agrees_with_pythons_engine(pattern: str, text: str) -> None:
    try:
        linear = LinearPattern(pattern)
    except PatternError:
        return
    # Python's \d knows other scripts' digits, which the texts here do not hold.
    assert linear.fits(text) is (re.fullmatch(pattern, text) is not None)


@pytest.mark.parametrize("pattern", [r"^PRN-\d{4}-\d{3}$", r"PRN-\d{4}-\d{3}", r"(PRN|SCN)-\d{4}-\d{3}"])
def test_a_serial_number(pattern: str) -> None:
    linear = LinearPattern(pattern)

    assert linear.fits("PRN-2024-001")
    assert not linear.fits("PRN-2024-01")
    assert not linear.fits("xPRN-2024-001")
    assert not linear.fits("PRN-2024-001\n")


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        ")",
        "a)",
        "[",
        "[a",
        "[]",
        "*",
        "+a",
        "a{",
        "a{x}",
        "a{3,2}",
        "a{101}",
        "a{,3}",
        "\\",
        r"\b",
        r"\1",
        r"\Z",
        "(?=a)",
        "(?<a>b)",
        "(?P<a>b)",
        "a^b",
        "a$b",
        "[b-a]",
        "{3}",
        "a}",
        "(a{100}){100}",
        "x" * (LONGEST_PATTERN + 1),
        "(" * 60 + "a" + ")" * 60,
    ],
)
def test_what_it_does_not_know_is_refused_in_words(pattern: str) -> None:
    with pytest.raises(PatternError) as caught:
        LinearPattern(pattern)

    assert str(caught.value)


@given(st.text(max_size=LONGEST_PATTERN + 5))
def test_any_text_is_a_pattern_or_a_pattern_error(text: str) -> None:
    try:
        LinearPattern(text).fits("aaaa")
    except PatternError:
        return


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+$", "(.*){10}x", "((a?){20}){10}a{20}", "(a*)*(a*)*(a*)*b"]
)
def test_what_hangs_others_takes_no_time_here(pattern: str) -> None:
    linear = LinearPattern(pattern)

    started_at = time.process_time()
    assert not linear.fits("a" * (LONGEST_TEXT - 1) + "!")
    assert time.process_time() - started_at < 1.0


def test_a_longer_text_never_fits() -> None:
    assert LinearPattern("a*").fits("a" * LONGEST_TEXT)
    assert not LinearPattern("a*").fits("a" * 5_000_000)

"""What the description's tools do to text."""

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from desk_gui.ui.form.markdown import MOST_ITEMS, bold, bullets, code, code_block, link, previewed


@pytest.mark.parametrize(
    ("marked", "made", "still_marked"),
    [
        ("loud", "**loud**", "**loud**"),
        ("**loud**", "loud", "loud"),
        ("  loud ", "  **loud** ", "**loud**"),
        ("", "****", ""),
        ("****", "********", "********"),
    ],
)
def test_bold_and_back(marked: str, made: str, still_marked: str) -> None:
    change = bold(marked)
    assert (change.text, change.text[change.mark_from : change.mark_to]) == (made, still_marked)


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        ("one", "- one"),
        ("", "- "),
        ("one\ntwo", "- one\n- two"),
        ("one\n\ntwo", "- one\n\n- two"),
        ("- one\ntwo", "- one\n- two"),
        ("- one\n- two", "one\ntwo"),
        ("  - deep", "  deep"),
    ],
)
def test_a_list_and_back(lines: str, made: str) -> None:
    assert bullets(lines).text == made


@pytest.mark.parametrize(
    ("marked", "made"),
    [("x = 1", "`x = 1`"), ("a `b` c", "``a `b` c``"), ("`b`", "`` `b` ``"), ("", "``"), ("a\nb", "```\na\nb\n```\n")],
)
def test_code(marked: str, made: str) -> None:
    assert code(marked).text == made


def test_nothing_in_a_block_ends_it(qapp: QApplication) -> None:
    log = "one\n```\n**two**\n`````\n# three"
    document = QTextDocument()
    document.setMarkdown(code_block(log))
    assert document.toPlainText().strip() == log


@pytest.mark.parametrize(
    ("marked", "clipboard", "made"),
    [
        ("manual", "https://example.com/m.pdf", "[manual](<https://example.com/m.pdf>)"),
        ("manual", "not an address", "[manual](https://)"),
        ("https://example.com/a b", "", "[https://example.com/a b](https://)"),
        ("https://example.com/a", "", "[](<https://example.com/a>)"),
        ("", "https://example.com", "[](<https://example.com>)"),
        ("a]b[", "https://example.com", r"[a\]b\[](<https://example.com>)"),
    ],
)
def test_a_link(marked: str, clipboard: str, made: str) -> None:
    assert link(marked, clipboard).text == made


@pytest.mark.parametrize(
    "text", ["", "a line", "- item\n" * MOST_ITEMS, "x" * 10_000, "a line\n\n" * 5_000, "> - a\n" * 10]
)
def test_an_ordinary_text_is_previewed_whole(text: str) -> None:
    assert previewed(text, 200_000) == text


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("word " * 20_000, 1_000),
        ("- item\n" * 25_000, MOST_ITEMS * 7),
        ("> 1) item\n" * 10_000, MOST_ITEMS * 10),
        ("  * [ ] item\n" * 8_000, MOST_ITEMS * 13),
        ("+\n" * 50_000, MOST_ITEMS * 2),
        ("before\n" + "x" * 100_000 + "\nafter", 10_008),
    ],
)
def test_what_would_hold_the_window_up_is_cut(text: str, length: int) -> None:
    assert previewed(text, 1_000 if length == 1_000 else 200_000) == text[:length]

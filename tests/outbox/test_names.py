"""What files may be called."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_gui.outbox.names import LONGEST_NAME_BYTES, name_in_url, renamed, safe_base_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("error.png", "error.png"),
        ("/srv/dir/error.png", "error.png"),
        ("C:\\Users\\me\\error.png", "error.png"),
        ("../../etc/passwd", "passwd"),
        ("dir/", "dir"),
        ("", "file"),
        ("..", "file"),
        (" . ", "file"),
        ("cafe\u0301.png", "caf\u00e9.png"),
        ("invoice\u202egnp.exe", "invoicegnp.exe"),
        ("a\u200b\ufeff\u2066b.png", "ab.png"),
        ("two\nlines\r\nand\ttab.txt", "two lines and tab.txt"),
        ("nul\x00byte\x7f.png", "nulbyte.png"),
        ('we"ird<na>me?.png', "we_ird_na_me_.png"),
        ("名前.png", "名前.png"),
        ("half\ud800.png", "half\ufffd.png"),
        ("a   b.png", "a b.png"),
        (".bashrc", "bashrc"),
    ],
)
def test_safe_base_name(name: str, safe: str) -> None:
    assert safe_base_name(name) == safe


@pytest.mark.parametrize("char", ["x", "é", "名", "😀"])
def test_long_names_keep_their_extension_and_whole_characters(char: str) -> None:
    safe = safe_base_name(char * 300 + ".jpeg")

    assert safe.endswith(f"{char}.jpeg")
    assert LONGEST_NAME_BYTES - 4 < len(safe.encode()) <= LONGEST_NAME_BYTES


def test_endless_extension_is_none() -> None:
    assert safe_base_name("a." + "x" * 300) == "a." + "x" * (LONGEST_NAME_BYTES - 2)


@given(st.text(alphabet=st.characters(codec=None)))
def test_every_name_is_safe(name: str) -> None:
    safe = safe_base_name(name)

    assert 0 < len(safe.encode()) <= LONGEST_NAME_BYTES
    assert not set(safe) & set('/\\\n\r\0"')
    assert not any(unicodedata.bidirectional(char) in {"RLO", "LRO", "RLE", "LRE", "RLI"} for char in safe)
    assert safe == safe.strip(" .")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.com/a/pic%20one.png?x=1#top", "pic one.png"),
        ("https://example.com/a/..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("https://example.com/C%3A%5CWindows%5Cx.png", "x.png"),
        ("https://example.com/Stra%C3%9Fe.jpg", "Straße.jpg"),
        ("https://example.com/%FF.jpg", "\ufffd.jpg"),
        ("https://example.com/folder/", ""),
        ("https://example.com", ""),
        ("https://example.com/..", ""),
        ("https://[broken/x.png", ""),
    ],
)
def test_the_name_in_an_address_is_reduced_too(url: str, name: str) -> None:
    assert name_in_url(url) == name


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("IMG_1.jpg", "gate", "gate.jpg"),
        ("IMG_1.jpg", "gate.png", "gate.png"),
        ("IMG_1.jpg", "gate.JPG", "gate.JPG"),
        ("IMG_1.jpg", "Gate 3.5", "Gate 3.5.jpg"),
        ("IMG_1.jpg", "Mr. Smith", "Mr. Smith.jpg"),
        ("IMG_1.jpg", "end of story.", "end of story.jpg"),
        ("notes.markdown", "other.markdown", "other.markdown"),
        ("notes.markdown", "other", "other.markdown"),
        ("README", "LIESMICH", "LIESMICH"),
        ("a.jpg", "../../etc/passwd", "passwd.jpg"),
        ("a.jpg", "in\u202egpj.exe", "ingpj.exe"),
        ("a.jpg", "  ", "a.jpg"),
        ("a.jpg", "...", "a.jpg"),
        ("a.jpg", "", "a.jpg"),
    ],
)
def test_a_new_name_keeps_the_ending_unless_one_is_typed(name: str, typed: str, expected: str) -> None:
    assert renamed(name, typed) == expected


@given(st.text(max_size=30), st.text(max_size=300))
def test_whatever_is_typed_a_new_name_is_safe(name: str, typed: str) -> None:
    found = renamed(safe_base_name(name), typed)
    assert safe_base_name(found) == found

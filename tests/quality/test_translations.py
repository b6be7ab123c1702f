"""Every word on screen can be translated, and is."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from support.project import ROOT
from support.translated import translations

UI: Final = ROOT / "desk_gui" / "ui"
LANGUAGES: Final = ("zh_CN",)

SHOWN_FIRST: Final = {
    "QAction", "QCheckBox", "QGroupBox", "QLabel", "QPushButton", "QRadioButton", "QToolButton", "Field", "SwitchLine",
    "addAction", "addMenu", "addTab", "button", "line_edit", "note", "say", "setAccessibleDescription",
    "setAccessibleName", "setInformativeText", "setLabelText", "setPlaceholderText", "setStatusTip", "setText",
    "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle", "show_text",
}  # fmt: skip
"""Calls whose first argument is read by people."""

SHOWN_NAMED: Final = {"tooltip", "tail", "required", "placeholder"}
"""Arguments by name that are read by people."""

NOT_WORDS: Final = {
    "Desk GUI": "the product's name",
    "Ctrl ↵": "what is written on the keys",
    "https://": "how every address begins",
}

KEYS: Final = re.compile(r"\s*\((Ctrl|Alt|Shift|F\d)[^)]*\)")
"""Keys beside a text that was translated: what is written on them is the same in every language."""

PLACES: Final = re.compile(r"%L?[\dn]")
MNEMONIC: Final = re.compile(r"&(?=\w)")


def modules() -> list[Path]:
    return sorted(UI.rglob("*.py"))


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def literal_words(node: ast.expr) -> Iterator[str]:
    """Yield the words that an argument shows without asking a translator, in both arms of a choice as well."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from (str(part.value) for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.IfExp):
        yield from (word for arm in (node.body, node.orelse) for word in literal_words(arm))
    elif isinstance(node, ast.BinOp):
        yield from (word for side in (node.left, node.right) for word in literal_words(side))


def untranslated(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        shown = [argument.value for argument in node.keywords if argument.arg in SHOWN_NAMED]
        if name_of(node) in SHOWN_FIRST and node.args:
            shown.append(node.args[0])
        for argument in shown:
            for words in literal_words(argument):
                if any(c.isalpha() for c in words) and words not in NOT_WORDS and not KEYS.fullmatch(words):
                    yield node.lineno, words


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(UI)))
def test_what_is_shown_goes_through_a_translator(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert not [f"{module.relative_to(ROOT)}:{line}: {words!r}" for line, words in untranslated(tree)]


@pytest.mark.parametrize(
    "code",
    ["label.setText('Hello')", "QLabel(f'{n} files')", "button(x, tooltip='Keep it')", "a.setText('No' if x else y)"],
)
def test_the_search_finds_what_it_looks_for(code: str) -> None:
    assert list(untranslated(ast.parse(code)))


def translator_calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in ("tr", "translate", "QT_TRANSLATE_NOOP"):
            # Painters and shapes translate as well, by numbers.
            is_text = name_of(node) != "translate" or (len(node.args) > 1 and is_text_literal(node.args[0]))
            if is_text:
                yield node


TOLD: Final = {
    "sentence", "fail", "NotUnderstoodError", "NewerVersionError", "PatternError", "SmallFileError",
    "SaidError", "DataDirUnusable", "SettingsUnreadable", "SettingsNotSaved", "KeyringMissing",
    "KeyringLocked", "KeyringFailed", "StoreTrouble", "StoreNewer", "StoreDamaged", "StoreUnwritable",
}  # fmt: skip
"""Calls outside the window whose words it shows."""


def told_in_english(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in TOLD and node.args:
            for words in literal_words(node.args[0]):
                if any(c.isalpha() for c in PLACES.sub("", words)):
                    yield node.lineno, words


@pytest.mark.parametrize("module", sorted((ROOT / "desk_gui").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_what_is_told_from_outside_the_window_is_marked_for_it(module: Path) -> None:
    if "sandbox" in module.parts:  # It speaks as a server does.
        return
    assert not list(told_in_english(ast.parse(module.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    "code", ["fail('it is odd')", "raise NotUnderstoodError(f'{x} is odd')", "sentence('%1 of', a)"]
)
def test_what_is_not_marked_is_found(code: str) -> None:
    assert list(told_in_english(ast.parse(code)))


def is_text_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("module", sorted((ROOT / "desk_gui").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_translators_are_given_texts_that_can_be_found(module: Path) -> None:
    """A text that is put together first has no translation, and `other.tr` is looked up where nobody reads it out."""
    wrong: list[str] = []
    for call in translator_calls(ast.parse(module.read_text(encoding="utf-8"))):
        text = call.args[0] if name_of(call) == "tr" else call.args[1]
        # The one place where a text that was marked elsewhere meets its translation.
        is_marked_elsewhere = module.name == "words.py" and isinstance(text, ast.Attribute | ast.Name)
        if not (is_text_literal(text) or is_marked_elsewhere):
            wrong.append(f"{call.lineno}: {ast.unparse(text)}")
        if name_of(call) == "tr" and ast.unparse(call.func) != "self.tr":
            wrong.append(f"{call.lineno}: {ast.unparse(call.func)} is not self.tr")
    assert not wrong


def texts_in(module: Path) -> Iterator[tuple[str, str]]:
    """Yield context and text of everything in a module that is to be translated."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for holder in ast.walk(tree):
        if isinstance(holder, ast.ClassDef):
            for call in translator_calls(holder):
                if name_of(call) == "tr":
                    yield holder.name, ast.literal_eval(call.args[0])
    for call in translator_calls(tree):
        if name_of(call) != "tr" and is_text_literal(call.args[1]):
            yield ast.literal_eval(call.args[0]), ast.literal_eval(call.args[1])


def test_every_text_is_read_out_of_the_code(tmp_path: Path) -> None:
    """What reads the texts out parses Python in its own way: nothing may escape it."""
    target = tmp_path / "all.ts"
    translations().read_texts("zh_CN", target)
    found = {(context, message.findtext("source", "")) for context, message in translations().messages(target)}
    expected = {text for module in translations().source_files() for text in texts_in(module)}
    assert len(expected) > 400
    assert expected - found == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_places_and_the_keys(language: str) -> None:
    for context, message in translations().messages(translations().ts_path(language)):
        source = message.findtext("source", "")
        translation = message.find("translation")
        made = "" if translation is None else "".join(translation.itertext()).strip()
        if not made:
            continue
        where = f"{context}: {source!r} -> {made!r}"
        assert Counter(PLACES.findall(source)) == Counter(PLACES.findall(made)), where
        assert len(MNEMONIC.findall(source)) == len(MNEMONIC.findall(made)), where
        assert source.count("\n\n") == made.count("\n\n"), where


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_to_translate(language: str, tmp_path: Path) -> None:
    copy = tmp_path / translations().ts_path(language).name
    copy.write_bytes(translations().ts_path(language).read_bytes())
    translations().read_texts(language, copy)
    assert translations().missing(copy) == []


def test_english_plurals_are_complete(tmp_path: Path) -> None:
    copy = tmp_path / "desk_gui_en.ts"
    copy.write_bytes(translations().ts_path("en").read_bytes())
    translations().read_texts("en", copy)
    assert translations().missing(copy) == []


def test_the_pseudo_locale_lengthens_and_keeps_what_must_stay() -> None:
    lengthened = translations().lengthened
    texts = (
        "Save",
        "%1 of %2 files",
        "%Ln files, %n more",
        "&Region",
        "Zip file (*.zip)",
        "Open https://example.com/a",
    )
    for text in texts:
        made = lengthened(text)
        assert len(made) >= 1.4 * len(text)
        assert made.startswith("[")
        assert made.endswith("]")
        for kept in ("%1", "%2", "%Ln", "%n", "&R", "(*.zip)", "https://example.com/a"):
            assert (kept in text) == (kept in made)

"""Translations: reads the texts out of the code, says what is missing, and builds what the program loads.

`.ts` files in resources/i18n are what people write. From them come the `.qm` files beside them, which are built by
every `dev.py run`, `test` and `build` and are not kept in git: a binary file that changes with every word would clash
in every merge and could stay behind its source unseen, and building both takes a tenth of a second with what Qt's
wheel holds.
Started by `dev.py translations`, with the Python of `.venv`; standard library only.
"""

import argparse
import importlib.util
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
I18N: Final = ROOT / "resources" / "i18n"
NAME: Final = "desk_gui"
LANGUAGES: Final = ("zh_CN",)
PLURALS: Final = "en"
"""English texts are in the code; its file holds their plural forms alone."""

PSEUDO: Final = "pseudo"
DATE_FORMAT: Final = "date format"
"""What the translator's comment of a date format begins with: its letters are no words."""

_LONGER_BY: Final = 0.4
_ACCENTED: Final = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñóšúýžÁÇÉÍÑÓŠÚÝŽ")
# What stays as it is: places, mnemonics, patterns of files, addresses and examples of identifiers.
_KEPT: Final = re.compile(r"%L?[\dn]|&\w|\(\*[^)]*\)|https?://\S*|\{[^}]*\}")
_FILLER: Final = "lorem ipsum dolor sit amet consectetur "


def source_files() -> list[Path]:
    """Return the modules that have texts in them, in a stable order."""
    return sorted((ROOT / "desk_gui").rglob("*.py"))


def ts_path(language: str) -> Path:
    """Return where the source of a language's translations lies."""
    return I18N / f"{NAME}_{language}.ts"


def qt_tool(name: str) -> Path:
    """Return a command that Qt's wheel brings.

    Raises:
        FileNotFoundError: PySide6 is not installed here, or brings no such command.
    """
    spec = importlib.util.find_spec("PySide6")
    folder = Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else Path()
    for candidate in (folder / name, folder / f"{name}.exe"):
        if candidate.is_file():
            return candidate
    raise FileNotFoundError(f"{name} did not come with PySide6")


def read_texts(language: str, target: Path | None = None) -> None:
    """Bring a language's file to the texts that are in the code; what is translated stays, what is gone goes.

    Args:
        language: Its code, `en` for the plurals.
        target: Written to in place of the language's own file.

    Raises:
        subprocess.CalledProcessError: The texts could not be read.
    """
    only_plurals = ["-pluralonly"] if language == PLURALS else []
    # Guesses from similar texts would look like translations and say something else.
    careful = ["-disable-heuristic", "similartext", "-no-obsolete", "-sort-messages", "-locations", "none", "-silent"]
    languages = ["-source-language", "en", "-target-language", language]
    files: list[str | Path] = [*source_files(), "-ts", target or ts_path(language)]
    command: list[str | Path] = [qt_tool("lupdate"), *careful, *only_plurals, *languages, *files]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def build(source: Path, target: Path) -> None:
    """Build what the program loads of a translation.

    Raises:
        subprocess.CalledProcessError: The file is damaged.
    """
    subprocess.run([qt_tool("lrelease"), "-silent", source, "-qm", target], check=True, stdout=subprocess.DEVNULL)


def build_all() -> None:
    """Build every language whose file is newer than what was built of it.

    Raises:
        subprocess.CalledProcessError: A file is damaged.
    """
    for language in (*LANGUAGES, PLURALS):
        source, target = ts_path(language), ts_path(language).with_suffix(".qm")
        if not target.exists() or target.stat().st_mtime_ns <= source.stat().st_mtime_ns:
            build(source, target)


def messages(path: Path) -> Iterator[tuple[str, ET.Element]]:
    """Yield every message of a `.ts` file with its context."""
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - a file of this project
        for message in context.iter("message"):
            yield context.findtext("name", ""), message


def missing(path: Path) -> list[tuple[str, str]]:
    """Return context and text of what a `.ts` file does not translate yet, or marks as unfinished."""
    return [
        (context, message.findtext("source", ""))
        for context, message in messages(path)
        if (translation := message.find("translation")) is None
        or translation.get("type") is not None
        or not "".join(translation.itertext()).strip()
    ]


def lengthened(text: str) -> str:
    """Make a text 40 % longer, with accents and in brackets, so that it shows what would not fit in other languages.

    Places, mnemonics and patterns stay as they are.
    """
    pieces, end = [], 0
    for kept in _KEPT.finditer(text):
        pieces += [text[end : kept.start()].translate(_ACCENTED), kept.group()]
        end = kept.end()
    pieces.append(text[end:].translate(_ACCENTED))
    more = max(1, round(len(text) * _LONGER_BY) - 2)
    filler = (_FILLER * (more // len(_FILLER) + 1))[:more].rstrip().ljust(1, "~")
    return f"[{''.join(pieces)} {filler}]".replace(" ]", "]")


def write_pseudo(folder: Path) -> Path:
    """Build the pseudo-locale of the texts that are in the code now.

    Returns:
        What the program loads.

    Raises:
        subprocess.CalledProcessError: The texts could not be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"{NAME}_{PSEUDO}.ts"
    source.unlink(missing_ok=True)
    read_texts("en_XA", source)
    tree = ET.parse(source)  # noqa: S314 - written a moment ago
    for message in tree.getroot().iter("message"):
        translation = message.find("translation")
        if translation is None:
            continue
        text = message.findtext("source", "")
        is_date = message.findtext("comment", "").startswith(DATE_FORMAT)
        words = text if is_date else lengthened(text)
        translation.attrib.pop("type", None)
        forms = list(translation.iter("numerusform"))
        for form in forms or [translation]:
            form.text = words
    tree.write(source, encoding="utf-8", xml_declaration=True)
    target = source.with_suffix(".qm")
    build(source, target)
    return target


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; 1 when `missing` found something."""
    parser = argparse.ArgumentParser(prog="translations", description="Translations of Desk GUI.")
    parser.add_argument("command", nargs="?", choices=("update", "build", "missing", PSEUDO), default="update")
    command = parser.parse_args(arguments).command
    if command == "update":
        for language in (*LANGUAGES, PLURALS):
            read_texts(language)
    if command == PSEUDO:
        print(write_pseudo(ROOT / "build" / "i18n"))
    elif command != "missing":
        build_all()
    if command == "build":
        return 0
    lacks = [(language, *text) for language in (*LANGUAGES, PLURALS) for text in missing(ts_path(language))]
    for language, context, text in lacks:
        print(f"not translated: {language} {context}: {text}")
    return 1 if lacks and command == "missing" else 0


if __name__ == "__main__":
    sys.exit(main())

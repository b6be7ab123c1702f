"""Sentences that are told in English here and in the technician's language in the window. Pure, standard library only.

A sentence is a `str`, so that logs, the command line and whoever only passes it on need not know more; it remembers
what it was made of, so that the window can say it in another language.
"""

import re
from typing import Final

CONTEXT: Final = "system"
_PLACE: Final = re.compile(r"%([1-9])")


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name translation tools look for
    """Mark a text for translation and return it as it is."""
    del context
    return text


class Sentence(str):
    """One sentence or several.

    Attributes:
        parts: Each context, source text and arguments for its places; a part without a context is not translated.
    """

    __slots__ = ("parts",)

    parts: tuple[tuple[str, str, tuple[str, ...]], ...]


def sentence(template: str, *arguments: object) -> Sentence:
    """Make a sentence.

    Args:
        template: Marked with `QT_TRANSLATE_NOOP("system", ...)`; `%1`, `%2` … are the arguments' places.
        arguments: As they are shown.
    """
    texts = tuple(str(argument) for argument in arguments)
    made = Sentence(filled(template, texts))
    made.parts = ((CONTEXT, template, texts),)
    return made


def trouble_sentence(title: str, detail: str, next_step: str) -> Sentence:
    """Make the sentences of a trouble.

    Args:
        title: Without its full stop, marked in the context `errors`.
        detail: Technical words, or "".
        next_step: Marked in the same context, or "".
    """
    made = Sentence(f"{title}{f' ({detail})' if detail else ''}. {next_step}".strip())
    made.parts = (("errors", title, ()), ("", f" ({detail})" if detail else "", ()), ("", ". ", ()))
    if next_step:
        made.parts += (("errors", next_step, ()),)
    return made


def joined(*sentences: str) -> Sentence:
    """Put sentences one after the other."""
    made = Sentence(" ".join(sentences))
    parts: list[tuple[str, str, tuple[str, ...]]] = []
    for one in sentences:
        if parts:
            parts.append(("", " ", ()))
        parts += one.parts if isinstance(one, Sentence) else [("", one, ())]
    made.parts = tuple(parts)
    return made


def filled(template: str, arguments: tuple[str, ...]) -> str:
    """Put arguments where `%1`, `%2` … stand. They are not looked into for places of their own."""
    return _PLACE.sub(lambda place: _argument(place, arguments), template)


def _argument(place: re.Match[str], arguments: tuple[str, ...]) -> str:
    index = int(place.group(1)) - 1
    return arguments[index] if index < len(arguments) else place.group(0)

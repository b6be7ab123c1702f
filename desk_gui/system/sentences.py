"""Sentences that are told in English here and in the technician's language in the window. Pure, standard library only.

A sentence is a `str`, so that logs, the command line and whoever only passes it on need not know more; it remembers
what it was made of, so that the window can say it in another language.
"""

import errno
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


class SaidError(Exception):
    """Something whose text people read.

    Args:
        template: As of `sentence`, with its arguments.

    Attributes:
        words: The text, which the window can say in another language.
    """

    def __init__(self, template: str, *arguments: object) -> None:
        self.words = sentence(template, *arguments)
        super().__init__(str(self.words))


def sentence(template: str, *arguments: object) -> Sentence:
    """Make a sentence, or a part of one.

    Args:
        template: Marked with `QT_TRANSLATE_NOOP("system", ...)`; `%1`, `%2` … are the arguments' places.
        arguments: As they are shown; those that are sentences, or errors with words, are translated as well.
    """
    return sentence_of(((CONTEXT, template, tuple(_shown(argument) for argument in arguments)),))


def sentence_of(parts: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Sentence:
    """Make a sentence of its `parts`."""
    made = Sentence("".join(filled(text, arguments) for _, text, arguments in parts))
    made.parts = parts
    return made


def _shown(argument: object) -> str:
    if isinstance(argument, SaidError):
        return argument.words
    if isinstance(argument, OSError):
        return system_words(argument)
    return argument if isinstance(argument, Sentence) else str(argument)


def system_words(error: OSError) -> Sentence:
    """Say what the system says of a file that could not be worked with."""
    return sentence(_SYSTEM_WORDS.get(error.errno or 0) or error.strerror or str(error))


_SYSTEM_WORDS: Final = {
    errno.EACCES: QT_TRANSLATE_NOOP("system", "Permission denied"),
    errno.EPERM: QT_TRANSLATE_NOOP("system", "Operation not permitted"),
    errno.ENOENT: QT_TRANSLATE_NOOP("system", "No such file or directory"),
    errno.ENOTDIR: QT_TRANSLATE_NOOP("system", "Not a directory"),
    errno.EISDIR: QT_TRANSLATE_NOOP("system", "Is a directory"),
    errno.EEXIST: QT_TRANSLATE_NOOP("system", "File exists"),
    errno.ENAMETOOLONG: QT_TRANSLATE_NOOP("system", "File name too long"),
    errno.ENOSPC: QT_TRANSLATE_NOOP("system", "No space left on device"),
    errno.EROFS: QT_TRANSLATE_NOOP("system", "Read-only file system"),
    errno.EIO: QT_TRANSLATE_NOOP("system", "Input/output error"),
}
"""As the system's own library writes them; what is not here is shown as the system says it."""


def trouble_sentence(title: str, detail: str, next_step: str) -> Sentence:
    """Make the sentences of a trouble.

    Args:
        title: Without its full stop, marked in the context `errors`.
        detail: Technical words, or "".
        next_step: Marked in the same context, or "".
    """
    happened, to_do = (sentence_of((("errors", text, ()),)) for text in (title, next_step))
    if detail and next_step:
        return sentence(QT_TRANSLATE_NOOP("system", "%1 (%2). %3"), happened, detail, to_do)
    if detail:
        return sentence(QT_TRANSLATE_NOOP("system", "%1 (%2)."), happened, detail)
    if next_step:
        return sentence(QT_TRANSLATE_NOOP("system", "%1. %2"), happened, to_do)
    return sentence(QT_TRANSLATE_NOOP("system", "%1."), happened)


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

r"""Patterns for what a field may hold, matched in time that grows with the text and never beyond.

Python's own engine tries out every way a pattern can match: `(a+)+b` on thirty letters takes it hours, with every
thread of the program waiting. This one keeps the set of places it can be at, one step for each character. It knows what
a serial number needs, and neither looks around nor back: characters, `.`, `[a-z]`, `[^…]`, `\d \w \s` and their
opposites, `(…)`, `|`, `* + ? {m,n}`. A pattern always has to match the whole text; `^` at its start and `$` at its end
are taken and change nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desk_gui.system.sentences import QT_TRANSLATE_NOOP, SaidError

LONGEST_PATTERN: Final = 200
LONGEST_TEXT: Final = 500
_MOST_STATES: Final = 600
_MOST_REPEATS: Final = 100
_DEEPEST: Final = 20

_SPECIAL: Final = frozenset(r"\.[](){}*+?|^$")


class PatternError(SaidError, ValueError):
    """This is no pattern, or one that is too large or says what this engine does not know."""


_Test = Callable[[str], bool]


def _is_digit(char: str) -> bool:
    return "0" <= char <= "9"


def _is_word(char: str) -> bool:
    return char == "_" or char.isalnum()


_CLASSES: Final[dict[str, _Test]] = {"d": _is_digit, "w": _is_word, "s": str.isspace}


@dataclass(frozen=True, slots=True)
class _Set:
    """One character out of a set."""

    tests: tuple[_Test, ...]
    ranges: tuple[tuple[str, str], ...]
    is_negated: bool = False

    def __call__(self, char: str) -> bool:
        is_in = any(first <= char <= last for first, last in self.ranges) or any(test(char) for test in self.tests)
        return is_in is not self.is_negated


@dataclass(frozen=True, slots=True)
class _Repeat:
    """A node so many times; `most` None for any number."""

    node: "_Node"
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class _Sequence:
    nodes: tuple["_Node", ...]


@dataclass(frozen=True, slots=True)
class _Either:
    nodes: tuple["_Node", ...]


_Node = _Set | _Repeat | _Sequence | _Either


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._depth = 0

    def whole(self) -> _Node:
        if self._peek() == "^":
            self._at += 1
        if self._pattern.endswith("$") and not self._pattern.endswith("\\$"):
            self._pattern = self._pattern[:-1]
        node = self._either()
        if self._at < len(self._pattern):
            raise PatternError(QT_TRANSLATE_NOOP("system", "there is a “%1” without its partner"), self._peek())
        return node

    def _peek(self) -> str:
        return self._pattern[self._at] if self._at < len(self._pattern) else ""

    def _next(self) -> str:
        if not (char := self._peek()):
            raise PatternError(QT_TRANSLATE_NOOP("system", "it ends too early"))
        self._at += 1
        return char

    def _either(self) -> _Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError(QT_TRANSLATE_NOOP("system", "its brackets are nested too deeply"))
        found = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            found.append(self._sequence())
        self._depth -= 1
        return found[0] if len(found) == 1 else _Either(tuple(found))

    def _sequence(self) -> _Node:
        found = []
        while (char := self._peek()) and char not in "|)":
            found.append(self._repeated(self._one()))
        return _Sequence(tuple(found))

    def _one(self) -> _Node:
        char = self._next()
        match char:
            case "(":
                if self._peek() == "?":
                    self._at += 1
                    if self._next() != ":":
                        raise PatternError(QT_TRANSLATE_NOOP("system", "“(?” is known as “(?:” only"))
                node = self._either()
                if self._next() != ")":
                    raise PatternError(QT_TRANSLATE_NOOP("system", "a “(” is not closed"))
                return node
            case "[":
                return self._set()
            case ".":
                return _Set((), (("\n", "\n"),), is_negated=True)
            case "\\":
                return self._escaped()
        if char in _SPECIAL:
            text = QT_TRANSLATE_NOOP("system", "“%1” stands where it means nothing; write %2 for the character")
            raise PatternError(text, char, f"\\{char}")
        return _Set((), ((char, char),))

    def _escaped(self) -> _Set:
        char = self._next()
        if char.lower() in _CLASSES:
            return _Set((_CLASSES[char.lower()],), (), is_negated=char.isupper())
        if char.isalnum():
            raise PatternError(QT_TRANSLATE_NOOP("system", "“%1” is not known here"), f"\\{char}")
        return _Set((), ((char, char),))

    def _set(self) -> _Set:
        is_negated = self._peek() == "^"
        self._at += is_negated
        tests: list[_Test] = []
        ranges: list[tuple[str, str]] = []
        while (char := self._next()) != "]":
            if char == "\\":
                escaped = self._escaped()
                if escaped.tests:
                    tests.append(escaped)
                    continue
                char = escaped.ranges[0][0]
            last = char
            if self._peek() == "-" and self._pattern[self._at + 1 : self._at + 2] not in ("]", ""):
                self._at += 1
                last = self._next()
                last = self._escaped().ranges[0][0] if last == "\\" and self._peek() not in "dDwWsS" else last
            if last < char:
                raise PatternError(QT_TRANSLATE_NOOP("system", "“%1” runs backwards"), f"{char}-{last}")
            ranges.append((char, last))
        if not tests and not ranges:
            raise PatternError(QT_TRANSLATE_NOOP("system", "“[]” is empty"))
        return _Set(tuple(tests), tuple(ranges), is_negated)

    def _repeated(self, node: _Node) -> _Node:
        while (char := self._peek()) and char in "*+?{":
            self._at += 1
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(char) or self._counts()
            node = _Repeat(node, least, most)
        return node

    def _counts(self) -> tuple[int, int | None]:
        end = self._pattern.find("}", self._at)
        first, comma, last = self._pattern[self._at : max(end, self._at)].partition(",")
        self._at = end + 1
        numbers = [int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1 for text in (first, last)]  # noqa: PLR2004 - three digits are more than enough
        least, most = numbers[0], numbers[1] if last else None if comma else numbers[0]
        if end < 0 or least < 0 or (most is not None and most < least) or max(least, most or 0) > _MOST_REPEATS:
            text = QT_TRANSLATE_NOOP("system", "“{…}” takes counts from 0 to %1, as in {3} or {2,5}")
            raise PatternError(text, _MOST_REPEATS)
        return least, most


class LinearPattern:
    """A pattern, ready to be asked. What it costs is at most its length times the text's.

    Args:
        pattern: As typed.

    Raises:
        PatternError: It cannot be used; the text says why.
    """

    def __init__(self, pattern: str) -> None:
        if len(pattern) > LONGEST_PATTERN:
            raise PatternError(QT_TRANSLATE_NOOP("system", "it is longer than %1 characters"), LONGEST_PATTERN)
        # For each state: a test and where it leads, or where it leads without one.
        self._tests: list[_Test | None] = []
        self._ways: list[list[int]] = []
        end = self._state()
        self._start = self._build(_Parser(pattern).whole(), end)
        self._end = end

    def _state(self, test: _Test | None = None, *ways: int) -> int:
        if len(self._tests) >= _MOST_STATES:
            raise PatternError(QT_TRANSLATE_NOOP("system", "it is too large: repeat less"))
        self._tests.append(test)
        self._ways.append(list(ways))
        return len(self._tests) - 1

    def _build(self, node: _Node, then: int) -> int:
        """Return the state that a node begins with, before another."""
        match node:
            case _Set():
                return self._state(node, then)
            case _Sequence(nodes):
                for one in reversed(nodes):
                    then = self._build(one, then)
                return then
            case _Either(nodes):
                return self._state(None, *(self._build(one, then) for one in nodes))
            case _Repeat():
                return self._build_repeat(node, then)

    def _build_repeat(self, node: _Repeat, then: int) -> int:
        if node.most is None:
            loop = self._state(None, then)
            self._ways[loop].append(self._build(node.node, loop))
            then = loop
        else:
            after = then
            for _ in range(node.most - node.least):
                then = self._state(None, self._build(node.node, then), after)
        for _ in range(node.least):
            then = self._build(node.node, then)
        return then

    def fits(self, text: str) -> bool:
        """Say whether the whole text is what the pattern describes; one beyond `LONGEST_TEXT` never is."""
        if len(text) > LONGEST_TEXT:
            return False
        now = self._reached({self._start})
        for char in text:
            moved = {self._ways[at][0] for at in now if (test := self._tests[at]) is not None and test(char)}
            if not moved:
                return False
            now = self._reached(moved)
        return self._end in now

    def _reached(self, states: set[int]) -> set[int]:
        """Return these states and those they lead to without a character."""
        found, left = set(states), list(states)
        while left:
            at = left.pop()
            if self._tests[at] is None:
                fresh = [way for way in self._ways[at] if way not in found]
                found.update(fresh)
                left.extend(fresh)
        return found

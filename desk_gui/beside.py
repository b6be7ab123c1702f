"""A start beside a Desk GUI with a window on the same data folder: what is asked of it, and what it says, printed."""

from dataclasses import replace
from typing import Final

from desk_gui.cli import Mode, Options
from desk_gui.exchange import ExchangeError, Kind, from_end, from_ticket, kind_of, to_request
from desk_gui.outbox.events import CredentialState
from desk_gui.outbox.tickets import State, TicketRow
from desk_gui.qt.conversation import Conversation, HolderGoneError, TooMuchError
from desk_gui.report import ExitCode, Reporter, exit_code_of, worst
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, joined, sentence

_TOO_MUCH: Final = QT_TRANSLATE_NOOP(
    "system",
    "This is too much for the Desk GUI that is open to take over: close it and try again. Nothing was sent or kept.",
)
_GONE: Final = QT_TRANSLATE_NOOP("system", "The Desk GUI that was open has ended before this was done.")
_UNCLEAR: Final = QT_TRANSLATE_NOOP("system", "The Desk GUI that is open says what this one does not understand.")
_START_AGAIN: Final = QT_TRANSLATE_NOOP("system", "Start Desk GUI again.")
_STOPPED: Final = "Stopped waiting; the Desk GUI that is open goes on."
_LOOK_FIRST: Final = "See with --list what it has taken in before you try again."


def hand_over(conversation: Conversation, options: Options) -> tuple[ExitCode, list[str]]:
    """Have the open window show what this one would have shown, and come to the front.

    Returns:
        The exit code, and what to say when it is not 0.
    """
    try:
        conversation.ask(to_request(options))
        for answer in conversation.answers():
            if kind_of(answer) is Kind.END:
                return from_end(answer)
    except TooMuchError:
        return ExitCode.KEPT, [sentence(_TOO_MUCH)]
    except HolderGoneError:
        return ExitCode.TROUBLE, [joined(sentence(_GONE), sentence(_START_AGAIN))]
    except ExchangeError:
        return ExitCode.TROUBLE, [joined(sentence(_UNCLEAR), sentence(_START_AGAIN))]
    raise AssertionError("answers do not end")


def run_beside(conversation: Conversation, options: Options, reporter: Reporter) -> ExitCode:
    """Have the open window do what the options ask for; print what it says as if it had been done here."""
    told = _Told(options.mode, reporter)
    try:
        conversation.ask(to_request(options))
        for answer in conversation.answers():
            code = told.take(answer)
            if code is not None:
                return code
    except TooMuchError:
        reporter.say(_TOO_MUCH)
        return ExitCode.KEPT
    except HolderGoneError:
        return told.break_off(_GONE, is_ended=True)
    except ExchangeError:
        return told.break_off(_UNCLEAR, is_ended=True)
    except KeyboardInterrupt:
        return told.break_off(_STOPPED, is_ended=False)
    raise AssertionError("answers do not end")


class _Told:
    """What the window said of the run's tickets so far."""

    def __init__(self, mode: Mode, reporter: Reporter) -> None:
        self._mode = mode
        self._reporter = reporter
        self._kept: dict[str, tuple[TicketRow, CredentialState | None]] = {}

    def take(self, answer: dict[str, object]) -> ExitCode | None:
        """Take an answer; return the exit code once it was the last.

        Raises:
            ExchangeError: It is none.
        """
        match kind_of(answer):
            case Kind.KEPT:
                row, keyring = from_ticket(answer)
                self._kept[row.ticket] = row, keyring
            case Kind.ROW:
                self._print(*from_ticket(answer))
            case Kind.END:
                code, sentences = from_end(answer)
                for words in sentences:
                    self._reporter.say(words)
                return code
            case Kind.WORKING:
                pass
        return None

    def break_off(self, why: str, *, is_ended: bool) -> ExitCode:
        """Say what is known, where the window says no more.

        Args:
            why: A sentence about that.
            is_ended: Whether it does no more either.
        """
        if not self._kept:
            self._reporter.say(f"{why} {_LOOK_FIRST}")
            return ExitCode.TROUBLE
        self._reporter.say(why)
        codes = []
        for kept, keyring in self._kept.values():
            row = _woken_up(kept) if is_ended else kept
            self._print(row, keyring)
            codes.append(exit_code_of(row))
        return worst(codes)

    def _print(self, row: TicketRow, keyring: CredentialState | None) -> None:
        match self._mode:
            case Mode.SUBMIT:
                self._reporter.submitted(row, keyring)
            case Mode.SEND_WAITING:
                self._reporter.sent(row, keyring)
            case _:
                self._reporter.listed(row)


def _woken_up(row: TicketRow) -> TicketRow:
    """Return a ticket as the next start of the program finds it."""
    return replace(row, state=State.UNCONFIRMED) if row.state is State.CREATING else row

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk_gui.cli import LONGEST_WAIT_S, Mode, Options
from desk_gui.exchange import (
    ExchangeError,
    Kind,
    from_end,
    from_request,
    from_ticket,
    kind_of,
    to_end,
    to_request,
    to_ticket,
)
from desk_gui.outbox.draft import Follower
from desk_gui.outbox.events import CredentialState
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.report import ExitCode
from desk_gui.system.sentences import Sentence, joined, sentence, trouble_sentence

NOW = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
FILE = Path("/x/\udcff\xe4.png").absolute()
OPTIONS = Options(
    mode=Mode.SUBMIT,
    files=(FILE,),
    title="T\n",
    description="D",
    priority="low",
    ticket_type="task",
    team="N",
    euid="E",
    channel_id="C",
    contact_id="-1",
    sub_contact_id="S",
    followers=(Follower("1", "A"), Follower()),
    submitter_id="",
    custom_fields=(("k", "v"),),
    profile="P",
    base_url="https://one.example",
    wait_s=2.5,
)
ROW = TicketRow("t-1", "DG-ABC123", "a \U0001f600", State.QUEUED, NOW, NOW, Hold.KEY, "no_credentials", "w", "id-1")


def _sent(message: dict[str, object]) -> dict[str, object]:
    told = json.loads(json.dumps(message))
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize("options", [Options(), OPTIONS, *(replace(OPTIONS, mode=mode) for mode in list(Mode)[:4])])
def test_a_request_comes_out_as_it_went_in(options: Options) -> None:
    assert from_request(_sent(to_request(options))) == options


def test_a_request_says_no_more_than_is_needed(tmp_path: Path) -> None:
    said = replace(OPTIONS, data_dir=tmp_path, is_json=True, is_sandbox=True)

    assert to_request(said) == to_request(OPTIONS)


@pytest.mark.parametrize(
    "change",
    [
        {"mode": "version"},
        {"mode": "other"},
        {"mode": None},
        {"title": 1},
        {"title": None},
        {"euid": 1},
        {"files": "/x"},
        {"files": ["relative.png"]},
        {"files": [3]},
        {"followers": [["1"]]},
        {"followers": {}},
        {"custom_fields": [["a", 2]]},
        {"custom_fields": [["a", "b", "c"]]},
        {"wait_s": "1"},
        {"wait_s": True},
        {"wait_s": -1},
        {"wait_s": float("inf")},
        {"wait_s": float("nan")},
    ],
)
def test_a_request_that_is_not_this_programs_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ExchangeError):
        from_request({**to_request(OPTIONS), **change})


@pytest.mark.parametrize("name", to_request(OPTIONS))
def test_a_request_that_lacks_something_is_refused(name: str) -> None:
    request = to_request(OPTIONS)
    del request[name]

    with pytest.raises(ExchangeError):
        from_request(request)


def test_a_wait_over_the_wire_has_an_end() -> None:
    assert from_request({**to_request(OPTIONS), "wait_s": 1e300}).wait_s == LONGEST_WAIT_S


@pytest.mark.parametrize("keyring", [None, *CredentialState])
def test_a_ticket_comes_out_as_it_is_printed(keyring: CredentialState | None) -> None:
    answer = _sent(to_ticket(Kind.ROW, ROW, keyring))

    assert kind_of(answer) is Kind.ROW
    assert from_ticket(answer) == (ROW, keyring)


@pytest.mark.parametrize("name", [name for name in to_ticket(Kind.ROW, ROW) if name != "kind"])
@pytest.mark.parametrize("value", [3, "no such thing"])
def test_a_ticket_that_is_not_this_programs_is_refused(name: str, value: object) -> None:
    answer = {**to_ticket(Kind.ROW, ROW), name: value}
    if isinstance(value, str) and name not in ("state", "hold", "created_at", "keyring"):
        assert getattr(from_ticket(answer)[0], name) == value
        return
    with pytest.raises(ExchangeError):
        from_ticket(answer)


def test_sentences_come_out_with_what_they_were_made_of() -> None:
    inner = sentence("a file is in the way of %1", "/x")
    told = joined(trouble_sentence("The data folder cannot be used", inner, "Move it."), "plain %1 words")

    _, [found] = from_end(_sent(to_end(ExitCode.TROUBLE, told)))

    assert isinstance(found, Sentence)
    assert (found, found.parts) == (told, told.parts)
    assert found == "The data folder cannot be used (a file is in the way of /x). Move it. plain %1 words"


def _nested(depth: int) -> object:
    return [["system", "%1", [_nested(depth - 1)]]] if depth else "x"


@pytest.mark.parametrize("code", ExitCode)
def test_an_end_comes_out_as_it_went_in(code: ExitCode) -> None:
    answer = _sent(to_end(code, "one", "two"))

    assert kind_of(answer) is Kind.END
    assert from_end(answer) == (code, ["one", "two"])


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"code": 0},
        {"code": "0", "sentences": []},
        {"code": 77, "sentences": []},
        *(
            {"code": 0, "sentences": [one]}
            for one in (1, [1], [["system", "text"]], [["system", 1, []]], [["", "", "x"]])
        ),
        {"code": 0, "sentences": [_nested(11)]},
    ],
)
def test_an_end_that_is_not_this_programs_is_refused(answer: dict[str, object]) -> None:
    with pytest.raises(ExchangeError):
        from_end(answer)


@pytest.mark.parametrize("answer", [{}, {"kind": 1}, {"kind": "other"}])
def test_an_answer_of_no_known_kind_is_refused(answer: dict[str, object]) -> None:
    with pytest.raises(ExchangeError):
        kind_of(answer)

"""A policy of this computer: read once and with limits, the first place wins, and teams are offered and accepted."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.misbehaving import Misbehaving
from support.outbox import Outbox

from desk_gui.outbox.desk_people import TEAM, SuggestValues, ValuesSuggested
from desk_gui.outbox.desk_templates import ReadSchema, SchemaRead
from desk_gui.outbox.policy import CUSTOM_FIELDS, LONGEST_TEAM, MOST_TEAMS, largest_file_mb, read_policies, teams_of
from desk_gui.outbox.tickets import State
from desk_gui.system.paths import DataDir

FIELDS = {"version": 1, "fields": [{"key": "device_sn"}]}


def written(path: Path, said: object) -> Path:
    """Return the path of a policy that says this."""
    path.write_text(json.dumps(said))
    return path


def suggested(outbox: Outbox, text: str, profile: str = "default") -> ValuesSuggested:
    """Return what an outbox offers for the team."""
    since = outbox.events.count
    outbox.do(SuggestValues(5, profile, TEAM, text))
    return outbox.events.wait_for(ValuesSuggested, since=since)


def test_the_first_policy_that_says_something_of_a_key_wins(tmp_path: Path) -> None:
    first = written(tmp_path / "first.json", {"teams": ["Network"]})
    second = written(tmp_path / "second.json", {"teams": ["Printers"], "largest_file_mb": 7, "custom_fields": FIELDS})

    policies = read_policies((tmp_path / "none.json", first, second))

    assert [policy.path for policy in policies] == [first, second]
    assert teams_of(policies, "default") == (("Network",), "")
    assert largest_file_mb(policies) == 7
    assert [policy.wanted(CUSTOM_FIELDS, "default") for policy in policies] == [None, FIELDS]


def test_a_profile_has_teams_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path / "p.json", {"teams": ["All"], "profiles": {"two": {"teams": ["Own"]}, "three": 3}})

    policies = read_policies((path,))

    assert [teams_of(policies, name)[0] for name in ("default", "two", "three")] == [("All",), ("Own",), ("All",)]


def test_names_are_offered_once_and_trimmed(tmp_path: Path) -> None:
    names = [" IT Support ", "it  support", "x" * LONGEST_TEAM, "网络组"]

    found = teams_of(read_policies((written(tmp_path / "p.json", {"teams": names}),)), "default")

    assert found == (("IT Support", "x" * LONGEST_TEAM, "网络组"), "")


@pytest.mark.parametrize(
    ("teams", "said"),
    [
        ("IT Support", "“teams” must be a list"),
        ({"IT Support": 1}, "“teams” must be a list"),
        (["IT Support", "  "], "team 2 needs a name"),
        (["IT Support", 3], "team 2 needs a name"),
        ([["IT Support"]], "team 1 needs a name"),
        (["x" * (LONGEST_TEAM + 1)], "team 1 must be one line of at most 200"),
        (["IT\nSupport"], "team 1 must be one line"),
        (["IT \u202etroppuS"], "team 1 must be one line"),
        (["\ud800"], "team 1 must be one line"),
        ([str(number) for number in range(MOST_TEAMS + 1)], "more than 1000 entries"),
    ],
)
def test_names_that_cannot_be_used_are_said_and_leave_the_rest_in_use(tmp_path: Path, teams: object, said: str) -> None:
    path = written(tmp_path / "p.json", {"teams": teams, "largest_file_mb": 7})

    policies = read_policies((path,))
    found, failure = teams_of(policies, "default")

    assert (found, said in failure, str(path) in failure) == ((), True, True)
    assert largest_file_mb(policies) == 7


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"teams": ["a"], "teams": ["b"]}', "“teams” is there twice"),
        (b"\xff", "not UTF-8"),
        (b" " * (3 << 20), "larger than 2 MB"),
    ],
)
def test_a_policy_that_cannot_be_used_says_why_and_gives_nothing(tmp_path: Path, content: bytes, said: str) -> None:
    path, other = tmp_path / "p.json", written(tmp_path / "other.json", {"teams": ["Network"]})
    path.write_bytes(content)

    [policy, _] = policies = read_policies((path, other))

    assert said in policy.failure
    assert teams_of(policies, "default") == ((), policy.failure)


def test_teams_of_a_policy_are_offered_with_those_of_tickets_and_count_as_accepted(
    data: Path, server: Misbehaving
) -> None:
    DataDir(data).create()
    own = {"teams": ["Own desk"]}
    written(data / "policy.json", {"teams": ["Network", "New IT", "IT Night shift"], "profiles": {"two": own}})
    with Outbox(data, base_url=server.base_url) as outbox:
        # Asked as the first thing, before the policy can have been read.
        assert suggested(outbox, "net") == ValuesSuggested(5, TEAM, "net", ("Network",), is_from_policy=True)
        row = outbox.submit(replace(outbox.draft(), team="IT Support"))
        outbox.wait_for_state(row.ticket, State.CREATED)

        assert suggested(outbox, "IT").values == ("IT Support", "IT Night shift", "New IT")
        assert suggested(outbox, "network").is_accepted
        assert suggested(outbox, "it  SUPPORT").is_accepted
        assert not suggested(outbox, "Netwrok").is_accepted
        # A profile that the settings do not have is given nothing.
        assert suggested(outbox, "own", profile="two").values == ()


def test_a_window_hears_why_teams_are_not_offered_and_keeps_the_fields(data: Path, server: Misbehaving) -> None:
    DataDir(data).create()
    written(data / "policy.json", {"teams": [""], "custom_fields": FIELDS})
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.do(ReadSchema("default"))
        found = outbox.events.wait_for(SchemaRead)
        assert suggested(outbox, "").values == ()

    assert ([one.key for one in found.schema.fields], found.teams) == (["device_sn"], ())
    assert "team 1 needs a name" in found.failure


def test_a_policy_that_is_broken_altogether_is_said_once(data: Path, server: Misbehaving) -> None:
    DataDir(data).create()
    (data / "policy.json").write_bytes(b"{")
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.do(ReadSchema("default"))
        failure = outbox.events.wait_for(SchemaRead).failure

    assert failure.count("could not be used") == 1

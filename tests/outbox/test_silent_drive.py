"""A drive that does not answer: no copy, no other file and no end of the program waits for what lies on it."""

import asyncio
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.log_failure import ExpectLog
from support.outbox import PNG, Outbox
from support.silent_drive import SilentDrive
from support.waiting import wait_until

from desk_gui.outbox.desk_templates import (
    ExportTemplates,
    ReadTemplateFile,
    ReadTemplates,
    SaveTemplates,
    SchemaRead,
    TemplateFileRead,
    TemplatesExported,
    TemplatesRead,
)
from desk_gui.outbox.events import Event
from desk_gui.outbox.limits import FileLimits
from desk_gui.outbox.loop import UnjoinedLoop
from desk_gui.outbox.schema_keeper import SchemaKeeper
from desk_gui.outbox.template_keeper import TemplateKeeper
from desk_gui.outbox.templates import Template, to_json
from desk_gui.system.settings import Settings

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")

SET = (Template("A", title="{hostname}"),)
OTHERS = (Template("B"), Template("C"))
NAME = "team.json"

Step = ReadTemplates | SaveTemplates | ExportTemplates | ReadTemplateFile | Callable[[], None]


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[SilentDrive]:
    with SilentDrive(tmp_path, NAME) as made:
        yield made


@pytest.fixture
def team(tmp_path: Path, drive: SilentDrive) -> Path:
    """A file of templates on that drive."""
    path = tmp_path / NAME
    path.write_bytes(to_json(OTHERS))
    return drive.path(path)


def copies(outbox: Outbox, count: int) -> int:
    """Have files copied, and return how many were."""
    return len(outbox.with_files(outbox.draft(), *(PNG + bytes([number]) for number in range(count))).attachments)


def seconds_to_stop(outbox: Outbox) -> float:
    """End an outbox, and return how long that took."""
    began = time.monotonic()
    assert outbox.worker.stop()
    return time.monotonic() - began


# On the real worker


@pytest.mark.parametrize("command", [ReadTemplateFile, lambda path: ExportTemplates(SET, path)])
def test_files_are_copied_and_the_worker_ends_while_templates_wait_for_a_drive(
    data: Path, drive: SilentDrive, team: Path, command: Callable[[Path], ReadTemplateFile | ExportTemplates]
) -> None:
    with Outbox(data) as outbox:
        outbox.do(command(team))
        drive.wait_for_somebody()
        assert copies(outbox, 3) == 3
        outbox.do(SaveTemplates(SET), ReadTemplates())
        assert outbox.events.wait_for(TemplatesRead).templates == SET
        assert seconds_to_stop(outbox) < 3
        assert not outbox.events.all(TemplateFileRead) + outbox.events.all(TemplatesExported)


def test_files_are_copied_and_the_worker_ends_while_a_policy_waits_for_a_drive(
    data: Path, tmp_path: Path, expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.outbox.limits", logging.WARNING, "could not be read in time")
    with SilentDrive(tmp_path, "policy.json") as drive, Outbox(drive.path(data)) as outbox:
        drive.wait_for_somebody()
        began = time.monotonic()
        assert copies(outbox, 20) == 20
        assert time.monotonic() - began < 4, "only the first file waits, and not long"
        assert seconds_to_stop(outbox) < 3


# By the deadline


class Keeper:
    """A keeper of templates with a short deadline, and what it answered."""

    def __init__(self, path: Path) -> None:
        self.events: list[Event] = []
        self._path = path
        self._threads: set[threading.Thread] = set()

    def do(self, *steps: Step) -> None:
        """Do commands one after the other, or what is to happen between them."""
        with asyncio.Runner(loop_factory=UnjoinedLoop) as runner:
            runner.run(self._do(steps))

    async def _do(self, steps: tuple[Step, ...]) -> None:
        tasks: list[asyncio.Task[None]] = []
        before = set(threading.enumerate())
        keeper = TemplateKeeper(
            path=self._path,
            publish=self.events.append,
            begin=lambda work: tasks.append(asyncio.get_running_loop().create_task(work)),
            deadline_s=0.3,
        )
        for step in steps:
            if callable(step):
                step()
            else:
                keeper.do(step)
                await asyncio.gather(*tasks)
                self._threads |= set(threading.enumerate()) - before

    def wait_for_threads(self) -> None:
        """Wait until nothing works with a file any more."""
        assert self._threads
        wait_until(lambda: not any(thread.is_alive() for thread in self._threads), "the end of the threads")


def test_a_file_that_cannot_be_looked_into_in_time_is_answered_in_words(
    tmp_path: Path, team: Path, expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.outbox.template_keeper", logging.WARNING, "could not be read in time")
    keeper = Keeper(tmp_path / "templates.json")

    keeper.do(ReadTemplateFile(team))

    [said] = keeper.events
    assert isinstance(said, TemplateFileRead)
    assert said.failure.startswith("team.json could not be read in time")
    assert "Your templates are as they were." in said.failure


def test_what_was_given_up_does_not_appear_later_over_the_file_that_is_there(
    tmp_path: Path, drive: SilentDrive, team: Path, expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.outbox.template_keeper", logging.WARNING, "could not be written in time")
    keeper = Keeper(tmp_path / "templates.json")

    keeper.do(ExportTemplates(SET, team))
    drive.let_go()
    keeper.wait_for_threads()

    [said] = keeper.events
    assert isinstance(said, TemplatesExported)
    assert said.failure.startswith("The templates could not be written to team.json in time")
    assert (tmp_path / NAME).read_bytes() == to_json(OTHERS)
    assert not list(tmp_path.glob(".*"))


def test_templates_that_were_read_too_late_are_not_written_over_by_who_did_not_see_them(
    drive: SilentDrive, team: Path, expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.outbox.template_keeper", logging.WARNING, "could not be read in time")
    keeper = Keeper(team)

    keeper.do(ReadTemplates(), SaveTemplates(SET), drive.let_go, SaveTemplates(SET), SaveTemplates((*OTHERS, *SET)))

    late, refused, shown, kept = keeper.events
    for event in (late, refused):
        assert isinstance(event, TemplatesRead)
        assert event.failure.startswith("The templates could not be read in time")
        assert not event.templates
    assert isinstance(shown, TemplatesRead)
    assert (shown.templates, "once more" in shown.failure) == (OTHERS, True)
    assert kept == TemplatesRead((*OTHERS, *SET))


def test_what_could_not_be_saved_in_time_is_said_and_those_before_are_kept(
    tmp_path: Path, expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.outbox.template_keeper", logging.WARNING, "could not be written in time")
    path = tmp_path / "templates.json"
    path.write_bytes(to_json(OTHERS))
    with SilentDrive(tmp_path, path.name, is_silent=False) as drive:
        keeper = Keeper(drive.path(path))
        keeper.do(ReadTemplates(), drive.fall_silent, SaveTemplates(SET))
        drive.let_go()
        keeper.wait_for_threads()

    read, refused = keeper.events
    assert read == TemplatesRead(OTHERS)
    assert isinstance(refused, TemplatesRead)
    assert refused.templates == OTHERS
    assert refused.failure.startswith("The templates could not be saved in time")
    assert path.read_bytes() == to_json(OTHERS)


def test_a_policy_that_hangs_leaves_what_was_known_of_it(tmp_path: Path, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.limits", logging.WARNING, "could not be read in time")
    (tmp_path / "policy.json").write_text(json.dumps({"largest_file_mb": 3}))
    with SilentDrive(tmp_path, "policy.json", is_silent=False) as drive:
        limits = FileLimits(drive.path(tmp_path), Settings, deadline_s=0.2)
        assert limits.settings().largest_file_mb == 3
        drive.fall_silent()
        for _ in range(3):
            assert limits.settings().largest_file_mb == 3


def test_a_policy_that_cannot_be_read_in_time_is_said(drive: SilentDrive, team: Path, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.schema_keeper", logging.WARNING, "could not be read in time")
    published: list[Event] = []

    async def tell() -> None:
        tasks: list[asyncio.Task[None]] = []
        keeper = SchemaKeeper(
            policies=(team,),
            settings=Settings,
            publish=published.append,
            begin=lambda work: tasks.append(asyncio.get_running_loop().create_task(work)),
            on_known=lambda _is_private: None,
            deadline_s=0.2,
        )
        keeper.tell("default")
        await asyncio.gather(*tasks)

    with asyncio.Runner(loop_factory=UnjoinedLoop) as runner:
        runner.run(tell())

    [said] = published
    assert isinstance(said, SchemaRead)
    assert "could not be read in time" in said.failure
    assert "Start Desk GUI again" in said.failure

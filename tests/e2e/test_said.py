"""What a screen reader hears of the strip above the form."""

from pathlib import Path

import pytest
from support.desktop import PrivateDesktop
from support.program_window import ProgramWindow
from support.waiting import wait_until

pytestmark = pytest.mark.e2e


def test_a_broken_policy_and_broken_templates_are_both_announced(private_desktop: PrivateDesktop) -> None:
    data: Path = private_desktop.home / "desk"
    data.mkdir(mode=0o700)
    for name in ("policy.json", "templates.json"):
        (data / name).write_bytes(b"{")
    ear = private_desktop.atspi()
    ear.listen()

    ProgramWindow(private_desktop, "--data-dir", data)

    for words in ("The policy ", "The templates could not be understood"):
        wait_until(lambda words=words: any(said.startswith(words) for said in ear.heard()), words)  # type: ignore[misc]

"""The window looks as the desktop wants it, and from the second start on without a moment in another look."""

import sys
from pathlib import Path
from typing import Final

import pytest
from support.desktop import PrivateDesktop
from support.pixels import Screen
from support.program_window import ProgramWindow
from support.project import ROOT
from support.waiting import wait_until

from desk_gui.ui.theme import DARK, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT, LIGHT, Tokens

pytestmark = pytest.mark.e2e

SIZE: Final = (1366, 768)
FOLLOWING: Final = {"XDG_CURRENT_DESKTOP": "GNOME", "QT_QPA_PLATFORMTHEME": "xdgdesktopportal"}
ALL: Final = (DARK, LIGHT, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT)
ENOUGH: Final = 4_000
"""Pixels of the main button that are seen when it is."""


@pytest.mark.parametrize(
    ("scheme", "contrast", "look"),
    [(1, 0, DARK), (2, 0, LIGHT), (1, 1, HIGH_CONTRAST), (2, 1, HIGH_CONTRAST_LIGHT)],
    ids=["dark", "light", "dark, high contrast", "light, high contrast"],
)
def test_the_desktop_s_look_is_followed_and_remembered(
    private_desktop: PrivateDesktop, scheme: int, contrast: int, look: Tokens
) -> None:
    portal = private_desktop.popen(
        [sys.executable, "-m", "support.portal_settings", str(scheme), str(contrast)],
        {"PYTHONPATH": str(ROOT / "tests")},
    )
    wait_until(lambda: "ready" in private_desktop.logs(), "the desktop's portal")
    data_dir = private_desktop.home / "desk"
    with Screen(private_desktop.env["DISPLAY"], SIZE) as screen:
        first = ProgramWindow(private_desktop, "--data-dir", data_dir, env=FOLLOWING)
        wait_until(lambda: seen_looks(screen) == [look], f"a window in {look.shade}")
        private_desktop.key("ctrl+q")
        assert first.process.wait(20) == 0

        command: list[str | Path] = [sys.executable, "-m", "desk_gui", "--data-dir", data_dir]
        second = private_desktop.popen(command, {"PYTHONPATH": str(ROOT), **FOLLOWING})
        # The first that is seen of it, whatever comes then.
        assert wait_until(lambda: seen_looks(screen), "a window") == [look]
        second.terminate()
        second.wait(20)
    portal.kill()


def seen_looks(screen: Screen) -> list[Tokens]:
    """Return the looks whose main button is on the screen."""
    everything = screen.pixels(0, 0, *SIZE)
    return [look for look in ALL if everything.count(int(look.accent.removeprefix("#"), 16)) > ENOUGH]

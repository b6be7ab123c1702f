"""What every test of the whole program has: a private desktop, and a picture of it when the test fails."""

import re
from collections.abc import Generator
from typing import Any

import pytest
from support.desktop import PrivateDesktop
from support.desktop import private_desktop as private_desktop  # noqa: PLC0414  (a fixture is known by being here)
from support.project import ROOT

PICTURES = ROOT / "build" / "failed-tests"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Save a picture of the desktop when a test on it fails, while everything is still open."""
    report = yield
    desktop = getattr(item, "funcargs", {}).get("private_desktop")
    if call.when == "call" and report.failed and isinstance(desktop, PrivateDesktop):
        PICTURES.mkdir(parents=True, exist_ok=True)
        picture = desktop.screenshot(PICTURES / f"{re.sub(r'[^A-Za-z0-9_]+', '-', item.name).strip('-')}.png")
        report.sections.append(("Picture of the desktop", str(picture)))
        for log in sorted(desktop.home.rglob("logs/*.log")):
            report.sections.append((str(log), log.read_text(errors="replace")))
        ended = {str(one.args): one.returncode for one in desktop._processes if one.poll() is not None}
        report.sections.append(("Ended by then", str(ended)))
    return report

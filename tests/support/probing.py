"""What every probe begins with: the program in its real window, a key kept in memory, run as `__main__` runs it."""

import argparse
import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from desk_gui.app import Desktop, build, make_application, run
from desk_gui.cli import Options
from desk_gui.parts import build_parts
from desk_gui.system.credentials import Credentials, CredentialStore
from desk_gui.system.settings import origin_of

_P = TypeVar("_P")


def probe_parser(description: str | None, *paths: str) -> argparse.ArgumentParser:
    """Return a parser of a probe's command line: the account, the data folder, and what else lies on disk."""
    parser = argparse.ArgumentParser(description=description)
    for name in ("base_url", "api_key", "api_secret"):
        parser.add_argument(name)
    for name in ("data_dir", *paths):
        parser.add_argument(name, type=Path)
    return parser


def run_program(options: argparse.Namespace, make_probe: Callable[[Desktop], _P]) -> _P:
    """Run the program to its end, and return the probe that was made once its window was built."""
    # As desk_gui.__main__ does.
    sys.setswitchinterval(0.0005)
    gc.disable()
    parts = build_parts(Options(data_dir=options.data_dir, base_url=options.base_url))
    parts = replace(parts, credentials=CredentialStore.in_memory())
    parts.credentials.save(
        "default",
        origin_of(options.base_url),
        Credentials(api_key=options.api_key, api_secret=options.api_secret),
    )
    desktop = build(make_application(sys.argv[:1]), parts)
    probe = make_probe(desktop)
    try:
        run(desktop)
    finally:
        parts.close()
    return probe

"""Disks of their own for tests: small ones, and ones that are read-only.

Mounting one takes an administrator. Where nobody is one, the tests that need a disk are skipped; what can be tested of
a full disk without one is tested by SQLite's own limit beside them.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

_DEADLINE_S = 20


def _administer(*command: str) -> None:
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    subprocess.run([*prefix, *command], capture_output=True, check=True, timeout=_DEADLINE_S)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a disk in memory of this size ("1m") on a new folder, private to this user; unmount it afterwards."""
    folder.mkdir(mode=0o700)
    owner = f"size={size},mode=700,uid={os.geteuid()},gid={os.getegid()}"
    try:
        _administer("mount", "-t", "tmpfs", "-o", owner, "tmpfs", str(folder))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only an administrator can mount a disk")
    try:
        yield folder
    finally:
        _administer("umount", "-l", str(folder))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let a mounted disk be read-only for a while; nothing on it may be open for writing."""
    _administer("mount", "-o", "remount,ro", str(folder))
    try:
        yield
    finally:
        _administer("mount", "-o", "remount,rw", str(folder))


def fill(path: Path) -> None:
    """Fill the disk up with a file, to the last byte it gives."""
    with path.open("wb", buffering=0) as filler:
        for size in (65536, 4096, 1):
            with suppress(OSError):
                while True:
                    filler.write(bytes(size))


@contextmanager
def breakable_disk(folder: Path) -> Iterator[Callable[[], None]]:
    """Mount a disk from an image file; yields what breaks it: from then on nothing can be written to it.

    It is what a system does with a disk whose errors it has had enough of, whoever writes to it at that moment.
    """
    image = folder.with_name(f"{folder.name}.img")
    folder.mkdir(mode=0o700)
    try:
        with image.open("wb") as file:
            file.truncate(32 * 1024 * 1024)
        root = f"root_owner={os.geteuid()}:{os.getegid()}"
        subprocess.run(["mkfs.ext4", "-q", "-F", "-E", root, str(image)], check=True, timeout=_DEADLINE_S)
        _administer("mount", "-o", "loop", str(image), str(folder))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only an administrator can mount a disk")
    try:
        folder.chmod(0o700)
        yield partial(_administer, "mount", "-o", "remount,abort", str(folder))
    finally:
        _administer("umount", "-l", str(folder))

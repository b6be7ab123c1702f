"""What can be said of this laptop without anybody's rights: its name, its system, its serial number, its user, its IP.

Nothing here is read unless somebody's schema or template asks for it. Every function may block; none raises.
"""

import getpass
import os
import platform
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

TOOL_DEADLINE_S: Final = 5.0
"""For a tool of the system that is asked; its answer is worth no longer wait."""

_LONGEST: Final = 200
_NO_SERIALS: Final = re.compile(
    r"|to be filled.*|default string|system serial number|not (specified|applicable|available)|none|unknown|n/?a|"
    r"oem|invalid|chassis serial number|0+|1234567890?|x+",
    re.IGNORECASE,
)
"""What makers write where no serial number is."""

_SERIAL_FILES: Final = (
    "/sys/class/dmi/id/product_serial",
    "/sys/class/dmi/id/chassis_serial",
    "/sys/class/dmi/id/board_serial",
    "/proc/device-tree/serial-number",
)
"""On most systems the first three are for root alone; the last is for everybody, where there is one."""


def hostname() -> str:
    """Return what this laptop is called; "" when it is called nothing."""
    return _line(socket.gethostname())


def os_version() -> str:
    """Return the system and its version, as people say it."""
    if sys.platform == "darwin":
        return _line(f"macOS {platform.mac_ver()[0]}")
    if sys.platform == "win32":
        return _line(f"Windows {platform.release()} ({platform.version()})")
    try:
        name = platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        name = ""
    return _line(f"{name or platform.system()} ({platform.release()})")


def serial_number() -> str:
    """Return this laptop's serial number; "" where it has none, or shows it to administrators alone."""
    if sys.platform == "darwin":
        said = _asked("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice")
        match = re.search(r'"IOPlatformSerialNumber"\s*=\s*"([^"]*)"', said)
        return real_serial(match.group(1) if match else "")
    if sys.platform == "win32":
        shell = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32/WindowsPowerShell/v1.0/powershell.exe")
        question = "(Get-CimInstance Win32_BIOS).SerialNumber"
        return real_serial(_asked(str(shell), "-NoProfile", "-NonInteractive", "-Command", question))
    return next(filter(None, (real_serial(_content(Path(path))) for path in _SERIAL_FILES)), "")


def real_serial(text: str) -> str:
    """Return a serial number; "" for what makers write in place of one."""
    serial = _line(text.replace("\0", " "))
    return "" if _NO_SERIALS.fullmatch(serial) else serial


def user() -> str:
    """Return who is logged in; "" when the system does not say."""
    try:
        return _line(_login_name())
    except (OSError, KeyError, ImportError):
        return ""


if sys.platform == "win32":

    def _login_name() -> str:
        return getpass.getuser()

else:

    def _login_name() -> str:
        import pwd  # noqa: PLC0415 - Windows has no such module

        # Not by the environment first: that is whatever somebody put there.
        return pwd.getpwuid(os.getuid()).pw_name


def ip() -> str:
    """Return the address that this laptop would speak to others from; "" without a network. Sends nothing."""
    # Addresses that documents use: a datagram socket that is connected only looks the way up.
    for family, far_away in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as way:
                way.connect((far_away, 9))
                found = str(way.getsockname()[0])
        except OSError:
            continue
        if found and not found.startswith(("127.", "0.0.0.0", "::")):  # noqa: S104 - compared, not listened on
            return _line(found)
    return ""


READERS: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {"hostname": hostname, "os_version": os_version, "serial_number": serial_number, "user": user, "ip": ip}
)
"""By the names that schemas and templates use."""


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST).decode("utf-8", "replace")
    except OSError:
        return ""


def _asked(*command: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the system's own tools, by their full paths
            command,
            capture_output=True,
            timeout=TOOL_DEADLINE_S,
            check=False,
            stdin=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout[:100_000].decode("utf-8", "replace") if done.returncode == 0 else ""


def _line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:_LONGEST]

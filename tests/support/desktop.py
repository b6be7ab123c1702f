"""A private desktop: a screen, a window manager, a session bus, a keyring, an accessibility bus, and hands to use them.

Nothing of the surrounding session is seen or touched: own home, own runtime folder, an environment made from nothing.
Everything that was started carries a mark in its environment, and a guard of its own ends whatever carries it, even
when the tests are killed.
"""

import os
import select
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Final, Self

import pytest
from support.atspi import AtspiDriver
from support.waiting import wait_until

_KEYRING_OPENER: Final = b"practice"  # what unlocks the private keyring; it guards nothing
_MARK: Final = "DESK_GUI_PRIVATE_DESKTOP"
_GUARD: Final = Path(__file__).with_name("desktop_guard.py")
_DRAG_MOVES: Final = 12
_DRAG_PAUSE_S: Final = "0.03"  # between mouse moves: programs answer each other's drag messages in between
_AT_SPI_LAUNCHERS: Final = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")

Point = tuple[int, int]


class PrivateDesktop:
    """A desktop of its own for the time of a `with` block.

    Args:
        size: The screen in pixels.

    Attributes:
        env: The environment of everything that runs on it.
        root: Its own short folder under the system's temporary one (socket paths are short); gone afterwards.
        home: The home folder on it.
    """

    def __init__(self, size: tuple[int, int] = (1366, 768)) -> None:
        self._size = size
        self.root = Path()
        self.home = Path()
        self.env: dict[str, str] = {}
        self._mark = uuid.uuid4().hex
        self._processes: list[subprocess.Popen[bytes]] = []
        self._drivers: list[AtspiDriver] = []
        self._guard: subprocess.Popen[bytes] | None = None

    # --- coming and going ---------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self.root = Path(tempfile.mkdtemp(prefix="desk-"))
        guard: list[str | Path] = [sys.executable, _GUARD, f"{_MARK}={self._mark}", self.root]
        self._guard = subprocess.Popen(guard, stdin=subprocess.PIPE, start_new_session=True)
        self.home = self.root / "home"
        self.env = self._first_env()
        try:
            self._start_screen()
            self._start_bus()
            self._start_window_manager()
            self._start_accessibility()
            self._start_keyring()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _first_env(self) -> dict[str, str]:
        folders = {
            "HOME": self.home,
            "XDG_RUNTIME_DIR": self.root / "run",
            "XDG_DATA_HOME": self.home / "data",
            "XDG_CONFIG_HOME": self.home / "config",
            "XDG_CACHE_HOME": self.home / "cache",
            "XDG_STATE_HOME": self.home / "state",
            "TMPDIR": self.root / "tmp",
        }
        for folder in (*folders.values(), self.root / "logs"):
            folder.mkdir(mode=0o700)
        return {
            **{name: str(folder) for name, folder in folders.items()},
            _MARK: self._mark,
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LANG": "C.UTF-8",
            "GIO_USE_VFS": "local",  # no mount daemons
            "GSETTINGS_BACKEND": "memory",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }

    def _start_screen(self) -> None:
        width, height = self._size
        reader, writer = os.pipe()
        screen = ["-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset", "-dpi", "96"]
        self.popen(["Xvfb", "-displayfd", str(writer), *screen], pass_fds=(writer,))
        os.close(writer)
        self.env["DISPLAY"] = f":{self._first_line(reader, 'the display number of Xvfb')}"

    def _start_bus(self) -> None:
        reader, writer = os.pipe()
        address = f"unix:path={self.root / 'run' / 'bus'}"
        bus = [
            "dbus-daemon",
            "--session",
            "--nofork",
            "--nopidfile",
            f"--address={address}",
            f"--print-address={writer}",
        ]
        self.popen(bus, pass_fds=(writer,))
        os.close(writer)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._first_line(reader, "the address of dbus-daemon")

    def _start_window_manager(self) -> None:
        self.popen(["openbox"])
        wait_until(lambda: "window id" in self._run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]), "openbox")

    def _start_accessibility(self) -> None:
        launcher = next((path for path in _AT_SPI_LAUNCHERS if Path(path).exists()), _AT_SPI_LAUNCHERS[0])
        self.popen([launcher, "--launch-immediately"])
        wait_until(lambda: self._has_owner("org.a11y.Bus"), "the accessibility bus")

    def _start_keyring(self) -> None:
        daemon = self.popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], stdin=subprocess.PIPE
        )
        assert daemon.stdin is not None
        daemon.stdin.write(_KEYRING_OPENER)
        daemon.stdin.close()
        wait_until(lambda: self._has_owner("org.freedesktop.secrets"), "gnome-keyring")
        keyring = self.home / "data" / "keyrings" / "login.keyring"
        wait_until(keyring.exists, "the login keyring")

    def _stop(self) -> None:
        for driver in self._drivers:
            driver.close()
        assert self._guard is not None
        assert self._guard.stdin is not None
        self._guard.stdin.close()
        would_not_end = self._guard.wait(30)
        for process in self._processes:
            # The guard knows programs by their environment; a browser writes its own name over it.
            if process.poll() is None:
                process.kill()
            process.wait(10)
        assert would_not_end == 0, "something on the private desktop would not end"

    # --- processes ----------------------------------------------------------------------------------------------------

    def popen(
        self,
        command: Sequence[str | Path],
        env: Mapping[str, str] | None = None,
        *,
        stdin: int | IO[bytes] = subprocess.DEVNULL,
        pass_fds: Sequence[int] = (),
    ) -> subprocess.Popen[bytes]:
        """Start a program on the desktop. It is killed with it; what it prints goes to a file that `logs()` reads.

        Args:
            command: The program and its arguments.
            env: More variables than the desktop's own.
            stdin: As for subprocess.
            pass_fds: File descriptors the program inherits.
        """
        name = f"{len(self._processes):02}-{Path(str(command[0])).name}.log"
        with (self.root / "logs" / name).open("wb") as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                env={**self.env, **(env or {})},
                cwd=self.home,
                stdin=stdin,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=tuple(pass_fds),
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def logs(self) -> str:
        """Return what every program on the desktop has printed, for a failure's message."""
        files = sorted((self.root / "logs").glob("*.log"))
        return "\n".join(
            f"--- {file.name}\n{file.read_text(errors='replace')}" for file in files if file.stat().st_size
        )

    def _run(self, command: Sequence[str | Path], deadline_s: float = 20, text: str | None = None) -> str:
        """Run a short command and return what it printed; a failing one prints nothing."""
        done = subprocess.run(
            [str(part) for part in command],
            env=self.env,
            input=text,
            stdin=subprocess.DEVNULL if text is None else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            timeout=deadline_s,
            check=False,
        )
        return done.stdout if done.returncode == 0 else ""

    def _has_owner(self, name: str) -> bool:
        call = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]
        return "boolean true" in self._run([*call, "org.freedesktop.DBus.NameHasOwner", f"string:{name}"])

    def _first_line(self, reader: int, what: str, deadline_s: float = 20) -> str:
        with os.fdopen(reader, "rb") as pipe:
            if not select.select([pipe], [], [], deadline_s)[0]:
                raise TimeoutError(f"not seen within {deadline_s:g} s: {what}\n{self.logs()}")
            return pipe.readline().decode().strip()

    # --- hands and eyes -----------------------------------------------------------------------------------------------

    def xdotool(self, *arguments: str | int) -> str:
        """Use the real mouse and keyboard of the private screen; return what xdotool printed.

        Raises:
            AssertionError: xdotool failed.
        """
        command = ["xdotool", *map(str, arguments)]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=30, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout.strip()

    def find_window(self, title: str, deadline_s: float = 30) -> str:
        """Wait for a visible window and return its ID.

        Args:
            title: A regular expression that its title matches somewhere.
            deadline_s: When to give up.

        Raises:
            AssertionError: None came; the message holds what the programs printed.
        """
        look = ["xdotool", "search", "--onlyvisible", "--name", title]
        try:
            return wait_until(lambda: self._run(look).split(), f"a window titled {title!r}", deadline_s)[0]
        except TimeoutError as late:
            raise AssertionError(f"{late}\n{self.logs()}") from late

    def place_window(self, window: str, position: Point, size: tuple[int, int] | None = None) -> None:
        """Put a window's frame somewhere, give it a size, and wait until it has come to rest there."""
        if size is not None:
            self.xdotool("windowsize", window, *size)
        self.xdotool("windowmove", window, *position)
        seen: list[str] = []

        def has_settled() -> bool:
            seen.append(self.xdotool("getwindowgeometry", "--shell", window))
            return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]

        wait_until(has_settled, f"window {window} at rest")

    def activate(self, window: str) -> None:
        """Bring a window to the front and give it the keyboard.

        Raises:
            TimeoutError: It did not become the active one.
        """
        self.xdotool("windowactivate", window)
        wait_until(lambda: self._run(["xdotool", "getactivewindow"]).strip() == window, f"window {window} active")

    def window_box(self, window: str) -> tuple[int, int, int, int]:
        """Return a window's x, y, width and height on the screen, without its frame."""
        lines = dict(line.split("=", 1) for line in self.xdotool("getwindowgeometry", "--shell", window).splitlines())
        return int(lines["X"]), int(lines["Y"]), int(lines["WIDTH"]), int(lines["HEIGHT"])

    def click(self, point: Point, button: int = 1) -> None:
        """Click somewhere on the screen."""
        self.xdotool("mousemove", *point, "click", button)

    def drag(self, start: Point, end: Point) -> None:
        """Drag with the left button, as slowly as a hand: programs follow a drag by its moves."""
        steps: list[str | int] = []
        for step in range(1, _DRAG_MOVES + 1):
            x, y = (a + (b - a) * step // _DRAG_MOVES for a, b in zip(start, end, strict=True))
            steps += ["mousemove", x, y, "sleep", _DRAG_PAUSE_S]
        # The last moves stay on the spot: the target has to have said that it takes the drop.
        for nudge in (1, 0, 1, 0, 1, 0):
            steps += ["mousemove", end[0] + nudge, end[1], "sleep", _DRAG_PAUSE_S]
        press: list[str | int] = ["mousemove", *start, "sleep", _DRAG_PAUSE_S, "mousedown", 1, "sleep", _DRAG_PAUSE_S]
        self.xdotool(*press, *steps, "sleep", "0.1", "mouseup", 1)

    def key(self, *keys: str) -> None:
        """Press keys one after another, such as `ctrl+Return`."""
        self.xdotool("key", "--clearmodifiers", "--delay", 20, *keys)

    def type_text(self, text: str) -> None:
        """Type a text on the keyboard.

        ASCII only: for other letters xdotool changes the keyboard's map, and Qt loses the keys that come right after.
        """
        assert text.isascii(), text
        self.xdotool("type", "--clearmodifiers", "--delay", 8, "--", text)

    def screenshot(self, path: Path) -> Path:
        """Save a picture of the whole screen as a PNG."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, timeout=30, check=True)
        return path

    def secret_lookup(self, **attributes: str) -> str:
        """Return a secret from the keyring as an outside program sees it; empty when there is none."""
        return self._run(["secret-tool", "lookup", *(part for pair in attributes.items() for part in pair)])

    def secret_store(self, secret: str, label: str, **attributes: str) -> None:
        """Put a secret into the keyring as an outside program does."""
        self._run(
            ["secret-tool", "store", f"--label={label}", *(p for pair in attributes.items() for p in pair)], text=secret
        )

    def atspi(self, app: str = "Desk GUI") -> AtspiDriver:
        """Return a screen reader's view of an application; it ends with the desktop."""
        driver = AtspiDriver(self.env, app)
        self._drivers.append(driver)
        return driver

    # --- the file manager ---------------------------------------------------------------------------------------------

    def thunar(self, folder: Path, position: Point = (0, 0), size: tuple[int, int] = (640, 420)) -> "FileManager":
        """Open a folder in Thunar, as a list of details, where it is told to be."""
        self.popen(["thunar", folder])
        window = self.find_window(f"^{folder.name} - Thunar$")
        self.place_window(window, position, size)
        self.activate(window)
        self.key("ctrl+2")
        return FileManager(self, window)


class FileManager:
    """An open Thunar window.

    Args:
        desktop: Where it is open.
        window: Its window ID.
    """

    def __init__(self, desktop: PrivateDesktop, window: str) -> None:
        self.window = window
        self._atspi = desktop.atspi("Thunar")

    def position(self, file_name: str) -> Point:
        """Return where to take hold of a file: on its name."""
        seen: list[Point] = []

        def has_settled() -> Point | None:
            cells = [
                cell for cell in self._atspi.find_all(file_name, "table cell") if cell.extents and cell.extents[2] > 0
            ]
            if cells:
                seen.append(cells[0].center)
            return seen[-1] if len(seen) > 1 and seen[-1] == seen[-2] else None

        return wait_until(has_settled, f"{file_name} in Thunar", 20)


@pytest.fixture
def private_desktop() -> Iterator[PrivateDesktop]:
    """A desktop for one test. What its programs printed comes with the test's output, which pytest shows on failure."""
    with PrivateDesktop() as desktop:
        yield desktop
        print(desktop.logs(), file=sys.stderr)

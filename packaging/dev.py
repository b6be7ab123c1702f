"""Set up, run, test and build Desk GUI on a machine that has Python and nothing else.

The two commands of the README are `run` and `test`. Standard library only, on purpose: this is what installs the rest.
System libraries come from apt (as root, or as a command to copy); Python packages from the lock files beside this
file, hashes checked, into `.venv`. Whatever is already there is left alone, so a second start costs next to nothing.
"""

import argparse
import functools
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGING: Final = ROOT / "packaging"
BUILD: Final = ROOT / "build"
VENV: Final = ROOT / ".venv"
VENV_BIN: Final = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP: Final = VENV / "desk-gui.json"
EXECUTABLE: Final = ROOT / "dist" / "desk-gui" / ("desk-gui.exe" if os.name == "nt" else "desk-gui")
EXECUTABLE_STAMP: Final = BUILD / "executable.sha256"
PICTURE: Final = BUILD / "desk-gui.png"
SUPPORT: Final = {"PYTHONPATH": str(ROOT / "tests")}

RUNTIME_LOCK: Final = "requirements.txt"
DEV_LOCK: Final = "requirements-dev.txt"  # holds the runtime lock's packages too, at the same versions
# The rules that tickets live and die by: every branch of them is tested.
FULLY_COVERED: Final = (
    "*/livedesk/errors.py,*/livedesk/models.py,*/outbox/draft.py,*/outbox/schedule.py,*/outbox/submission.py"
)
OLDEST_PYTHON: Final = (3, 11)
Part = str | Path
PYTHON: Final = f"{sys.version_info.major}.{sys.version_info.minor}"
THIS_PYTHON: Final = f"{sys.implementation.name} {sys.version_info} {sys.base_prefix}"

# System packages by what they are for. The first list is `ldd` over Qt's libraries on Debian's smallest installation.
RUN_PACKAGES: Final = {
    "the system's trust store, which TLS connections are checked against": "ca-certificates",
    "a font; Qt's wheels carry none": "fonts-dejavu-core",
    "QtCore and QtGui": "libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libx11-6 libxkbcommon0",
    "the Wayland plugin": "libwayland-client0 libwayland-cursor0 libwayland-egl1",
    "the X11 plugin": "libx11-xcb1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0"
    " libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1",
}
TEST_PACKAGES: Final = {
    "a screen, a window manager, a mouse, a keyboard and a clipboard owner": "xvfb openbox xdotool xclip",
    "pictures of that screen and facts about its windows": "imagemagick x11-utils",
    "Chinese letters, for pictures in that language": "fonts-droid-fallback",
    "a file manager to drag from, and its icons": "thunar adwaita-icon-theme librsvg2-common",
    "a browser to drag a picture out of a page from; the benchmarks compare with it too": "chromium",
    "a session bus with a real Secret Service, and a look into it from outside": "dbus gnome-keyring libsecret-tools",
    "the accessibility bus, driven as a screen reader would": "at-spi2-core python3-gi gir1.2-atspi-2.0",
    "PyInstaller: it looks into libraries with objdump and strips them": "binutils",
    "tests of the project's own files": "desktop-file-utils git",
}
BENCH_PACKAGES: Final = {"the upload that the program is measured against": "curl"}


class StepError(Exception):
    """A step could not be done; the message says what to do about it."""


def say(text: str) -> None:
    """Print one line of progress, ahead of whatever the next command prints."""
    print(f"dev.py: {text}", flush=True)


def call(command: Sequence[Part], env: Mapping[str, str] | None = None) -> int:
    """Run a command in the project's folder with no input; return its exit code."""
    words, environment = [str(part) for part in command], {**os.environ, **(env or {})}
    return subprocess.run(words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def must(command: Sequence[Part], env: Mapping[str, str] | None = None) -> None:
    """Run a command that everything after it needs.

    Raises:
        StepError: It exited with another code than 0.
    """
    code = call(command, env)
    if code:
        raise StepError(f"exit code {code} from: {shlex.join(str(part) for part in command)}")


def venv_command(name: str, *arguments: Part) -> list[Part]:
    """Return the command line of a command that lives in `.venv`."""
    return [VENV_BIN / name, *arguments]


# --- system packages --------------------------------------------------------------------------------------------------


def uses_debian_python() -> bool:
    """Tell whether this Python is the system's own: Debian keeps its venv and libpython in packages of their own."""
    return Path(sys.base_prefix) == Path("/usr")


def apt_missing(wanted: Iterable[str]) -> list[str]:
    """Return the packages among these that are not installed, counting one provided under another name as installed."""
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev}\t${Package}\t${Provides}\n"]
    listing = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    present: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = line.split("\t")
        if status.startswith("ii"):
            present.add(package)
            present.update(entry.split()[0] for entry in provides.split(",") if entry.strip())
    return [package for package in wanted if package not in present]


def ensure_packages(*lists: Mapping[str, str]) -> None:
    """Install what is missing of these lists of system packages by apt.

    Raises:
        StepError: apt failed, or only an administrator may install: then the message is the command to run.
    """
    if not sys.platform.startswith("linux"):
        return
    wanted = [package for packages in lists for names in packages.values() for package in names.split()]
    if shutil.which("apt-get") is None:
        say(f"no apt here; if something fails to load, install what your system calls: {' '.join(wanted)}")
        return
    missing = apt_missing(wanted)
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        raise StepError(
            f"these system packages are missing; install them and start again:\n  sudo {shlex.join(install)}"
        )
    say(f"installing {len(missing)} system packages: {' '.join(missing)}")
    patience = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3", "-qq"]
    apt_env = {"DEBIAN_FRONTEND": "noninteractive"}
    call(["apt-get", "update", *patience], apt_env)  # one dead source must not stop an install that can do without it
    must([*install, *patience], apt_env)


# --- .venv ------------------------------------------------------------------------------------------------------------


def digest(paths: Iterable[Path], base: Path = ROOT) -> str:
    """Hash the names, from a folder on, and the bytes of these files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(base).as_posix()}\0{path.stat().st_size}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def read_stamp() -> dict[str, str]:
    """Return what `.venv` was made from; empty when nobody knows."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in stamp.items()} if isinstance(stamp, dict) else {}


def ensure_venv(lock: str) -> None:
    """Bring `.venv` to what a lock file says, and put the project itself on its path.

    It is made anew when it came from another Python, another folder or another lock, so that no package left over
    from before can lend a hand unseen.

    Raises:
        StepError: The packages could not be installed.
    """
    wanted = {"python": THIS_PYTHON, "root": str(ROOT)}
    locks = {name: digest([PACKAGING / name]) for name in (RUNTIME_LOCK, DEV_LOCK)}
    stamp = read_stamp()
    usable = all(stamp.get(key) == value for key, value in wanted.items())
    usable = usable and all(stamp.get(name, current) == current for name, current in locks.items())
    if usable and (lock in stamp or DEV_LOCK in stamp):
        return
    if not usable:
        make_venv()
        stamp = wanted
    say(f"installing Python packages from packaging/{lock}")
    STAMP.unlink(missing_ok=True)
    pip = venv_command("python", "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")
    must([*pip, "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", PACKAGING / lock])
    # PySide unpacks the Python half of itself: out of its library that would be compiled anew at every start.
    must(venv_command("python", "-c", "import shiboken6"), {"SBK_EMBED": "0", "PYTHONDONTWRITEBYTECODE": ""})
    install_project()
    STAMP.write_text(json.dumps({**stamp, lock: locks[lock]}, indent=2) + "\n", encoding="utf-8")


def make_venv() -> None:
    """Make an empty `.venv` with this Python.

    Raises:
        StepError: There is no venv module, or it failed.
    """
    base_python = getattr(sys, "_base_executable", None) or sys.executable
    if uses_debian_python():
        ensure_packages({"the venv module, which Debian keeps apart": f"python{PYTHON}-venv"})
    say(f"making .venv with Python {PYTHON}")
    must([base_python, "-m", "venv", "--clear", VENV])


def install_project() -> None:
    """Make `import desk_gui` and the `desk-gui` command of `.venv` mean this checkout, as an editable install would."""
    library = VENV / "Lib" if os.name == "nt" else VENV / "lib" / f"python{PYTHON}"
    (library / "site-packages" / "desk-gui.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name == "nt":
        (VENV_BIN / "desk-gui.cmd").write_text('@"%~dp0pythonw.exe" -m desk_gui %*\n', encoding="utf-8")
        return
    script = VENV_BIN / "desk-gui"
    lines = ["import sys", "from desk_gui.__main__ import main", "sys.exit(main())", ""]
    script.write_text("\n".join([f"#!{VENV_BIN / 'python'}", *lines]), encoding="utf-8")
    script.chmod(0o755)


def build_translations() -> int:
    """Build what the program loads of its translations; costs next to nothing when it is there."""
    return call(venv_command("python", PACKAGING / "translations.py", "build"))


# --- commands ---------------------------------------------------------------------------------------------------------


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(arguments: Sequence[str]) -> int:
    """Start Desk GUI with its practice LiveDesk; without a display, the same window offscreen, filled and submitted."""
    ensure_packages(RUN_PACKAGES)
    ensure_venv(RUNTIME_LOCK)
    build_translations()
    if has_display():
        return call(venv_command("python", "-m", "desk_gui", "--sandbox", *arguments))
    say("no display: filling the window in and submitting a practice ticket offscreen")
    BUILD.mkdir(exist_ok=True)
    demo = venv_command("python", "-m", "desk_gui.demo", "--picture", PICTURE, *arguments)
    code = call(demo, {"QT_QPA_PLATFORM": "offscreen"})
    if code == 0:
        say(f"the line above is the ticket's ID; the window's picture is {PICTURE.relative_to(ROOT)}")
    return code


def run_steps(steps: Mapping[str, Callable[[], int]]) -> int:
    """Run every step whatever became of the ones before, and close with a line for each; 0 only when all were well."""
    lines: list[str] = []
    worst = 0
    for name, step in steps.items():
        say(f"--- {name}")
        started_at = time.monotonic()
        try:
            code = step()
        except StepError as failure:
            say(str(failure))
            code = 1
        worst = worst or code
        lines.append(f"{'ok    ' if code == 0 else 'FAILED'}  {name}  ({time.monotonic() - started_at:.1f} s)")
    for line in lines:
        say(line)
    return worst


def in_venv(name: str, *arguments: Part, env: Mapping[str, str] | None = None) -> Callable[[], int]:
    """Return the step that runs a command of `.venv`."""
    return functools.partial(call, venv_command(name, *arguments), env)


def lint_steps() -> dict[str, Callable[[], int]]:
    """Return the checks that read the code without running it."""
    return {
        "ruff check": in_venv("ruff", "check", "."),
        "ruff format": in_venv("ruff", "format", "--check", "."),
        "mypy": in_venv("mypy"),
        "import contracts": in_venv("lint-imports"),
    }


def lint(_arguments: Sequence[str]) -> int:
    """Check style, formatting, types and the import contracts."""
    ensure_venv(DEV_LOCK)
    return run_steps(lint_steps())


def executable_inputs() -> list[Path]:
    """Return every file that the executable is made from."""
    sources = [PACKAGING / name for name in ("desk-gui.spec", "desk_gui_launcher.py", DEV_LOCK)]
    for folder in (ROOT / "desk_gui", ROOT / "resources"):
        sources += [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return sources


def build_executable() -> int:
    """Build dist/desk-gui with PyInstaller, unless the one there was made from the same files by the same Python."""
    wanted = f"{THIS_PYTHON} {digest(executable_inputs())}"
    if EXECUTABLE.exists() and EXECUTABLE_STAMP.exists() and EXECUTABLE_STAMP.read_text(encoding="utf-8") == wanted:
        say("the executable is up to date")
        return 0
    EXECUTABLE_STAMP.unlink(missing_ok=True)
    shutil.rmtree(EXECUTABLE.parent, ignore_errors=True)
    build_it = venv_command("pyinstaller", "--noconfirm", "--log-level", "WARN", "--distpath", EXECUTABLE.parent.parent)
    must([*build_it, "--workpath", BUILD / "pyinstaller", PACKAGING / "desk-gui.spec"])
    EXECUTABLE_STAMP.write_text(wanted, encoding="utf-8")
    size_bytes = sum(path.stat().st_size for path in EXECUTABLE.parent.rglob("*") if not path.is_symlink())
    say(f"built {EXECUTABLE.relative_to(ROOT)}: {size_bytes / 1e6:.0f} MB")
    return 0


def prepare_tests(more_packages: Mapping[str, str] | None = None) -> None:
    """Install everything that tests, benchmarks, pictures and the build need.

    Raises:
        StepError: Something could not be installed.
    """
    libpython = {"PyInstaller packs Python's shared library": f"libpython{PYTHON}"} if uses_debian_python() else {}
    ensure_packages(RUN_PACKAGES, TEST_PACKAGES, libpython, more_packages or {})
    ensure_venv(DEV_LOCK)
    build_translations()


def build(_arguments: Sequence[str]) -> int:
    """Build the executable alone."""
    prepare_tests()
    return build_executable()


def test(arguments: Sequence[str]) -> int:
    """Run every check (style, types, import contracts, the build, all tests); --long adds the long tests."""
    prepare_tests()
    rest = [argument for argument in arguments if argument != "--long"]
    marks = [] if "--long" in arguments else ["-m", "not long"]
    env = {"QT_QPA_PLATFORM": "offscreen", "DESK_GUI_EXECUTABLE": str(EXECUTABLE)}
    steps = {**lint_steps(), "executable": build_executable}
    if rest:
        return run_steps({**steps, "pytest": in_venv("python", "-m", "pytest", *marks, *rest, env=env)})
    steps["pytest"] = in_venv("coverage", "run", "-m", "pytest", *marks, env=env)
    steps["coverage"] = in_venv("coverage", "report", "--include", FULLY_COVERED, "--fail-under", "100")
    return run_steps(steps)


def bench(names: Sequence[str]) -> int:
    """Run the benchmarks, all or those named; each is a script that exits 0 when its ratio holds.

    Raises:
        StepError: There is no benchmark of that name.
    """
    prepare_tests(BENCH_PACKAGES)
    scripts = {path.stem: path for path in sorted((ROOT / "tests" / "benchmarks").glob("[!_]*.py"))}
    unknown = [name for name in names if name not in scripts]
    if unknown:
        raise StepError(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(scripts)}")
    return run_steps({name: in_venv("python", scripts[name], env=SUPPORT) for name in names or scripts})


def pictures(arguments: Sequence[str]) -> int:
    """Take the pictures of the window that the documents show."""
    prepare_tests()
    return call(venv_command("python", ROOT / "tests" / "support" / "pictures.py", *arguments), SUPPORT)


def translations(arguments: Sequence[str]) -> int:
    """Read the texts out of the code, build the translations and say what is missing; `missing` alone only says it."""
    ensure_venv(DEV_LOCK)
    return call(venv_command("python", PACKAGING / "translations.py", *arguments))


def lock(_arguments: Sequence[str]) -> int:
    """Work the lock files out anew from pyproject.toml, for every platform and Python that the project runs on.

    Raises:
        StepError: There is no uv, or it found no solution.
    """
    uv = shutil.which("uv") or shutil.which("uv", path=str(VENV_BIN))
    if uv is None:
        raise StepError("uv works the lock files out, and it is not here; install it, or `pip install uv` into .venv")
    options = ["--universal", "--python-version", ".".join(map(str, OLDEST_PYTHON)), "--generate-hashes", "--no-header"]
    options += ["--quiet", "--upgrade", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate"]
    resolve = [uv, "pip", "compile", *options, "pyproject.toml"]
    runtime, dev = PACKAGING / RUNTIME_LOCK, PACKAGING / DEV_LOCK
    must([*resolve, "--output-file", runtime])
    must([*resolve, "--group", "pyproject.toml:dev", "--constraint", runtime, "--output-file", dev])
    return 0


COMMANDS: Final[dict[str, Callable[[Sequence[str]], int]]] = {
    action.__name__: action for action in (run, test, lint, build, bench, pictures, translations, lock)
}


def main() -> int:
    """Read the command line and do what it says; 1 when a step failed, 2 when it makes no sense."""
    lines = [f"  {name:14}{(action.__doc__ or '').splitlines()[0]}" for name, action in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        prog="dev.py", epilog="commands:\n" + "\n".join(lines), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="handed on to what the command starts")
    options = parser.parse_args()
    if sys.version_info < OLDEST_PYTHON:
        parser.error(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed; this is {PYTHON}")
    try:
        return COMMANDS[options.command](options.arguments)
    except StepError as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

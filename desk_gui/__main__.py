"""The `desk-gui` command: parse, build, run, exit code."""

import gc
import sys
from typing import Final

_SWITCH_INTERVAL_S: Final = 0.0005
"""Other threads let go of the interpreter this often, so that a key press on the GUI thread is served in time."""

_BAD_INPUT: Final = 2


def main() -> int:
    """Run the program with the process's arguments and return its exit code."""
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    # Imports make many objects and no garbage. The window collects at times of its own, a command as Python does.
    gc.disable()
    from desk_gui.cli import BadInputError, Mode, parse  # noqa: PLC0415 - each start imports what it needs, no more

    try:
        options = parse(sys.argv[1:])
        if options.mode is Mode.VERSION:
            return _print_version()
        if options.mode is Mode.WINDOW:
            from desk_gui.qt.plain_imports import keep_plain_imports  # noqa: PLC0415 - as above

            keep_plain_imports()
            from desk_gui.app import run_window  # noqa: PLC0415 - as above

            return run_window(options)
        gc.enable()
        from desk_gui.headless import run_headless  # noqa: PLC0415 - as above

        return run_headless(options)
    except BadInputError as error:
        if sys.stderr is not None:
            sys.stderr.write("".join(f"desk-gui: {line}\n" for line in str(error).splitlines()))
        return _BAD_INPUT


def _print_version() -> int:
    from desk_gui import __version__  # noqa: PLC0415 - as above

    if sys.stdout is not None:
        sys.stdout.write(f"Desk GUI {__version__}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The way into a data folder: to its lock, or to the program that holds it. Read before the first paint."""

from dataclasses import replace
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

from desk_gui.cli import Options
from desk_gui.parts import FolderInUseError, Parts, build_parts
from desk_gui.qt.single_instance import OtherVersionError
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence

if TYPE_CHECKING:
    from desk_gui.qt.conversation import Conversation

SHORT_WAIT_S: Final = 2.0
"""Another run without a window is often over by then, and a window that is just opening listens."""
_PAUSE_S: Final = 0.1

_OTHER_VERSION: Final = QT_TRANSLATE_NOOP(
    "system",
    "The Desk GUI that is open on this data folder is another version: close the other Desk GUI and try again. "
    "Nothing was sent or kept.",
)


def enter(options: Options) -> tuple["Parts | Conversation", Options]:
    """Take the data folder, or reach the window that holds it.

    Returns:
        What there is to work with, and the options with what is left of `--wait`.

    Raises:
        FolderInUseError: Another program holds the folder and cannot be reached.
        OtherVersionError: Another program holds the folder and is another version.
        DataDirUnusable: The folder cannot be used.
        SettingsUnreadable: The settings can neither be read nor set aside.
        BadInputError: The settings have no such profile.
    """
    began_at = monotonic()
    while True:
        waited_s = monotonic() - began_at
        left = replace(options, wait_s=max(0.0, options.wait_s - waited_s))
        try:
            return build_parts(options), left
        except FolderInUseError as error:
            from desk_gui.qt.conversation import Conversation  # noqa: PLC0415 - a start that is alone does without it

            conversation = Conversation.begin(error.data_dir.root)
            if conversation is not None:
                return conversation, left
            if waited_s >= max(SHORT_WAIT_S, options.wait_s):
                raise
        sleep(_PAUSE_S)


def refusal_of(error: FolderInUseError | OtherVersionError) -> str:
    """Say why another program's folder could not be worked with."""
    return error.words if isinstance(error, FolderInUseError) else sentence(_OTHER_VERSION)

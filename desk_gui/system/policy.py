"""Where a policy is looked for: a file that whoever looks after these laptops puts there, and that is only read."""

import sys
from pathlib import Path
from typing import Final

from desk_gui.system.paths import APP_ID, APP_NAME

POLICY_NAME: Final = "policy.json"


def policy_files(folder: Path) -> tuple[Path, ...]:
    """Return where a policy may lie, the one that wins first: the whole computer's, then the data folder's.

    Args:
        folder: The data folder.
    """
    # Imported here: the window paints before anybody asks.
    import platformdirs  # noqa: PLC0415 - see above

    name = APP_ID if sys.platform == "linux" else APP_NAME
    system = Path(platformdirs.site_config_dir(name, appauthor=False, multipath=False))
    return (system / POLICY_NAME, folder / POLICY_NAME)

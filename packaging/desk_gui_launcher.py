"""What the packaged program starts with: the same `main` as the `desk-gui` command."""

import sys

from desk_gui.__main__ import main

if __name__ == "__main__":
    sys.exit(main())

"""What every test of the whole program has: a private desktop."""

from support.desktop import private_desktop as private_desktop  # noqa: PLC0414  (a fixture is known by being here)

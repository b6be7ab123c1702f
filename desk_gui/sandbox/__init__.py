"""A stand-in LiveDesk on loopback, for practice and for tests."""

"""Desk GUI: from a broken machine to a LiveDesk ticket ID."""

__version__ = "0.1.0"

"""Widgets: show this, collect that."""

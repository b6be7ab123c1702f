"""The list of tickets on this computer."""

"""Templates in the window: picked by name, saved from the form, kept in order, handed on as a file."""

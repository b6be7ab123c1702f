"""This computer: its folders, settings, keyring, logs and packaged files."""

"""Settings: who files, with which key, to which address."""

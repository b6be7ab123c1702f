"""Attachments: the drop zone, its cards, and the one reader of everything dropped or pasted."""

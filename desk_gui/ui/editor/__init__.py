"""The editor of one picture: marks, crop and hidden data, kept as data and burnt in when saved.

Imported when first used.
"""

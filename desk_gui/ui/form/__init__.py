"""The form: the fields of a ticket, as a technician fills them in."""

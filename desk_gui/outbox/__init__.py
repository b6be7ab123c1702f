"""What the technician wrote, kept until LiveDesk has it."""

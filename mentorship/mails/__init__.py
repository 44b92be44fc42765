"""What the mails of this floor say. messages.py declares their kinds."""

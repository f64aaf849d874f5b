"""Reading: files as researchers have them, field by field."""

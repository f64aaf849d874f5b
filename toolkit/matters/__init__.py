"""Matters: what the outlets of an event agree on, and what is to be checked."""

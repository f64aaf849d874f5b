"""Notebooks: begun from the template, run the same on every machine, and checked by pytest."""

"""Compendium: a study as one file, that another can run again and compare, with its texts or without."""

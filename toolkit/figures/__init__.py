"""Figures: each function draws one table on one Axes and returns it."""

"""Comparison: what articles and outlets share, and what they leave out."""

"""Voices: who says what, and through whom."""

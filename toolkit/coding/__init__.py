"""Coding: hand codes, from blind sheets to agreement."""

"""Framing: indicators of frames, and whether they measure what people code."""

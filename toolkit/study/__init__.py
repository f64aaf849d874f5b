"""Study: a corpus as a whole, worked out once and kept, or in parts, on one machine or several."""

"""Around the files: what their paths tell of articles, and a table of their events."""

"""Files: what lies in a folder, and which reader takes each file."""

"""Claims: numbers and acts, and where articles differ on them."""

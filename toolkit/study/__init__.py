"""Study: a corpus worked out as a whole, once."""

"""Reader: one article read with its marks, sentences that fold out into their place, and the explorer."""

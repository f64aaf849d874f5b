"""Statistics: formulas, resampling and contrasts of two sides; arrays in, arrays out."""

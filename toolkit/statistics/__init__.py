"""Statistics: formulas, resampling and contrasts of two sides; arrays in, arrays out."""

import lazy_loader

# `tk.measures` is a module among names that are functions: it, too, loads when it is first used.
__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submodules={"measures"})

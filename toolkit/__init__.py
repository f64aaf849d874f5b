"""How do news outlets cover the same event? Tables in, tables out; see `docs/design.md`."""

import lazy_loader

__version__ = "0.1.0"

# The names stand in `__init__.pyi`, where editors and type checkers find them; a name loads on first use.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

"""Settings of the documentation: python -m sphinx -W -b html docs docs/_build/html."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]  # this copy of the toolkit, gathered.py and formulas.py

project = "News Coverage Toolkit"
author = "The News Coverage Toolkit developers"
project_copyright = author
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx.ext.napoleon"]
extensions += ["gathered", "formulas"]  # of this folder
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_sphinx = False

nb_execution_mode = "off"  # notebooks are shown as they are stored, which their own tests hold to the code
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

default_role = "py:obj"  # `keyness` in a docstring is a link, any other word in such marks is code
add_module_names = False
autosummary_generate = False  # gathered.py writes a page a room
autodoc_preserve_defaults = True
autodoc_typehints_format = "short"
napoleon_google_docstring = False
napoleon_use_rtype = False

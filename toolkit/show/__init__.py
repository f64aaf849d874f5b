"""Show: tables and figures in notebooks and reports, and tables written for other programs."""

"""Report: notebooks run on a corpus and written as pages."""

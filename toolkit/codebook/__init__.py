"""The codebook of tables: every column that a public function returns, as its docstring describes it."""

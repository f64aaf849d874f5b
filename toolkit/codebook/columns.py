"""Columns: one row for every column of every table that a public function returns."""

import ast
from collections.abc import Iterator

import pandas as pd

from toolkit.codebook.returned import Column, columns_of
from toolkit.shipped import PACKAGE, lexicon

# What first makes a column: a name without a word beside it means what it means there.
_MAKERS = ("load_corpus", "sentences", "tokenize", "mark_voice")
_TABLES = ("pd.DataFrame", "Codings")  # what is returned by functions whose docstrings list columns


def describe_tables() -> pd.DataFrame:
    """Describe every column of every table that the toolkit returns: the codebook of its tables.

    Returns
    -------
    DataFrame
        One row a function and column, functions by name: `function`, public name; `column` (`<by>`: the one
        that `by` names; `<frame>`: one for each frame); `dtype`, as pandas calls it ("object": tuples);
        `when`, on what it depends whether the column is there ("": it always is); `meaning`, with its unit.

    Examples
    --------
    >>> described = describe_tables()
    >>> described[described["function"] == "pair_similarity"][["column", "dtype", "meaning"]].values.tolist()
    [['article_a', 'str', 'ids'], ['article_b', 'str', 'ids'], ['cosine', 'float64', '0-1']]
    """
    said = {name: columns_of(docstring) for name, docstring in sorted(_docstrings())}
    shared = {column.name: column.meaning for name in reversed(_MAKERS) for column in said[name]}
    kinds = {name: kind for kind, names in lexicon("codebook/dtypes.toml").items() for name in names.split()}
    rows = [
        (function, column.name, _dtype(kinds, maker, column.name), column.when, _meaning(column, shared))
        for function in said
        for maker, column in _all(function, said)
    ]
    table = pd.DataFrame(rows, columns=["function", "column", "dtype", "when", "meaning"], dtype="str")
    table.attrs["caption"] = "Every column of every table that a public function returns."
    return table


def _docstrings() -> Iterator[tuple[str, str]]:
    """Public functions that return tables, with their docstrings; read as text, so that nothing is loaded."""
    for line in ast.parse((PACKAGE / "__init__.pyi").read_text("utf-8")).body:
        if not isinstance(line, ast.ImportFrom) or line.module is None:
            continue
        path = (PACKAGE / line.module.replace(".", "/")).with_suffix(".py")
        for node in ast.parse(path.read_text("utf-8")).body if path.is_file() else []:
            if getattr(node, "name", "") == line.names[0].name and _gives_tables(node):
                yield node.name, ast.get_docstring(node) or ""


def _gives_tables(node: ast.AST) -> bool:
    """Whether this is a function that says it returns a table, or tables of its own."""
    return isinstance(node, ast.FunctionDef) and ast.unparse(node.returns or node.args) in _TABLES


def _all(function: str, said: dict[str, list[Column]]) -> Iterator[tuple[str, Column]]:
    """The columns of a function, those included that it has of another one, each with who makes it."""
    for column in said[function]:
        if column.function:
            yield from _all(column.function, said)
        else:
            yield function, column


def _meaning(column: Column, shared: dict[str, str]) -> str:
    """What a column means; without a word beside it what it means elsewhere, also in `start_a`."""
    if column.name.startswith("<") and not column.meaning:
        return f"what `{column.name[1:-1]}` names"
    plain = column.name if column.name in shared else column.name.removesuffix("_a").removesuffix("_b")
    return column.meaning or shared.get(plain, "")


def _dtype(kinds: dict[str, str], function: str, column: str) -> str:
    """The type of a column: one for all tables, unless the function is named."""
    return kinds.get(f"{function}.{column}", kinds.get(column, "str"))

"""Pages: the codebook of tables as text that a site of documentation shows."""

from toolkit.codebook.columns import describe_tables

_HEAD = """# Codebook

Every column of every table that a public function returns, made from what the functions' docstrings say.
`<by>` stands for the column that `by` names. A column that is not always there says when it is.
"""


def markdown() -> str:
    """Write `describe_tables` as a page in MyST Markdown, a heading and a table for each function.

    Examples
    --------
    >>> page = markdown()
    >>> print(page[page.index("## `pair_similarity`"):].partition("## `phrases`")[0].strip())
    ## `pair_similarity`
    <BLANKLINE>
    | column | type | what it holds |
    |---|---|---|
    | `article_a` | str | ids |
    | `article_b` | str | ids |
    | `cosine` | float64 | 0-1 |
    """
    parts = [_HEAD]
    for function, columns in describe_tables().groupby("function"):
        rows = [
            f"| `{row.column}` | {row.dtype} | {_cell(row.when, row.meaning)} |"
            for row in columns.itertuples()
        ]
        head = ["| column | type | what it holds |", "|---|---|---|"]
        parts.append("\n".join([f"## `{function}`", "", *head, *rows, ""]))
    return "\n".join(parts)


def _cell(when: str, meaning: str) -> str:
    """What a column holds, and when it is there, in one cell of a table."""
    return (f"({when}) " * bool(when) + meaning).replace("|", "\\|")

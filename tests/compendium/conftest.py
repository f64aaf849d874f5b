import nbformat
import pytest
from helpers import write
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from toolkit.compendium.packs import pack

STORM = (
    "The ferry sank off Lowmere on Friday night. Nobody was hurt, the harbour office said. {} It was dark."
)
TEXTS = {
    f"{event}/{outlet}.txt": f"{event.title()} shuts the port\n\n"
    + STORM.format(f"{outlet} saw {event} pass.")
    for event in ("storm", "flood")
    for outlet in ("Beacon", "Ledger")
}
CELLS = [
    new_markdown_cell("# Who says what?"),
    new_code_cell("corpus = 'x'\noptions = {}\ntables = None", metadata={"tags": ["parameters"]}),
    new_code_cell("import toolkit as tk"),
    new_code_cell("articles = tk.load_corpus(corpus, **options)\ntokens = tk.tokenize(articles)"),
    new_code_cell("tk.show_table(articles[['outlet', 'text']], 'Texts.')"),
    new_code_cell("frequencies = tk.term_frequencies(tokens, articles, by='outlet')\nlen(frequencies)"),
    new_code_cell(
        "tk.show_figure(tk.plot_shares(articles.groupby('event')['outlet'].value_counts().unstack()))"
    ),
    new_code_cell("print(articles['text'].iloc[0])"),
    new_code_cell(
        "if tables:\n    made = {'words': frequencies, 'texts': articles[['outlet', 'text']]}\n"
        "    tk.write_tables(made, tables, spreadsheet=True)",
        metadata={"tags": ["remove"]},
    ),
]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    return write(tmp_path_factory.mktemp("study") / "port", TEXTS | {".hidden": "no article"})


@pytest.fixture(scope="session")
def notebook(tmp_path_factory):
    path = tmp_path_factory.mktemp("books") / "my-words.ipynb"
    nbformat.write(new_notebook(cells=CELLS), path)
    return path


@pytest.fixture(scope="session")
def packed(corpus, notebook, tmp_path_factory):
    """Two compendia of the corpus: with its texts and without."""
    folder = tmp_path_factory.mktemp("packed")
    settings = {"layout": "{event}/{outlet}.txt", "notebooks": [notebook]}
    paths = folder / "with.zip", folder / "without.zip"
    for path, texts in zip(paths, (True, False), strict=True):
        assert pack(corpus, path, texts=texts, **settings) == []
    return paths

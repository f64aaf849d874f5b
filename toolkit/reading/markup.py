"""HTML as lines: one a block, in the order of the page, whatever its tags do to one another."""

_BLOCKS = frozenset(
    "address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table tbody td text th thead tr"
    " ul".split()
)
_SILENT = frozenset("head noscript script select style template title".split())


def html_lines(piece: str) -> list[str]:
    r"""Lines of text of a piece of HTML without blank ones; marked letters within a word stay in it.

    Examples
    --------
    >>> html_lines("<p>Har<b>bour</b>&nbsp;shut\nat last<br>No ship<hr></div> sails")
    ['Harbour shut at last', 'No ship', 'sails']
    """
    from lxml import etree, html  # only where there is HTML

    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    parts: list[str] = []
    silent = 0
    for event, node in etree.iterwalk(
        html.document_fromstring(f"<p>{piece}", parser=parser), ("start", "end")
    ):
        silent += (event == "start") - (event == "end") if node.tag in _SILENT else 0
        if node.tag in _BLOCKS:
            parts.append("\n")
        said = node.text if event == "start" else node.tail
        if said and not silent:
            parts.append(said.replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return [line for line in lines if line]

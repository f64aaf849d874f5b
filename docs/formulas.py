"""Formulas as MathML, which browsers draw by themselves: no script, no picture, nothing from the network."""

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


def setup(app: Sphinx) -> dict[str, bool]:
    """Register as the only renderer of formulas besides MathJax, so that Sphinx takes this one."""
    app.add_html_math_renderer("mathml", (in_a_line, None), (in_a_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def in_a_line(writer: HTML5Translator, node: nodes.math) -> None:
    """A formula in a sentence."""
    writer.body.append(tex2mathml(node.astext()))
    raise nodes.SkipNode


def in_a_block(writer: HTML5Translator, node: nodes.math_block) -> None:
    """A formula in a line of its own, which scrolls where the page is narrow."""
    about = 'class="scroll" style="margin:1em 0" tabindex="0" role="group" aria-label="formula"'
    writer.body.append(f"<div {about}>{tex2mathml(node.astext(), as_block=True)}</div>")
    raise nodes.SkipNode

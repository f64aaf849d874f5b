// What is looked at in the outputs of an open notebook.
({
  // Text that stands right or in the middle, and headings that do not stand as what is below them.
  ragged() {
    const left = (cell) => ["left", "start"].includes(getComputedStyle(cell).textAlign);
    const text = (cell) => cell.innerText.trim();
    const isText = (cell) => /\p{L}/u.test(text(cell)) && (text(cell).length > 25 || !/\d/.test(text(cell)));
    const faults = [];
    for (const table of document.querySelectorAll(".jp-OutputArea-output table")) {
      const rows = [...table.rows].filter((row) => row.querySelector("td"));
      for (const cell of table.querySelectorAll("td")) if (isText(cell) && !left(cell)) faults.push(`cell: ${text(cell)}`);
      for (const head of table.querySelectorAll("thead th[scope=col]")) {
        const below = rows[0]?.cells[head.cellIndex];
        if (below && text(head) && left(below) !== left(head)) faults.push(`heading: ${text(head)}`);
      }
    }
    for (const said of document.querySelectorAll(".jp-OutputArea-output p")) if (!left(said)) faults.push(`sentence: ${text(said)}`);
    return [...new Set(faults)].map((fault) => fault.slice(0, 80));
  },
  // How the elements with text of each HTML output look, as lines that can be compared. (Figures are left out: Lab
  // shows no SVG of a notebook that is not trusted, but the sentence that stands for it.)
  looks() {
    const kept = ["color", "backgroundColor", "textAlign", "fontWeight", "textDecorationLine", "display", "borderBottomStyle"];
    return [...document.querySelectorAll(".jp-OutputArea-output.jp-RenderedHTMLCommon")].flatMap((output) =>
      [...output.querySelectorAll("*")].filter((node) => node.textContent.trim()).map((node) => {
        const style = getComputedStyle(node);
        return `${node.localName}: ${kept.map((name) => style[name]).join("; ")}: ${node.textContent.trim().slice(0, 40)}`;
      }));
  },
  // Show the outputs again as if the notebook came from somebody else.
  async distrust() {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    for (const cell of notebook.model.cells) cell.trusted = false;
    await new Promise((done) => setTimeout(done, 1000));
  },
})

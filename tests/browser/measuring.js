// What is measured in a page: faults of its type, its width and the text of its figures, each as a sentence.
() => {
  const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const told = (node) => `<${node.localName} class='${node.getAttribute("class") ?? ""}'> ${node.textContent.trim().slice(0, 50)}`;
  const scale = (node) => (node.ownerSVGElement ? node.getScreenCTM().a : 1);

  const small = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || small.has(node) || !shown(node)) continue;
    if (["style", "script", "title", "desc"].includes(node.localName)) continue;
    const size = parseFloat(getComputedStyle(node).fontSize) * scale(node);
    if (size < 11.95) small.set(node, `${size.toFixed(1)} px: ${told(node)}`);
  }

  const cut = [];
  for (const node of document.querySelectorAll("body *:not(svg *)")) {
    if (node.closest("svg") || !shown(node) || !node.textContent.trim()) continue;
    const style = getComputedStyle(node);
    const hides = (value) => ["hidden", "clip"].includes(value);
    const width = hides(style.overflowX) && node.scrollWidth > node.clientWidth + 1;
    const height = hides(style.overflowY) && node.scrollHeight > node.clientHeight + 1;
    if ((width || height) && node.clientWidth > 1) cut.push(`cut off: ${told(node)}`);
  }

  const figures = [];
  let drawn = 0;
  for (const svg of document.querySelectorAll("svg")) {
    if (!shown(svg)) continue;
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim() && shown(text));
    const boxes = texts.map((text) => text.getBoundingClientRect());
    drawn += texts.length > 0;
    boxes.forEach((box, i) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        figures.push(`outside its figure: ${told(texts[i])}`);
      for (let j = 0; j < i; j++) {
        const across = Math.min(box.right, boxes[j].right) - Math.max(box.left, boxes[j].left);
        const down = Math.min(box.bottom, boxes[j].bottom) - Math.max(box.top, boxes[j].top);
        // A box holds the room above and below the letters; up to a quarter of it is no overlap.
        if (across > 1 && down > 0.25 * Math.min(box.height, boxes[j].height))
          figures.push(`overlap: "${texts[i].textContent.trim()}" and "${texts[j].textContent.trim()}"`);
      }
    });
  }

  const scroller = document.scrollingElement;
  const wide = [];
  if (scroller.scrollWidth > scroller.clientWidth) {
    wide.push(`page of ${scroller.scrollWidth} px in ${scroller.clientWidth}`);
    for (const node of document.querySelectorAll("body *"))
      if (node.getBoundingClientRect().right > scroller.clientWidth + 1 && shown(node)) wide.push(`wide: ${told(node)}`);
  }
  return { small: [...small.values()], cut, figures, wide: wide.slice(0, 6), drawn };
}

// The explorer's page: search, narrow, read, compare, keep. Text of articles reaches it as text nodes only.

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

const same = (a, b) => a.join("\n") === b.join("\n");

function render({ model, el: root }) {
  const tell = (name, value) => { model.set(name, value); model.save_changes(); };
  const send = (change) => tell("ask", { ...model.get("ask"), page: 0, ...change });
  const ask = model.get("ask");

  // Search and narrow
  const box = el("input", { type: "search", value: ask.term, maxlength: 200, "aria-label": "Word, phrase or wildcard",
    placeholder: "word, phrase or deploy*" });
  const choice = ([name, values]) => el("label", {}, name + " ",
    el("select", { name, onchange: (e) => send({ [name]: e.target.value }) },
      el("option", { value: "" }, "all"),
      ...values.map((value) => el("option", { value, selected: ask[name] === value }, value))));
  const day = ([name, label]) => el("label", {}, label + " ",
    el("input", { type: "date", name, value: ask[name], onchange: (e) => send({ [name]: e.target.value }) }));
  const bar = el("form", { class: "bar", role: "search", "aria-label": "Search the corpus",
    onsubmit: (e) => { e.preventDefault(); send({ term: box.value }); } },
  box, el("button", { type: "submit" }, "Search"), ...Object.entries(model.get("options")).map(choice),
  ...(model.get("days") ? [["since", "from"], ["until", "to"]].map(day) : []));

  // What was found
  const status = el("p", { class: "status", role: "status" });
  const counts = el("table", { class: "counts" });
  const list = el("ol", { class: "hits", "aria-label": "Sentences" });
  const pager = el("p", { class: "pager" });
  const reader = el("div", { class: "reader" });
  const foot = el("div", { class: "foot" });
  const hint = el("p", { class: "hint" }, "↑ ↓ go through the sentences, Enter opens one, k keeps it.");
  root.classList.add("tk-explore");
  root.dataset.lmSuppressShortcuts = "true";  // or JupyterLab takes k and Enter for its own
  root.append(bar, status, counts, el("div", { class: "panes" }, el("div", {}, list, pager, hint), reader), foot);

  function drawCounts(rows) {
    const head = el("tr", {}, ...["outlet", "times", "words", "in a thousand words"].map((title) => el("th", { scope: "col" }, title)));
    counts.replaceChildren(...(rows.length ? [head] : []), ...rows.map(([name, n, words, rate, width, sign, colour]) => {
      const mark = el("span", { class: "sign", "aria-hidden": "true" }, sign);
      const length = el("span", { class: "length" });
      for (const node of [mark, length]) node.style.setProperty("--outlet", colour || "currentColor");
      length.style.width = `${0.75 * width}%`;
      return el("tr", {}, el("th", { scope: "row" }, mark, name), el("td", {}, n), el("td", {}, words),
        el("td", { class: "track" }, length, " " + rate));
    }));
  }

  function drawHits() {
    const view = model.get("view"), kept = model.get("kept");
    status.textContent = view.status;
    drawCounts(view.counts);
    list.replaceChildren(...view.rows.map((row) => {
      const keep = el("input", { type: "checkbox", "aria-label": "keep", title: "keep (k)",
        onchange: (e) => {
          const others = model.get("kept").filter((place) => !same(place, row.place));
          tell("kept", e.target.checked ? [...others, row.place] : others);
        } });
      keep.checked = kept.some((place) => same(place, row.place));
      return el("li", {}, keep, el("button", { type: "button", class: "open", dir: "auto", onclick: () => { model.set("beside", []); tell("opened", row.place); } },
        row.left, el("mark", {}, row.hit), row.right, el("small", {}, row.where)));
    }));
    const turn = (to, label) => el("button", { type: "button", disabled: to < 0 || to >= view.pages, onclick: () => send({ page: to }) }, label);
    pager.replaceChildren(...(view.pages > 1 ? [turn(view.page - 1, "Previous"), ` page ${view.page + 1} of ${view.pages} `, turn(view.page + 1, "Next")] : []));
    hint.hidden = !view.rows.length;
    drawFoot();
  }

  function drawFoot() {
    const line = (label, text) => {
      const code = el("code", {}, text);
      const copy = el("button", { type: "button", onclick: async () => {
        try { await navigator.clipboard.writeText(text); copy.textContent = "Copied"; }
        catch { getSelection().selectAllChildren(code); }  // without leave to write: ready for Ctrl+C
      } }, "Copy");
      return el("p", {}, label + ": ", code, " ", copy);
    };
    const n = model.get("kept").length;
    foot.replaceChildren(...(model.get("view").code ? [line("This table as code", model.get("view").code)] : []),
      ...(n ? [line(`What you kept (${n}) as code`, model.get("kept_code"))] : []));
  }

  const opens = () => [...list.querySelectorAll(".open")];
  list.addEventListener("keydown", (e) => {
    const items = opens(), at = items.indexOf(document.activeElement), step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (at < 0 || e.ctrlKey || e.metaKey || e.altKey) return;
    if (step) (items[at + step] ?? (at + step < 0 ? box : items[at])).focus();
    else if (e.key === "k") items[at].previousSibling.click();
    else return;
    e.preventDefault();
  });
  box.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown") opens()[0]?.focus();
    else if (e.key === "Enter") send({ term: box.value });  // in JupyterLab, Enter sends no form
    else return;
    e.preventDefault();
  });

  // The article, and the one beside it
  function drawReader() {
    reader.replaceChildren(...model.get("reading").map((side, number) => {
      const runs = side.runs.map(([words, kinds, title, place]) => place
        ? el("button", { type: "button", class: kinds, title, onclick: () => tell("beside", place) }, words)
        : el("span", { class: kinds, title: title || null }, words));
      const close = el("button", { type: "button", "aria-label": "close", title: "close",
        onclick: () => tell(number ? "beside" : "opened", []) }, "×");
      const sign = el("span", { class: "sign", "aria-hidden": "true" }, side.sign[0]);
      sign.style.setProperty("--outlet", side.sign[1] || "currentColor");
      const key = el("p", { class: "key" }, ...side.key.map(([kind, word, meaning]) => el("span", {}, el("span", { class: kind }, word), " " + meaning)));
      return el("section", { "aria-label": side.outlet }, el("header", {}, el("h4", {}, sign, side.outlet),
        el("small", {}, [side.when, side.article].filter(Boolean).join(" · ")), close), key,
      el("div", { class: "text", tabindex: "0", dir: "auto", role: "group", "aria-label": `Article of ${side.outlet}` }, ...runs));
    }));
    for (const text of reader.querySelectorAll(".text")) {
      const at = text.querySelector(".at");
      if (at) text.scrollTop = at.offsetTop - text.offsetTop - 60;
    }
  }

  const listeners = { "change:view": drawHits, "change:reading": drawReader, "change:kept_code": drawFoot };
  for (const [event, draw] of Object.entries(listeners)) model.on(event, draw);
  drawHits();
  drawReader();
  return () => { for (const [event, draw] of Object.entries(listeners)) model.off(event, draw); };
}

export default { render };

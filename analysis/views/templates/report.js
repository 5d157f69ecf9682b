"use strict";
// Draws every chart and shows the passages behind a clicked or chosen mark. All text
// enters the page as text: passages are copied from the template, never parsed again.
(() => {
  const store = new Map();
  for (const item of document.getElementById("passages").content.children)
    store.set(item.dataset.passage, item);

  const hidden = new Set(["mark", "evidence", "elsewhere", "elsewhere_is", "row_label", "statement_id", "x", "line", "solid", "rests_on", "null_low", "null_high", "since", "to", "middle", "start", "end", "article_id"]);
  const shown = (value) => typeof value === "number" ? String(Math.round(value * 100) / 100)
    : String(value).length > 60 ? String(value).slice(0, 59) + "…" : String(value);
  const name = (row) => Object.entries(row)
    .filter(([key, value]) => !hidden.has(key) && value !== null && value !== "")
    .map(([key, value]) => typeof value === "number" ? `${key} ${shown(value)}` : shown(value))
    .join(" · ");

  function rows(spec) {
    const found = new Map(), stack = [spec];
    while (stack.length) {
      const node = stack.pop();
      if (Array.isArray(node)) stack.push(...node);
      else if (node && typeof node === "object") {
        if ("mark" in node && "evidence" in node) found.set(node.mark, node);
        else stack.push(...Object.values(node));
      }
    }
    return [...found.values()].sort((a, b) => a.mark - b.mark);
  }

  function list(ids) {
    const ol = document.createElement("ol");
    for (const id of ids) if (store.has(id)) ol.append(document.importNode(store.get(id), true));
    return ol;
  }

  function heading(text) {
    const h = document.createElement("h4");
    h.textContent = text;
    return h;
  }

  function open(panel, row) {
    const count = row.evidence.length;
    const words = count ? `${count} passage${count > 1 ? "s" : ""}` : "not found in this article";
    panel.replaceChildren(heading(`${name(row)} — ${words}`), list(row.evidence));
    const others = (row.elsewhere || []).filter((id) => !row.evidence.includes(id));
    if (others.length) panel.append(heading(row.elsewhere_is), list(others));
  }

  for (const figure of document.querySelectorAll("figure.chart")) {
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const panel = figure.querySelector(".px-evidence"), choice = figure.querySelector("select");
    const marks = rows(spec);
    if (marks.length) choice.append(new Option("—", ""), ...marks.map((row) => new Option(name(row), row.mark)));
    if (marks.length) choice.addEventListener("change", () => {
      const row = marks.find((r) => String(r.mark) === choice.value);
      if (row) open(panel, row);
    });
    vegaEmbed(figure.querySelector(".view"), spec, { renderer: "svg", actions: false, ast: true })
      .then(({ view }) => {
        view.addEventListener("click", (event, item) => {
          const number = item && item.datum && item.datum.mark;
          const row = marks.find((r) => r.mark === number);
          if (row) { choice.value = String(number); open(panel, row); }
        });
        figure.dataset.ready = "true";
      })
      .catch((error) => {
        const note = document.createElement("p");
        note.className = "failed";
        note.textContent = `This chart could not be drawn: ${error.message}`;
        figure.prepend(note);
        figure.dataset.ready = "failed";
      });
  }
})();

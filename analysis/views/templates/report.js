"use strict";
// Draws every chart and shows the passages behind a clicked or chosen mark. All text
// enters the page as text: passages are copied from the template, never parsed again.
(() => {
  const store = new Map();
  for (const item of document.getElementById("passages").content.children)
    store.set(item.dataset.passage, item);

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
    return [...found.values()];
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

  function open(panel, name, row) {
    const count = row.evidence.length;
    const words = count ? `${count} passage${count > 1 ? "s" : ""}` : "not found in this article";
    panel.replaceChildren(heading(`${name} — ${words}`), list(row.evidence));
    const others = (row.elsewhere || []).filter((id) => !row.evidence.includes(id));
    if (others.length) panel.append(heading(row.elsewhere_is), list(others));
  }

  for (const figure of document.querySelectorAll("figure.chart")) {
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const panel = figure.querySelector(".px-evidence"), choice = figure.querySelector("select");
    const marks = new Map(rows(spec).map((row) => [String(row.mark), row]));
    const show = () => {
      const row = marks.get(choice.value);
      if (row) open(panel, choice.selectedOptions[0].textContent, row);
    };
    if (choice) choice.addEventListener("change", show);
    vegaEmbed(figure.querySelector(".view"), spec, { renderer: "svg", actions: false, ast: true })
      .then(({ view }) => {
        view.addEventListener("click", (event, item) => {
          const number = String(item && item.datum && item.datum.mark);
          if (marks.has(number)) { choice.value = number; show(); }
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

"use strict";
// Draws every chart and shows the passages behind a clicked or chosen mark. All text
// enters the page as text: passages are copied from the template, never parsed again.
(() => {
  const NARROWEST = 200, WIDEST = 900, COLUMN = 100, TILTED = 44;
  const LONGEST = 90; // letters of a passage in the list that is printed
  const store = new Map();
  for (const item of document.getElementById("passages").content.children)
    store.set(item.dataset.passage, item);

  // Every object in a specification, the rows of its data among them.
  function* objects(spec) {
    const stack = [spec];
    while (stack.length) {
      const node = stack.pop();
      if (node && typeof node === "object") {
        if (!Array.isArray(node)) yield node;
        stack.push(...Object.values(node));
      }
    }
  }

  function rows(spec) {
    const found = new Map();
    for (const node of objects(spec))
      if ("mark" in node && "evidence" in node) found.set(node.mark, node);
    return [...found.values()].sort((a, b) => a.mark - b.mark);
  }

  // On a narrow screen labels give way to the marks.
  function narrowed(spec, room) {
    if (room >= 560) return spec;
    for (const node of objects(spec))
      if (node.labelLimit > 130) node.labelLimit = 130;
    Object.assign(spec.config.axis, { labelLimit: 130, titleLimit: room });
    Object.assign(spec.config.legend, { columns: 2, labelLimit: 130 });
    return spec;
  }

  // Charts take the width there is; side-by-side outlets need room for each of them.
  function fit(view, spec, room) {
    const encodings = [...objects(spec)].map((node) => node.encoding).filter(Boolean);
    if (typeof spec.width !== "number" || encodings.some((e) => e.row)) return;
    const across = encodings.map((e) => e.x).find((x) => x && x.type === "nominal" && x.sort);
    const each = across && across.axis.labelAngle ? TILTED : COLUMN;
    const least = across ? each * across.sort.length : NARROWEST;
    const beside = view.container().querySelector("svg").clientWidth - view.width();
    view.width(Math.max(least, Math.min(room, WIDEST) - beside)).run();
  }

  function element(name, text, className) {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function list(ids, notes) {
    const ol = document.createElement("ol");
    for (const id of ids) {
      if (!store.has(id)) continue;
      const item = document.importNode(store.get(id), true);
      if (notes && notes[id]) item.append(element("small", notes[id], "px-note"));
      ol.append(item);
    }
    return ol;
  }

  function open(panel, name, row) {
    const count = row.evidence.length;
    const words = count ? `${count} passage${count > 1 ? "s" : ""}` : "not found in this article";
    panel.replaceChildren(element("h4", `${name} — ${words}`), list(row.evidence, row.notes));
    const others = (row.elsewhere || []).filter((id) => !row.evidence.includes(id));
    if (others.length) panel.append(element("h4", row.elsewhere_is), list(others, row.notes));
  }

  function csv(columns, marks) {
    const cell = (value) => {
      const text = Array.isArray(value) ? value.join(" ") : String(value ?? "");
      return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const lines = marks.map((row) => columns.map((column) => cell(row[column])).join(","));
    return [columns.join(","), ...lines, ""].join("\n");
  }

  function save(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function draw(figure) {
    const place = figure.querySelector(".view");
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const panel = figure.querySelector(".px-evidence"), choice = figure.querySelector("select");
    const marks = new Map(rows(spec).map((row) => [String(row.mark), row]));
    const show = () => {
      const row = marks.get(choice.value);
      if (row) open(panel, choice.selectedOptions[0].textContent, row);
    };
    if (choice) {
      choice.addEventListener("change", show);
      const heads = [...figure.querySelectorAll("thead th")].map((th) => th.textContent);
      const button = figure.querySelector(".save button");
      button.addEventListener("click", () =>
        save(`${button.dataset.name}.csv`, csv([...heads, "evidence"], [...marks.values()])));
    }
    const options = { renderer: "svg", actions: false, ast: true };
    return vegaEmbed(place, narrowed(spec, place.clientWidth), options)
      .then(({ view }) => {
        fit(view, spec, place.clientWidth);
        view.addEventListener("click", (event, item) => {
          const number = String(item && item.datum && item.datum.mark);
          if (marks.has(number)) { choice.value = number; show(); }
        });
        figure.dataset.ready = "true";
      })
      .catch((error) => {
        figure.prepend(element("p", `This chart could not be drawn: ${error.message}`, "failed"));
        figure.dataset.ready = "failed";
      });
  }

  const figures = [...document.querySelectorAll("figure.chart")];
  figures.forEach(draw);

  // On paper every mark is listed with the words behind it and where they stand.
  function apparatus(figure) {
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const made = element("ul", "", "apparatus");
    const names = new Map([...figure.querySelectorAll("option")].map((o) => [o.value, o.textContent]));
    for (const row of rows(spec).filter((row) => row.evidence.length)) {
      const passages = row.evidence.filter((id) => store.has(id)).map((id) => {
        const item = store.get(id), said = item.querySelector("mark").textContent;
        const words = said.length > LONGEST ? `${said.slice(0, LONGEST)} …` : said;
        return `“${words}” (${item.querySelector(".px-who").textContent}, ${id.split(":").pop()})`;
      });
      const item = element("li", passages.join("; "));
      item.prepend(element("strong", names.get(String(row.mark)) || ""), " ");
      made.append(item);
    }
    if (made.children.length) figure.append(made);
  }

  function expand() {
    if (document.querySelector(".apparatus")) return;
    figures.forEach(apparatus);
    for (const details of document.querySelectorAll("details:not(.table)")) details.open = true;
  }
  addEventListener("beforeprint", expand);
  if (location.hash === "#print") expand();
})();

// Draws every chart and shows the passages behind a clicked or chosen mark. All text
// enters the page as text nodes, never as HTML.
(() => {
  "use strict";
  const NARROWEST = 200, WIDEST = 900, COLUMN = 100, TILTED = 44;
  const LONGEST = 90; // letters of a passage in the list that is printed
  const book = JSON.parse(document.getElementById("passages").textContent);

  // Where an id such as "efe:120-134" points. Offsets count code points, as in Python.
  function passage(id) {
    const cut = id.lastIndexOf(":"), article = book[id.slice(0, cut)];
    const [start, end] = id.slice(cut + 1).split("-").map(Number);
    const inside = article.sentences.filter(([a, b]) => a < end && start < b);
    const first = Math.min(start, ...inside.map(([a]) => a));
    const last = Math.max(end, ...inside.map(([, b]) => b));
    const [at, text] = article.texts.find(([a, t]) => a <= first && last <= a + [...t].length);
    const letters = [...text], words = (a, b) => letters.slice(a - at, b - at).join("");
    const paragraph = article.paragraphs.filter((a) => a <= start).pop();
    return {
      id, start, end, outlet: article.outlet, source: article.source,
      before: words(first, start), text: words(start, end), after: words(end, last),
      target: paragraph === undefined ? null : article.anchor + paragraph,
    };
  }

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
      if ("_mark" in node && "evidence" in node) found.set(node._mark, node);
    return [...found.values()].sort((a, b) => a._mark - b._mark);
  }

  // Text in lines of about so many letters; Vega does not wrap.
  function lines(text, letters) {
    const wrapped = [""];
    for (const word of [text].flat().join(" ").split(" "))
      if ((wrapped.at(-1) + word).length > letters && wrapped.at(-1)) wrapped.push(word);
      else wrapped.push(`${wrapped.pop()} ${word}`.trim());
    return wrapped;
  }

  // On a narrow screen labels give way to the marks, and titles take several lines.
  function narrowed(spec, room) {
    if (room >= 560) return spec;
    for (const node of objects(spec)) {
      if (node.labelLimit > 130) node.labelLimit = 130;
      if (node.legend && node.legend.columns > 2) node.legend.columns = 2;
      if (node.type === "quantitative" && node.title) node.title = lines(node.title, room / 10);
    }
    Object.assign(spec.config.axis, { labelLimit: 130, titleLimit: room });
    const layout = { bottom: { anchor: "start", direction: "vertical" } };
    Object.assign(spec.config.legend, { columns: 2, labelLimit: room / 2 - 24, layout });
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

  function quotation(found, note) {
    const item = element("li", ""), words = document.createElement("bdi");
    item.dataset.passage = found.id;
    const [from, to] = [found.start, found.end].map((n) => n.toLocaleString("en"));
    item.append(element("span", found.outlet, "px-who"));
    item.append(element("span", `characters ${from}–${to}`, "px-where"));
    if (found.target) {
      const link = element("a", "in the article", "px-in");
      link.href = `#${found.target}`;
      item.append(" ", link);
    }
    const sentence = (found.before + found.text + found.after).split(/\s+/).join(" ").trim();
    const copied = element("button", "Copy citation", "px-copy");
    copied.type = "button";
    copied.dataset.citation = `${found.source}, characters ${from}–${to}: “${sentence}”`;
    item.append(copied);
    words.append(found.before, element("mark", found.text), found.after);
    item.append(document.createElement("blockquote"));
    item.lastChild.append(words);
    if (note) item.append(element("small", note, "px-note"));
    return item;
  }

  function list(ids, notes = {}) {
    const ol = document.createElement("ol");
    ol.append(...ids.map((id) => quotation(passage(id), notes[id])));
    return ol;
  }

  function open(panel, name, row) {
    const count = row.evidence.length;
    const words = count ? `${count} passage${count > 1 ? "s" : ""}` : "not found in this article";
    panel.replaceChildren(element("h4", `${name} — ${words}`), list(row.evidence, row._notes));
    const others = (row._elsewhere || []).filter((id) => !row.evidence.includes(id));
    if (others.length) panel.append(element("h4", row._elsewhere_is), list(others, row._notes));
  }

  function csv(columns, marks) {
    const cell = (value) => {
      let text = Array.isArray(value) ? value.join(" ") : String(value ?? "");
      // a spreadsheet would run it: see analysis/spreadsheets.py
      if (typeof value !== "number" && /^'*[=+\-@\t\r\n]/.test(text)) text = `'${text}`;
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
    const marks = new Map(rows(spec).map((row) => [String(row._mark), row]));
    const show = () => {
      const row = marks.get(choice.value);
      if (row) open(panel, choice.selectedOptions[0].textContent, row);
    };
    if (choice) {
      choice.addEventListener("change", show);
      const heads = [...figure.querySelectorAll("thead th")].map((th) => th.dataset.column);
      const button = figure.querySelector(".save button");
      button.addEventListener("click", () =>
        save(`${button.dataset.name}.csv`, csv([...heads, "evidence"], [...marks.values()])));
    }
    const options = { renderer: "svg", actions: false, ast: true };
    return vegaEmbed(place, narrowed(spec, place.clientWidth), options)
      .then(({ view }) => {
        fit(view, spec, place.clientWidth);
        view.addEventListener("click", (event, item) => {
          const number = String(item && item.datum && item.datum._mark);
          if (marks.has(number)) { choice.value = number; show(); }
        });
        figure.dataset.ready = "true";
      })
      .catch((error) => {
        figure.prepend(element("p", `This chart could not be drawn: ${error.message}`, "failed"));
        figure.dataset.ready = "failed";
      });
  }

  document.addEventListener("click", copyCitation);
  const figures = [...document.querySelectorAll("figure.chart")];
  figures.forEach(draw);

  // On paper every mark is listed with the words behind it and where they stand.
  function apparatus(figure) {
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const made = element("ul", "", "apparatus");
    const names = new Map([...figure.querySelectorAll("option")].map((o) => [o.value, o.textContent]));
    for (const row of rows(spec).filter((row) => row.evidence.length)) {
      const passages = row.evidence.map(passage).map(({ text, outlet, start, end }) => {
        const words = text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
        return `“${words}” (${outlet}, ${start}–${end})`;
      });
      const item = element("li", passages.join("; "));
      item.prepend(element("strong", names.get(String(row._mark)) || ""), " ");
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

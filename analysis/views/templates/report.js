// Draws every chart and shows the passages behind a clicked or chosen mark. All text
// enters the page as text nodes, never as HTML.
(() => {
  "use strict";
  const NARROWEST = 200, WIDEST = 900, COLUMN = 100, TILTED = 36;
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

  // The wording chart's words in lines that the room has, at the places that its author gave
  // them for a wider page: each article's block below the last, each stretch as one mark.
  function reflowed(spec, room) {
    const { letter, line, half, gap } = spec.usermeta, letters = Math.floor(room / letter) - 1;
    // Each list of rows that have such a column, wherever the specification keeps it.
    function change(column, made) {
      for (const node of objects(spec))
        for (const [key, value] of Object.entries(node))
          if (Array.isArray(value) && column in Object(value[0])) node[key] = made(value);
    }
    const tops = new Map();
    let y = 0;
    function laid(values) {
      const placed = [], blocks = new Map();
      for (const row of values)
        blocks.set(row.outlet_name, [...(blocks.get(row.outlet_name) || []), row]);
      y = line / 2;
      for (const [label, rows] of blocks) {
        tops.set(label, y);
        let column = 0;
        y += line;
        for (const row of rows) {
          let shown = "";
          const put = () => {
            const end = (column + shown.length) * letter;
            if (shown) placed.push({ ...row, shown, _x: column * letter, _end: end, _y: y, _top: y - half, _foot: y + half });
            column += shown ? shown.length + 1 : 0;
            shown = "";
          };
          for (const word of row.shown.split(" ")) {
            const longer = shown ? `${shown} ${word}` : word;
            if (column + longer.length <= letters || !(column + shown.length)) { shown = longer; continue; }
            put();
            if (column + word.length > letters) [column, y] = [0, y + line];
            shown = word;
          }
          put();
        }
        y += line + gap;
      }
      return placed;
    }
    change("shown", laid);
    change("header", (values) => values.map((row) => ({ ...row, _y: tops.get(row.header) })));
    return Object.assign(spec, { width: room, height: y });
  }

  // Labels in two lines, where they are longer than one.
  const KEYED = "\u241f", LETTERS = 19, TWO_LINES = 31;
  function wrapped(axis, spec) {
    const label = axis.labelExpr, long = `length(${label}) > ${LETTERS}`;
    const lines = `split(replace(${label}, regexp('^(.{1,${LETTERS}})[ ]'), '$1\\n'), '\\n')`;
    axis.labelExpr = `${long} ? ${lines} : ${label}`;
    axis.labelOffset = { expr: `${long} ? -6 : 0` };
    if (spec.height && spec.height.step < TWO_LINES) spec.height.step = TWO_LINES;
  }

  // On a narrow screen labels give way to the marks, and titles take several lines.
  function narrowed(spec, room) {
    if (spec.usermeta && spec.usermeta.letter && spec.width > room) return reflowed(spec, room);
    if (room >= 560) return spec;
    const twoColumns = { columns: 2, labelLimit: (room - 140) / 2 - 20 };
    for (const node of objects(spec)) {
      if (node.labelLimit > 130) node.labelLimit = 130;
      if (node.labelExpr && node.labelExpr.includes(KEYED)) wrapped(node, spec);
      if (node.legend && node.legend.columns) Object.assign(node.legend, twoColumns);
      if (node.type === "quantitative" && node.title) node.title = lines(node.title, room / 10);
    }
    Object.assign(spec.config.axis, { labelLimit: 130, titleLimit: room });
    const layout = { bottom: { anchor: "start", direction: "vertical" } };
    Object.assign(spec.config.legend, { ...twoColumns, layout });
    return spec;
  }

  // Charts take the width there is; side-by-side outlets need room for each of them.
  function fit(view, spec, room) {
    const encodings = [...objects(spec)].map((node) => node.encoding).filter(Boolean);
    if (typeof spec.width !== "number" || encodings.some((e) => e.row)) return;
    const across = encodings.map((e) => e.x).find((x) => x && x.type === "nominal" && x.sort);
    const each = across && across.axis.labelAngle ? TILTED : COLUMN;
    const least = across ? each * across.sort.length : NARROWEST;
    const drawn = Number(view.container().querySelector("svg").getAttribute("width"));
    const beside = drawn - view.width();
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

  // A folded chart is drawn as wide as it will be once it is open.
  const roomOf = (place) => place.clientWidth || document.getElementById("main").clientWidth;
  const drawings = new Map(); // figure → what resolves to its view and its controls

  function draw(figure) {
    if (drawings.has(figure)) return drawings.get(figure);
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
    const options = { renderer: "svg", actions: false, ast: true }, room = roomOf(place);
    const drawing = vegaEmbed(place, narrowed(spec, room), options)
      .then(({ view }) => {
        fit(view, spec, room);
        view.addEventListener("click", (event, item) => {
          const number = String(item && item.datum && item.datum._mark);
          if (marks.has(number)) { choice.value = number; show(); }
        });
        figure.dataset.ready = "true";
        return { view, choice, show };
      })
      .catch((error) => {
        figure.prepend(element("p", `This chart could not be drawn: ${error.message}`, "failed"));
        figure.dataset.ready = "failed";
      });
    drawings.set(figure, drawing);
    return drawing;
  }

  // What is folded around a place is opened before anybody is led there.
  function unfold(target) {
    for (let fold = target && target.closest("details"); fold; )
      [fold.open, fold] = [true, fold.parentElement.closest("details")];
    // a section is folded inside: its own fold opens, too
    const inner = target && target.querySelector(":scope > details.fold");
    if (inner) inner.open = true;
  }

  function follow(link) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    unfold(target);
    if (link.dataset.marks && target) point(target, link.dataset.marks.split(" "));
  }

  // Outlines a finding's marks alone and shows the passages behind the first of them.
  async function point(figure, numbers) {
    const drawn = await draw(figure);
    if (!drawn) return;
    const fields = [{ type: "E", field: "_mark" }];
    const picked = numbers.map((n) => ({ unit: "", fields, values: [Number(n)] }));
    drawn.view.data("pick_store", picked).run();
    drawn.choice.value = numbers[0];
    drawn.show();
    figure.dataset.pointed = numbers.join(" ");
  }

  document.addEventListener("click", copyCitation);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) follow(link);
  });
  if (location.hash) unfold(document.getElementById(decodeURIComponent(location.hash.slice(1))));
  addEventListener("hashchange", () =>
    unfold(document.getElementById(decodeURIComponent(location.hash.slice(1)))));
  const figures = [...document.querySelectorAll("figure.chart")];

  // Charts on the screen come first; those folded away follow while there is nothing to do.
  function drawAll() {
    const folded = (figure) => !figure.checkVisibility();
    figures.filter((figure) => !folded(figure)).forEach(draw);
    const later = window.requestIdleCallback || ((work) => setTimeout(work, 1));
    const next = () => {
      const figure = figures.find((one) => !drawings.has(one));
      if (figure) draw(figure).then(() => later(next));
    };
    later(next);
  }
  // Passages of a line, written when it is opened.
  function cite(fold) {
    const panel = fold.querySelector(".px-evidence");
    if (!panel.children.length) panel.append(list(fold.dataset.evidence.split("\n")));
  }

  document.addEventListener("toggle", ({ target }) => {
    if (!target.open) return;
    if (target.matches(".cite")) cite(target);
    target.querySelectorAll("figure.chart").forEach(draw);
  }, true);

  // A table of all rows: the search's words must stand in a row, and what is chosen, too.
  function sift(fold) {
    const asked = [...fold.querySelectorAll("input, select")];
    const rows = [...fold.querySelectorAll("tbody tr")], told = fold.querySelector("output");
    const has = (row, field) => {
      if (field.type === "search")
        return field.value.toLowerCase().split(/\s+/).every((w) => row.textContent.toLowerCase().includes(w));
      return !field.value || row.dataset[field.name].split("\t").includes(field.value);
    };
    fold.addEventListener("input", () => {
      for (const row of rows) row.hidden = !asked.every((field) => has(row, field));
      told.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
    });
  }
  document.querySelectorAll("details.all").forEach(sift);

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
    for (const details of document.querySelectorAll("details:not(.table, .cite)"))
      details.open = true;
  }
  addEventListener("beforeprint", expand);
  if (location.hash === "#print") expand();
  drawAll();
})();

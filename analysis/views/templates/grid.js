// A table to search, sort and leaf through; a row's button tells Python which row to read.
const SIZE = 50;
const NEAR = 12; // words around a hit where a line has no room for more

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// words around a hit, as many as the cell has room for: the farthest are left out
const pen = document.createElement("canvas").getContext("2d");

function fit(cell) {
  const style = getComputedStyle(cell), before = cell.dataset.column === "before";
  const room = cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  let words = cell.dataset.whole;
  while (words && pen.measureText(words).width > room) {
    const cut = before ? words.indexOf(" ", 1) : words.lastIndexOf(" ", words.length - 2);
    words = cut < 0 ? "" : before ? words.slice(cut) : words.slice(0, cut + 1);
  }
  return words;
}

function render({ model, el }) {
  let column = -1, down = false, page = 0, words = "";
  const search = make("input", { type: "search", "aria-label": "Search the table", placeholder: "search" });
  const count = make("span", { role: "status" });
  const [back, on] = ["‹", "›"].map((sign) => make("button", { type: "button" }, sign));
  back.setAttribute("aria-label", "Page before");
  on.setAttribute("aria-label", "Page after");
  const body = make("tbody", {}), head = make("tr", {});
  const table = make("table", {}, make("thead", {}, head), body);
  const around = make("div", { class: "px-table", tabindex: "0", role: "region", "aria-label": model.get("label") }, table);
  const bar = make("div", { class: "px-grid-bar" }, search, count, back, on);
  el.classList.add("px-grid");
  el.append(bar, around);

  function found() {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = model.get("rows").filter(([, shown]) => {
      const text = shown.join(" ").toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
    if (column < 0) return rows;
    const sign = down ? -1 : 1;
    return rows.sort(([, , a], [, , b]) => {
      const [x, y] = [a[column], b[column]];
      if (x === null || y === null) return (x === null) - (y === null);
      return sign * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y)));
    });
  }

  function fill() {
    const rows = found(), pages = Math.max(1, Math.ceil(rows.length / SIZE));
    page = Math.max(0, Math.min(page, pages - 1));
    count.textContent = `${rows.length} of ${model.get("rows").length} rows` + (pages > 1 ? `, page ${page + 1} of ${pages}` : "");
    back.hidden = on.hidden = pages < 2;
    back.disabled = page === 0;
    on.disabled = page === pages - 1;
    body.replaceChildren(...rows.slice(page * SIZE, (page + 1) * SIZE).map(([number, shown]) => {
      const read = (word) => make("button", { type: "button", class: "px-copy", "data-row": number }, word);
      const cells = shown.map((text, at) => {
        const key = model.get("columns")[at][0];
        return make("td", { "data-column": key, dir: "auto" }, key === model.get("pick") ? read(text) : text);
      });
      return make("tr", {}, ...(model.get("pick") ? [] : [make("td", {}, read("Read"))]), ...cells);
    }));
    lay();
    [...head.querySelectorAll("th")].forEach((cell, at) => {
      cell.setAttribute("aria-sort", at === column ? (down ? "descending" : "ascending") : "none");
    });
  }

  // lines of words around a hit run on where they have no room beside it
  function lay() {
    const cells = [...body.querySelectorAll("[data-column=before], [data-column=after]")];
    if (!cells.length || !el.clientWidth) return;
    const flow = model.get("flow") || el.clientWidth < 620;
    el.classList.toggle("px-flow", flow);
    for (const cell of cells) cell.textContent = cell.dataset.whole = cell.dataset.whole || cell.textContent;
    if (flow && !model.get("flow")) for (const cell of cells) {
      const words = cell.dataset.whole.split(" "), few = NEAR + 1;
      cell.textContent = (cell.dataset.column === "before" ? words.slice(-few) : words.slice(0, few)).join(" ");
    }
    if (flow) return;
    const fitting = cells.map(fit);
    cells.forEach((cell, at) => { cell.textContent = fitting[at]; });
  }

  function show() {
    column = -1;
    page = 0;
    head.replaceChildren(...(model.get("pick") ? [] : [make("td", {})]), ...model.get("columns").map(([key, name], at) => {
      const button = make("button", { type: "button" }, name);
      button.addEventListener("click", () => {
        down = column === at && !down;
        column = at;
        fill();
      });
      return make("th", { scope: "col", "data-column": key }, button);
    }));
    // not the element itself: its layout may come later, and shows it again
    for (const part of [bar, around]) part.style.display = model.get("columns").length ? "" : "none";
    fill();
  }

  search.addEventListener("input", () => { words = search.value; page = 0; fill(); });
  back.addEventListener("click", () => { page -= 1; fill(); });
  on.addEventListener("click", () => { page += 1; fill(); });
  body.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-row]");
    if (row) model.send({ pick: Number(row.dataset.row) });
  });
  model.on("change:rows", show);
  model.on("change:flow", lay);
  let width = 0;
  new ResizeObserver(() => {
    if (Math.abs(el.clientWidth - width) < 2) return;
    width = el.clientWidth;
    lay();
  }).observe(el);
  show();
}

const initialize = ({ model }) => { hear(model); };

export default { initialize, render };

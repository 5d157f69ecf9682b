// The passage to code. It can take the focus; keys pressed anywhere in its explorer go to
// Python and not to JupyterLab, where a digit makes the cell a heading and "x" cuts it out.
function render({ model, el }) {
  el.tabIndex = 0;
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", "Passage to code");
  el.setAttribute("aria-live", "polite");
  el.setAttribute("aria-keyshortcuts", model.get("shortcuts").join(" "));
  const show = () => { el.innerHTML = model.get("html"); };

  const pressed = (event) => {
    const explorer = el.closest(".px-coder");
    if (!explorer?.contains(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
    const typing = event.target.matches("input, textarea");
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const known = model.get("shortcuts").includes(key);
    const printable = key.length === 1 && key !== " ";
    if (typing ? !["Enter", "Escape"].includes(key) : !known && !printable) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (typing) el.focus();
    else if (known && !event.repeat) model.send({ key });
  };

  show();
  model.on("change:html", show);
  window.addEventListener("keydown", pressed, true);
  return () => {
    model.off("change:html", show);
    window.removeEventListener("keydown", pressed, true);
  };
}

const initialize = ({ model }) => { hear(model); };

export default { initialize, render };

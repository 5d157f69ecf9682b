// Shows inert HTML made in Python; copies citations, reports picks, saves files it is sent.
function initialize({ model }) {
  hear(model);
  model.on("msg:custom", (message, buffers) => {
    if (!message.save) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(buffers, { type: message.kind }));
    link.download = message.save;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}

function render({ model, el }) {
  el.setAttribute("role", "region");
  el.setAttribute("aria-label", model.get("label"));
  if (model.get("live")) el.setAttribute("aria-live", "polite");
  // else JupyterLab takes arrow keys and Enter for its own, even in a list; it asks the
  // focused element itself, and none around it
  new ResizeObserver((_, watch) => {
    const explorer = el.closest(".px-explorer");
    if (!explorer) return;
    explorer.addEventListener("focusin", ({ target }) => { target.dataset.lmSuppressShortcuts = "true"; });
    // what scrolls sideways is reached by keyboard
    const reach = () => {
      for (const one of explorer.querySelectorAll(".px-scrolls:not([tabindex])")) {
        one.tabIndex = 0;
        one.setAttribute("role", "region");
        one.setAttribute("aria-label", "Chart");
      }
    };
    new MutationObserver(reach).observe(explorer, { subtree: true, attributeFilter: ["class"] });
    reach();
    watch.disconnect();
  }).observe(el);
  // the chart is drawn for the width that there is, and drawn anew when that changes
  let told = 0, waiting;
  if (model.get("sized")) new ResizeObserver(([entry]) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const width = Math.floor(el.parentElement ? el.parentElement.clientWidth : 0);
      if (width < 200 || Math.abs(width - told) < 24) return;
      told = width;
      model.send({ width });
    }, 150);
  }).observe(el);
  const show = () => {
    el.innerHTML = model.get("value");
    for (const item of el.querySelectorAll("li[data-passage]")) {
      const after = item.querySelector("blockquote");
      for (const tool of model.get("tools")) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "px-copy";
        button.dataset.tool = button.textContent = tool;
        item.insertBefore(button, after);
      }
    }
    const here = el.querySelector(".px-here"), scrolled = here && here.closest(".px-scroll");
    if (scrolled) scrolled.scrollTop += here.getBoundingClientRect().top - scrolled.getBoundingClientRect().top - 60;
  };
  model.on("change:value change:tools", show);
  el.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]");
    const tool = event.target.closest("[data-tool]");
    copyCitation(event);
    if (tool && tool.dataset.tool === "Keep") tool.textContent = "Kept";
    if (tool) model.send({ tool: tool.dataset.tool, passage: tool.closest("li").dataset.passage });
    if (pick) model.send({ pick: Number(pick.dataset.pick) });
  });
  show();
}

export default { initialize, render };

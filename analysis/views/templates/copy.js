// Copies the citation that a button holds, and says so on the button.
function copy(text) {
  const box = document.createElement("textarea"); // pages without https have no other clipboard
  box.value = text;
  box.style.position = "fixed";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  if (!done && navigator.clipboard) navigator.clipboard.writeText(text);
}

function copyCitation(event) {
  const cite = event.target.closest("[data-citation]");
  if (!cite) return;
  copy(cite.dataset.citation);
  cite.focus();
  cite.textContent = "Copied";
  setTimeout(() => { cite.textContent = "Copy citation"; }, 1500);
}

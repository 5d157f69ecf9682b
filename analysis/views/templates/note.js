// A note on the passage to code. Sent as soon as it is left, with the passage that it is on.
function render({ model, el }) {
  const label = el.appendChild(document.createElement("label"));
  label.textContent = "Note ";
  const field = label.appendChild(document.createElement("input"));
  const show = () => { field.value = model.get("value"); };
  const send = () => model.send({ note: field.value, passage: model.get("passage") });

  show();
  field.addEventListener("change", send);
  model.on("change:value change:passage", show);
  return () => model.off("change:value change:passage", show);
}

const initialize = ({ model }) => { hear(model); };

export default { initialize, render };

// Sent once: the code becomes a module that all charts of the page draw with.
function initialize({ model }) {
  hear(model);
  const place = library(model.get("key"));
  if (place.brought) return;
  place.brought = true;
  const url = URL.createObjectURL(new Blob([model.get("code")], { type: "text/javascript" }));
  import(url).then((module) => place.bring(module.default)).finally(() => URL.revokeObjectURL(url));
}

export default { initialize };

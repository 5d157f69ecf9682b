// A chart that draws with the library of its page.
async function render(context) {
  const charts = await library(context.model.get("library")).here;
  return charts.render(context);
}

const initialize = ({ model }) => { hear(model); };

export default { initialize, render };

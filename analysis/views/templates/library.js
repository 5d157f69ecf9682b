// The chart library of a page, by its version: whoever draws first waits for it.
function library(key) {
  const known = (globalThis.parallaxLibraries ??= {});
  if (!known[key]) {
    const place = (known[key] = {});
    place.here = new Promise((resolve) => { place.bring = resolve; });
  }
  return known[key];
}

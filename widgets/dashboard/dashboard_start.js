// Starts the staff pages: light or dark as the reader's system is, then the wasm with its integrity checked.

const assets = __CANVASS_ASSETS__;
// This file lies in the assets' own folder; their addresses count from the folder above it.
const address = (name) => new URL(`../${assets[name].url}`, import.meta.url).href;

const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => { document.body.dataset.theme = dark.matches ? "dark" : "light"; };
paint();
dark.addEventListener("change", paint);

try {
  const wasm = fetch(address("dashboard.wasm"), { integrity: assets["dashboard.wasm"].integrity });
  const glue = await import(address("dashboard.js"));
  await glue.default({ module_or_path: wasm });
} catch (fault) {
  console.error(fault);
  const sentence = document.createElement("p");
  sentence.className = "starting";
  sentence.setAttribute("role", "alert");
  sentence.textContent = "The staff pages could not be started. Reload, or try a browser with WebAssembly.";
  document.getElementById("app").replaceChildren(sentence);
}

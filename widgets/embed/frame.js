// The form on its own page, and in the frame that embed.js makes where a partner page keeps wasm away.
//
// Settings come after the # (from embed.js: they may hold a token) or after the ? (from a link). The API's address is
// never among them: anybody can write a link, and this origin must not show a stranger's survey.

import "/v1/embed.js";

const settings = new URLSearchParams(location.hash.slice(1) || location.search);
const isFramed = window.parent !== window;
const survey = document.createElement("canvass-survey");
survey.setAttribute("loading", "eager");
survey.setAttribute("framed", "");
for (const name of ["survey", "token", "partner", "theme", "lang", "heading-level"]) {
  if (settings.has(name)) survey.setAttribute(name, settings.get(name));
}
if (!isFramed && !settings.has("heading-level")) survey.setAttribute("heading-level", "1");
if (settings.has("lang")) document.documentElement.lang = settings.get("lang");

const sheet = new CSSStyleSheet();
sheet.replaceSync(
  isFramed
    ? "html, body, main { margin: 0; overflow: hidden; }"
    : "body { margin: 0; background: #f3f6f8; } main { max-width: 48rem; margin: 0 auto; padding: 1rem; }",
);
document.adoptedStyleSheets = [sheet];

/** Tells the page around, and nobody else. */
const tell = (type, data) => {
  const origin = settings.get("origin");
  if (!isFramed || !origin) return;
  const message = { ns: "canvass", v: 1, widget: settings.get("widget"), type, data };
  window.parent.postMessage(message, origin);
};

const events = "ready started pagechange submitted complete screenout quotafull duplicate closed error";
for (const type of events.split(" ")) {
  survey.addEventListener(`survey:${type}`, ({ detail }) => tell(type, detail));
}

const main = document.querySelector("main");
main.append(survey);
// The page's own height follows what is in it both ways: the body is never taller than its content.
new ResizeObserver(() => tell("resize", { height: main.getBoundingClientRect().height })).observe(main);

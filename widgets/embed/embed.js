// The loader that a partner page includes: defines <canvass-survey> and <canvass-count>.
//
// It brings the form (wasm) and the questionnaire to the page side by side, and puts something better than a blank in
// the form's place when that fails: the form in a frame, or a link to it. What a survey is, it does not know.
//
// `bundle` replaces the names in capitals below: files by their plain names; by language, what this file says itself
// and where the words of either module are (all from `survey-widget/words`); and the API's address or null.

const assets = __CANVASS_ASSETS__;
const words = __CANVASS_WORDS__;
const bakedApi = __CANVASS_API__;
const here = new URL("./", import.meta.url);
const patienceMs = 10_000;
const countEveryMs = 5_000;
const sayEveryMs = 60_000;
/** How long a stored response takes at most to be counted. */
const countedAfterMs = 1_500;

const languageOf = (element) =>
  element.getAttribute("lang") || element.closest("[lang]")?.getAttribute("lang") || "en";
const wordsOf = (language) => words[language.split("-")[0].toLowerCase()] ?? words.en;
const wordsFor = (element) => wordsOf(languageOf(element));

/** Fetches a file of ours, and nothing else in its place. */
const bring = ({ url, integrity }) => fetch(new URL(url, here), { integrity, credentials: "omit" });

const brought = {};
/** A module's words in a language, or in English where we have none in it. Fetched once, unless that fails. */
const bringWords = (module, language) => {
  const file = wordsOf(language)[module.words];
  brought[file.url] ??= bring(file)
    .then((reply) => reply.json())
    .catch((fault) => {
      delete brought[file.url];
      throw fault;
    });
  return brought[file.url];
};

let configured;
/** Where the API is: the element says, or the script's tag, or the bundle, or the file beside this one. */
const apiOf = async (element) => {
  const tag = [...document.scripts].find((script) => script.src === import.meta.url);
  const given = element.getAttribute("api") || tag?.dataset.api || bakedApi;
  if (given) return given.replace(/\/+$/, "");
  configured ??= fetch(new URL("config.json", here)).then((reply) => reply.json());
  return (await configured).api;
};

const sheetOf = (css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};

/** The form's module: what most questionnaires need, and what any can. */
const standard = {
  script: assets["survey_widget.js"],
  wasm: assets["survey_widget.wasm"],
  css: assets["survey_widget.css"],
  words: "form",
};
const whole = {
  script: assets["survey_widget_whole.js"],
  wasm: assets["survey_widget_whole.wasm"],
  css: assets["survey_widget_whole.css"],
  words: "whole",
};

/** A module with its style sheet: fetched, checked and compiled once, however many widgets the page has. */
const loadEngine = (module) =>
  (module.engine ??= (async () => {
    const [glue, module_or_path, css] = await Promise.all([
      import(new URL(module.script.url, here)),
      WebAssembly.compileStreaming(bring(module.wasm)),
      bring(module.css).then((reply) => reply.text()),
    ]);
    await glue.default({ module_or_path });
    return { glue, sheet: sheetOf(css) };
  })());

/** Whether an error event or rejection says that the form's code has trapped. What it knows is of no use then. */
const isTrap = ({ error, reason }) => {
  const fault = error ?? reason;
  const stops = fault instanceof WebAssembly.RuntimeError || fault instanceof RangeError;
  return stops && String(fault.stack).includes("survey_widget");
};

/** Makes an element without a parser, so that no policy of the page stands in the way. */
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/** Calls `seen` whenever an element comes into view or leaves it. */
const watch = (element, seen, margin) => {
  const observer = new IntersectionObserver((entries) => seen(entries.at(-1).isIntersecting), {
    rootMargin: margin,
  });
  observer.observe(element);
  return observer;
};

const surveySheet = sheetOf(`
:host { display: block; }
:host([hidden]) { display: none; }
.waiting { min-height: 30rem; }
.fallback { padding: 1.25rem 1.5rem; border: 1px solid #c5d0d8; border-inline-start: 0.375rem solid #0b5c86;
  border-radius: 0.5rem; background: #f3f6f8; color: #15222c; font: 1.0625rem/1.5 system-ui, sans-serif; }
.fallback p { margin: 0 0 0.5rem; }
.fallback a { display: inline-block; padding-block: 0.625rem; color: #0b5c86; }
iframe { display: block; width: 100%; height: 30rem; border: 0; color-scheme: auto; }
`);

const finalEvents = ["complete", "screenout", "quotafull", "duplicate", "closed"];
let nWidgets = 0;

class CanvassSurvey extends HTMLElement {
  #shadow = this.attachShadow({ mode: "open" });
  #prefix = `cv${++nWidgets}`;
  #started = false;
  #isReady = false;
  #mounted;
  #final;
  #undo = [];
  #settleReady;

  /** Settles when the survey is shown; never if only a link is. */
  ready = new Promise((resolve) => (this.#settleReady = resolve));

  connectedCallback() {
    if (this.#started || this.#undo.length) return;
    this.#shadow.adoptedStyleSheets = [surveySheet];
    // What the page put inside serves readers without scripts, and everybody until the form is here.
    const slot = make("slot", {}, make("p", { textContent: wordsFor(this).loading }));
    this.#shadow.replaceChildren(make("div", { className: "waiting" }, slot));
    if (this.getAttribute("loading") === "eager") return this.start();
    const observer = watch(this, (isNear) => isNear && this.start(), "600px");
    this.#undo.push(() => observer.disconnect());
  }

  disconnectedCallback() {
    // An element that is moved leaves and comes back at once.
    queueMicrotask(() => this.isConnected || this.#close());
  }

  /** Loads the form now rather than when it comes into view. */
  start() {
    if (this.#started) return;
    this.#started = true;
    this.#undo.splice(0).forEach((undo) => undo());
    if (this.getAttribute("mode") === "frame") this.#frame();
    else this.#mountOrFrame(standard);
  }

  /** Forgets what has been answered and begins anew. */
  reset() {
    this.#final = undefined;
    this.#mounted?.reset();
  }

  /** A listener that comes too late for the end is told of it all the same. */
  addEventListener(type, listener, options) {
    super.addEventListener(type, listener, options);
    const final = this.#final;
    if (final?.type !== type) return;
    queueMicrotask(() => listener.handleEvent?.(final) ?? listener.call?.(this, final));
  }

  #mountOrFrame(module) {
    this.#mount(module).catch(() => this.#frame());
  }

  async #mount(module) {
    const api = await apiOf(this);
    const survey = this.getAttribute("survey");
    const language = languageOf(this);
    const address = `${api}/v1/surveys/${encodeURIComponent(survey)}?language=${encodeURIComponent(language)}`;
    const reply = fetch(address, {
      credentials: "omit",
      signal: AbortSignal.timeout(15_000),
    });
    // The form deals with a failure; without this a page's console would call it unhandled meanwhile.
    reply.catch(() => {});
    const late = new Promise((_, reject) => setTimeout(reject, patienceMs, new Error("late")));
    const parts = Promise.all([loadEngine(module), bringWords(module, language)]);
    const [{ glue, sheet }, words] = await Promise.race([parts, late]);
    if (!this.isConnected) return;
    this.#shadow.adoptedStyleSheets = [surveySheet, sheet];
    const text = (name) => this.getAttribute(name) ?? undefined;
    const options = {
      survey,
      api,
      reply,
      words,
      bringWords: (language) => bringWords(module, language),
      prefix: this.#prefix,
      language,
      token: text("token"),
      partner: text("partner"),
      theme: text("theme"),
      headingLevel: text("heading-level"),
      fallbackHref: this.#fallback(),
    };
    const onFault = (event) => isTrap(event) && (this.#isReady ? this.#say("dead") : this.#frame());
    for (const type of ["error", "unhandledrejection"]) {
      addEventListener(type, onFault);
      this.#undo.push(() => removeEventListener(type, onFault));
    }
    const waiting = this.#shadow.firstChild;
    this.#mounted = glue.mount(this.#shadow, options, (type, detail) => {
      if (type === "toolittle") {
        this.#mounted.remove();
        this.#forget();
        return this.#mountOrFrame(whole);
      }
      if (type === "ready" || type === "error") waiting.remove();
      this.#tell(type, detail);
    });
    const onOnline = () => this.#mounted?.online();
    addEventListener("online", onOnline);
    this.#undo.push(() => removeEventListener("online", onOnline));
    this.#followHeight(this.#shadow.lastChild);
  }

  #followHeight(content) {
    const observer = new ResizeObserver(() => this.#tell("resize", { height: content.offsetHeight }));
    observer.observe(content);
    this.#undo.push(() => observer.disconnect());
  }

  /** The same form under the policy of its own origin, for pages whose policy keeps wasm away. */
  #frame() {
    this.#forget();
    if (!this.isConnected) return;
    // The frame's own page loads this file too: there, a frame in a frame would not help either.
    if (this.hasAttribute("framed")) return this.#say("blocked");
    const address = new URL("../frame.html", here);
    const given = ["survey", "token", "partner", "theme", "heading-level"];
    const settings = new URLSearchParams({
      widget: this.#prefix,
      origin: location.origin,
      lang: languageOf(this),
    });
    for (const name of given) {
      if (this.hasAttribute(name)) settings.set(name, this.getAttribute(name));
    }
    // After the #: a token must not reach a server's log.
    address.hash = settings;
    const frame = make("iframe", { src: address, title: wordsFor(this).title, allow: "clipboard-write" });
    const late = setTimeout(() => this.#say("blocked"), patienceMs);
    const onMessage = ({ origin, source, data }) => {
      const isOurs = origin === address.origin && source === frame.contentWindow;
      if (!isOurs || data?.ns !== "canvass" || data.v !== 1 || data.widget !== this.#prefix) return;
      clearTimeout(late);
      if (data.type === "resize") frame.style.height = `${Math.ceil(data.data.height)}px`;
      this.#tell(data.type, data.data);
    };
    addEventListener("message", onMessage);
    this.#undo.push(() => removeEventListener("message", onMessage), () => clearTimeout(late));
    this.#shadow.replaceChildren(frame);
  }

  #fallback() {
    const own = new URL(`../frame.html?survey=${encodeURIComponent(this.getAttribute("survey"))}`, here);
    return this.getAttribute("fallback-href") || own.href;
  }

  /** Puts a sentence and the link in the form's place. */
  #say(key) {
    this.#forget();
    const said = wordsFor(this);
    const link = make("a", { href: this.#fallback(), textContent: said.link });
    const notice = make("div", { className: "fallback", role: "alert" }, make("p", { textContent: said[key] }), link);
    this.#shadow.replaceChildren(notice);
    this.#tell("error", { status: key });
  }

  #tell(type, detail) {
    const isReady = type === "ready";
    if (isReady) {
      this.#isReady = true;
      this.#settleReady(this);
    }
    const survey = this.getAttribute("survey");
    const event = new CustomEvent(`survey:${type}`, {
      bubbles: true,
      composed: true,
      detail: { survey, ...detail },
    });
    if (finalEvents.includes(type)) this.#final = event;
    this.dispatchEvent(event);
  }

  #forget() {
    this.#undo.splice(0).forEach((undo) => undo());
    this.#mounted = undefined;
  }

  #close() {
    this.#mounted?.remove();
    this.#forget();
    this.#started = this.#isReady = false;
  }
}

const countSheet = sheetOf(`
:host { display: block; }
:host([hidden]) { display: none; }
.number { font-size: var(--canvass-count-size, 2.5rem); font-weight: 700; line-height: 1.1;
  font-variant-numeric: tabular-nums; }
p { margin: 0; }
.status { font-weight: 600; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`);

class CanvassCount extends HTMLElement {
  #shadow = this.attachShadow({ mode: "open" });
  #parts;
  #observer;
  #timer;
  #isSeen = false;
  #saidAt = 0;
  /** A response from this page shows in this page's number, also while the number is out of view. */
  #onSubmitted = ({ detail }) => {
    if (detail.survey === this.getAttribute("survey")) setTimeout(() => this.#refresh(), countedAfterMs);
  };

  connectedCallback() {
    this.#shadow.adoptedStyleSheets = [countSheet];
    const part = (name) => make("p", { className: name, part: name });
    this.#parts = ["number", "label", "dates", "status"].map(part);
    const spoken = make("p", { className: "spoken", role: "status" });
    this.#shadow.replaceChildren(...this.#parts, spoken);
    this.#parts.push(spoken);
    document.addEventListener("survey:submitted", this.#onSubmitted);
    this.#observer = watch(this, (isSeen) => {
      this.#isSeen = isSeen;
      if (isSeen) this.#refresh();
    });
  }

  disconnectedCallback() {
    document.removeEventListener("survey:submitted", this.#onSubmitted);
    this.#observer.disconnect();
    clearTimeout(this.#timer);
    this.#isSeen = false;
  }

  async #refresh() {
    clearTimeout(this.#timer);
    try {
      if (!document.hidden) this.#show(await this.#fetch());
    } catch {
      // The number shown stays; the next round may reach the API.
    }
    clearTimeout(this.#timer);
    if (this.#isSeen) this.#timer = setTimeout(() => this.#refresh(), countEveryMs);
  }

  async #fetch() {
    const survey = encodeURIComponent(this.getAttribute("survey"));
    const reply = await fetch(`${await apiOf(this)}/v1/surveys/${survey}/count`, {
      credentials: "omit",
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!reply.ok) throw new Error("no count");
    return reply.json();
  }

  #show({ n_responses, opens_at, closes_at, status }) {
    const language = languageOf(this);
    const said = wordsFor(this);
    const date = (text) => new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(text));
    const shown = [
      new Intl.NumberFormat(language).format(n_responses),
      said.responses,
      said.until.replace("{}", date(opens_at)).replace("{}", date(closes_at)),
      said[status],
    ];
    const [number, , , , spoken] = this.#parts;
    const hasChanged = number.textContent !== shown[0];
    shown.forEach((text, index) => (this.#parts[index].textContent = text));
    this.dataset.count = n_responses;
    this.dataset.status = status;
    // A busy consultation must not talk without pause to those who listen.
    if (hasChanged && Date.now() - this.#saidAt > sayEveryMs) {
      if (this.#saidAt) spoken.textContent = `${said.responses}: ${shown[0]}`;
      this.#saidAt = Date.now();
    }
  }
}

if (!customElements.get("canvass-survey")) {
  customElements.define("canvass-survey", CanvassSurvey);
  customElements.define("canvass-count", CanvassCount);
}

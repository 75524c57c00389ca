// The browser's side of `tests/bench model`: one answer after another in the large definition, by our rules as they are
// compiled for browsers and by survey-core, in the same headless Chromium. survey-core takes a second for some ten answers,
// so it gets the first payload only.
//
//   node tests/conformance/measure_in_browser.mjs MEASURE MODULES [DIR of real definitions]
//
// MEASURE is the built example `measure` of survey-model, which compiles the definition; MODULES the folder with the
// bound example `measure_in_browser` of widget-ui.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { CORPUS } from "./definitions.mjs";
import { compared, LARGE, large, measured, median, us } from "./large.mjs";

const [program, modules, folder = CORPUS] = process.argv.slice(2);
const MODULE = "measure_in_browser";
const ROUNDS = 5;
const PATIENCE_MS = 300_000;

const PAGE = `<!doctype html><meta charset="utf-8"><title>Measuring</title>
<script src="/survey.core.min.js"></script>
<script type="module">
const timed = (act) => {
  const began = performance.now();
  act();
  return (performance.now() - began) * 1000;
};
// Of each answer the quickest time: what the browser compiles on the way, and what else runs on the machine, is no part of
// it.
const quickest = (round) => {
  const rounds = Array.from({ length: ${ROUNDS} }, round);
  return rounds[0].map((_, place) => Math.min(...rounds.map((times) => times[place])));
};
const ours = async ({ compiled, payloads }) => {
  const { default: init, Measured } = await import("/${MODULE}.js");
  await init({ module_or_path: "/${MODULE}.wasm" });
  const measured = new Measured(compiled);
  const round = () =>
    payloads.flatMap((answers) => {
      const places = Array.from({ length: measured.begin(answers) }, (_, place) => place);
      return places.map((place) => timed(() => measured.answer(place)));
    });
  // One answer is shorter than what the browser's clock can tell: the mean is of all answers to a definition together.
  const together = () => {
    const answered = payloads.map((answers) => {
      const n_answers = measured.begin(answers);
      return timed(() => {
        for (let place = 0; place < n_answers; place += 1) measured.answer(place);
      });
    });
    return answered.reduce((sum, time) => sum + time, 0);
  };
  const times = quickest(round);
  return { times, mean: Math.min(...Array.from({ length: ${ROUNDS} }, together)) / times.length };
};
const core = ({ definition, payloads: [answers] }) =>
  quickest(() => {
    const survey = new Survey.Model(definition);
    return Object.entries(answers).flatMap(([name, answer]) => {
      const question = survey.getQuestionByName(name);
      return question ? [timed(() => (question.value = answer))] : [];
    });
  });
const result = async () => {
  const input = await (await fetch("/input.json")).json();
  return { ours: await ours(input), core: core(input), agent: navigator.userAgent };
};
const told = await result().catch((fault) => ({ fault: String(fault?.stack ?? fault) }));
await fetch("/result", { method: "POST", body: JSON.stringify(told) });
</script>`;

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };

/** Serves what the page needs, and resolves with what it reports. */
function serve(files) {
  let report;
  const reported = new Promise((resolve) => (report = resolve));
  const server = http.createServer(async (request, response) => {
    if (request.method === "POST") {
      response.end();
      return report(JSON.parse(Buffer.concat(await request.toArray()).toString()));
    }
    // A page that is isolated gets a clock of five microseconds, others one of a hundred.
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.setHeader("Content-Type", TYPES[path.extname(request.url)] ?? "text/html; charset=utf-8");
    const file = files[request.url];
    if (file === undefined) response.statusCode = 404;
    response.end(file);
  });
  return { server, reported };
}

async function inChromium(url, reported) {
  const profile = mkdtempSync(path.join(os.tmpdir(), "canvass-bench-"));
  const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  const browser = spawn("chromium", [...flags, `--user-data-dir=${profile}`, url], { stdio: "ignore" });
  const ended = new Promise((_, reject) => {
    browser.once("error", reject);
    browser.once("exit", () => reject(new Error("chromium ended before it had measured")));
    setTimeout(() => reject(new Error("chromium took too long")), PATIENCE_MS).unref();
  });
  try {
    return await Promise.race([reported, ended]);
  } finally {
    ended.catch(() => {});
    browser.kill();
    await new Promise((resolve) => (browser.exitCode === null ? browser.once("exit", resolve) : resolve()));
    // Its children write for a moment after it has ended.
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

function tell(told) {
  if (told.fault) throw new Error(`in the browser: ${told.fault}`);
  const mean = (times) => times.reduce((sum, time) => sum + time, 0) / times.length;
  const version = /Chrome\/[\d.]+/.exec(told.agent)?.[0];
  const { times } = told.ours;
  process.stdout.write(`${LARGE} in ${version}, ${times.length} answers one after another, each the quickest of ${ROUNDS} times\n`);
  us("  one answer re-evaluated, ours in wasm, mean", told.ours.mean);
  us("  one answer re-evaluated, ours in wasm, slowest", Math.max(...times));
  us("  one answer re-evaluated, survey-core, median", median(told.core));
  compared("  one answer re-evaluated, survey-core, mean", mean(told.core), told.ours.mean);
}

const subject = large(folder);
if (subject !== undefined) {
  const { definition, payloads } = subject;
  const { compiled } = measured(program, { definition, payloads: payloads.slice(0, 1) });
  const core = path.join(import.meta.dirname, "node_modules/survey-core/survey.core.min.js");
  const { server, reported } = serve({
    "/": PAGE,
    "/input.json": JSON.stringify({ compiled, definition, payloads }),
    "/survey.core.min.js": readFileSync(core),
    [`/${MODULE}.js`]: readFileSync(path.join(modules, `${MODULE}.js`)),
    [`/${MODULE}.wasm`]: readFileSync(path.join(modules, `${MODULE}.wasm`)),
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    tell(await inChromium(`http://127.0.0.1:${server.address().port}/`, reported));
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

#!/usr/bin/env node
// Compares the rules with survey-core. What it prints tells what was compared; exit code 1 if anything differs.
//
//   node tests/conformance/run.mjs               payloads, replays, expressions and patterns over everything there is
//   node tests/conformance/run.mjs whole         whole payloads only; also: replay, expressions, patterns
//   node tests/conformance/run.mjs check         how many definitions are accepted, and why not the rest
//   node tests/conformance/run.mjs case          one line from standard input, {"definition": …, "answers": …},
//                                                or with "steps"; as printed for a difference
//
//   --seed N          where random choices start (1)
//   --payloads N      random payloads, and replays, a definition (200)
//   --real N          the same for real definitions (as many)
//   --expressions N   random expressions (100000)
//   --patterns N      random patterns (100000)
//   --only TEXT       only definitions with this in their id
//   --pending         explains pending cases too
//   --corpus DIR      where real definitions are (../shared/corpus beside the repository); none: only the fixtures
//
// Needs the built command: infra/up --build-only.

import { parseArgs } from "node:util";
import { text } from "node:stream/consumers";
import { Ours } from "./ours.mjs";
import { CORPUS, corpus, fixtures } from "./definitions.mjs";
import { compareOne } from "./compare.mjs";
import { reportCoverage } from "./check.mjs";
import { compareAll } from "./report.mjs";
import { compareExpressions } from "./expressions.mjs";
import { comparePatterns } from "./patterns.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    payloads: { type: "string", default: "200" },
    real: { type: "string" },
    expressions: { type: "string", default: "100000" },
    patterns: { type: "string", default: "100000" },
    only: { type: "string", default: "" },
    pending: { type: "boolean", default: false },
    corpus: { type: "string", default: CORPUS },
  },
});

const print = (line) => process.stdout.write(`${line}\n`);

/** What can be asked for; each returns how many cases passed, failed and are pending. */
const COMMANDS = {
  whole: () => compareDefinitions(["whole"]),
  replay: () => compareDefinitions(["replay"]),
  expressions: (ours) => compareExpressions(ours, { seed: Number(values.seed), n: Number(values.expressions) }, print),
  patterns: (ours) => comparePatterns(ours, { seed: Number(values.seed), n: Number(values.patterns) }, print),
  check: (ours) => reportCoverage(ours, subjects(), print),
  case: async (ours) => {
    const found = await compareOne(ours, JSON.parse(await text(process.stdin)));
    print(JSON.stringify(found ?? "survey-core throws", undefined, 2));
    return found?.length === 0 ? { passed: 1, failed: 0, pending: 0 } : { passed: 0, failed: 1, pending: 0 };
  },
};

function subjects() {
  const real = corpus(values.corpus);
  if (real.length === 0) print(`no real definitions at ${values.corpus}: only the project's own fixtures are compared`);
  return [...fixtures(), ...real].filter(({ id }) => id.includes(values.only));
}

function compareDefinitions(ways) {
  const payloads = Number(values.payloads);
  const options = { seed: Number(values.seed), payloads, real: Number(values.real ?? payloads), ways };
  const isPartial = values.only !== "" || ways.length === 1;
  return compareAll(subjects(), options, { isPartial, explainsPending: values.pending }, print);
}

async function main() {
  // A command of no name is both ways in one go: of each definition, the model is built once.
  const both = () => compareDefinitions(["whole", "replay"]);
  const asked = positionals.length > 0 ? positionals.map((name) => COMMANDS[name]) : [both, COMMANDS.expressions, COMMANDS.patterns];
  if (asked.includes(undefined)) throw new Error(`one of ${Object.keys(COMMANDS).join(", ")}, not ${positionals}`);
  const ours = new Ours();
  const total = { passed: 0, failed: 0, pending: 0 };
  for (const command of asked) {
    const counted = await command(ours);
    for (const key of Object.keys(total)) total[key] += counted[key];
  }
  ours.close();
  print(`conformance: ${total.passed} passed, ${total.failed} failed, ${total.pending} skipped (pending)`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

await main();

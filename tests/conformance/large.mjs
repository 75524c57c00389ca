// What both measurements share: the large definition, payloads for it, our measuring program, and how figures are told.

import { spawnSync } from "node:child_process";
import { Answers } from "./answers.mjs";
import { corpus } from "./definitions.mjs";
import { model } from "./oracle.mjs";
import { Random } from "./random.mjs";

export const LARGE = "canada-ca__aia-eia-js";
const PAYLOADS = 20;

/** The large definition and answers to it; says so where it is not there. */
export function large(folder) {
  const subject = corpus(folder).find(({ id }) => id.startsWith(LARGE));
  if (subject === undefined) {
    process.stdout.write(`${LARGE} is not at ${folder}: one validation of it is not measured\n`);
    return undefined;
  }
  const { definition } = subject;
  const survey = model(definition);
  const answers = new Answers(new Random(1), survey, definition, { byHand: true });
  const payload = () => withoutNulls(answers.payload());
  return { definition, survey, payloads: Array.from({ length: PAYLOADS }, payload) };
}

/** Null is no answer to us, and one to survey-core: an intended difference, and nothing to measure. */
function withoutNulls(answers) {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== null));
}

/** Runs the built example `measure` of survey-model. */
export function measured(program, input) {
  const { stdout, stderr, status } = spawnSync(program, { input: JSON.stringify(input), maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return JSON.parse(stdout);
}

export function figure(name, value, unit) {
  process.stdout.write(`${name.padEnd(72)} ${value.padStart(12)} ${unit}\n`);
}

export function us(name, value) {
  const [shown, unit] = value < 1000 ? [value.toFixed(1), "µs"] : [(value / 1000).toFixed(1), "ms"];
  figure(name, shown, unit);
}

export function compared(name, value, own) {
  us(name, value);
  figure("    times ours", Math.round(value / own).toLocaleString("en"), "");
}

export function median(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}

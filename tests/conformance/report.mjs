// Compares over many definitions, says what differs, and holds the list of what is pending.

import { readFileSync } from "node:fs";
import path from "node:path";
import { INTENDED, INTENDED_DIFFERENCES } from "./intended/index.mjs";
import { Pool } from "./pool.mjs";

/** So many differences of one definition are shown. */
const MAX_FAILURES = 3;

/** With fewer payloads than this, no difference does not mean that a pending case passes. */
const ENOUGH = 5;

/** Cases that are known not to pass yet, with the reason: may only shrink. */
const LISTED = JSON.parse(readFileSync(path.join(import.meta.dirname, "pending.json"), "utf8"));

/**
 * Compares over all definitions and prints each difference, reduced.
 * @param {import("./definitions.mjs").Subject[]} subjects
 * @param {{ seed: number, payloads: number, real: number, ways: string[] }} options payloads a definition: of the
 *   project's own, and of the real ones
 * @param {{ isPartial: boolean, explainsPending: boolean }} scope whether this is not everything, so that nothing can be
 *   said to pass now; whether pending cases are treated as all others
 * @param {(line: string) => void} print
 */
export async function compareAll(subjects, options, { isPartial, explainsPending }, print) {
  const count = { passed: 0, failed: 0, pending: 0 };
  const outcomes = { same: 0, differs: 0, refused: 0, unusable: 0 };
  let n_compared = 0;
  const n_by_rule = new Map([...INTENDED, ...INTENDED_DIFFERENCES].map(({ name }) => [name, 0]));
  const pending = explainsPending ? {} : LISTED;
  const pool = new Pool();
  const results = subjects.map((subject) => pool.compare(subject, optionsFor(subject, options, subject.id in pending)));
  for (const [index, subject] of subjects.entries()) {
    const { outcome, reason, explanation, ...counted } = await results[index];
    n_compared += counted.n_compared;
    for (const [name, n] of Object.entries(counted.n_by_rule)) n_by_rule.set(name, n_by_rule.get(name) + n);
    outcomes[outcome] += 1;
    const isEnough = !isPartial && payloadsOf(subject, options) >= ENOUGH;
    const verdict = judge(subject, outcome, subject.id in pending, isEnough);
    if (verdict === undefined) continue;
    count[verdict] += 1;
    if (verdict === "pending" && subject.source === "fixtures") print(`pending: ${subject.id}: ${pending[subject.id]}`);
    if (verdict !== "failed") continue;
    if (subject.id in pending) print(`PASSES ${subject.id}: remove it from pending.json`);
    else if (explanation.length === 0) print(`DIFFERS ${subject.id}: ${reason}`);
    explanation.forEach(print);
  }
  await pool.close();
  printRules(n_by_rule, isPartial, print);
  print(
    `${options.ways.join(" and ")}: ${n_compared.toLocaleString("en")} cases of ${subjects.length} definitions, seed ` +
      `${options.seed}: ${outcomes.same} definitions without a difference, ${outcomes.differs} with, ` +
      `${outcomes.refused} refused by check, ${outcomes.unusable} that survey-core cannot run`,
  );
  return count;
}

/** Says by which rules differences were meant, and, if everything was compared, by which none was. */
function printRules(n_by_rule, isPartial, print) {
  const used = [...n_by_rule].filter(([, n]) => n > 0).toSorted(([, a], [, b]) => b - a);
  const unused = [...n_by_rule].filter(([, n]) => n === 0).map(([name]) => name);
  if (used.length > 0) print("cases that differ as they are meant to, by the rule that says so:");
  for (const [name, n] of used) print(`  ${n.toLocaleString("en").padStart(8)} ${name}`);
  if (!isPartial && unused.length > 0) print(`no difference was meant by: ${unused.join("; ")}`);
}

function payloadsOf({ source }, { payloads, real }) {
  return source === "fixtures" ? payloads : real;
}

function optionsFor(subject, options, isPending) {
  return {
    ...options,
    payloads: payloadsOf(subject, options),
    // Of a pending case it is enough to know that it does not pass.
    maxFailures: isPending ? 1 : MAX_FAILURES,
    explain: !isPending,
  };
}

/**
 * Says what a comparison counts as; nothing for a real definition that is refused, for `check` names the reason.
 * The project's own are there to be run.
 */
function judge({ source }, outcome, isPending, isEnough) {
  if (isPending) return outcome === "same" && isEnough ? "failed" : "pending";
  if (outcome === "same") return "passed";
  return outcome === "differs" || source === "fixtures" ? "failed" : undefined;
}

// Compares both sides over definitions: whole payloads, and what respondents do step by step.

import { Answers } from "./answers.mjs";
import { canonical, differences } from "./differences.mjs";
import { INTENDED, INTENDED_DIFFERENCES } from "./intended/index.mjs";
import { SEED, judge, model, replay } from "./oracle.mjs";
import { Random, seedOf } from "./random.mjs";
import { reduce } from "./reduce.mjs";
import { randomSteps } from "./steps.mjs";

/**
 * What comparing one definition came to.
 * @typedef {{ subject: import("./definitions.mjs").Subject, outcome: "same" | "differs" | "refused" | "unusable",
 *   n_compared: number, reason?: string, failures: Failure[], n_by_rule: Record<string, number> }} Result
 * @typedef {{ way: string, seed: number, number: number, found: import("./differences.mjs").Difference[],
 *   signature: string, compared: Case }} Failure
 * @typedef {{ definition: object, answers?: object, steps?: object[] }} Case
 */

/**
 * Compares over random answers to one definition.
 * @param {import("./ours.mjs").Ours} ours
 * @param {import("./definitions.mjs").Subject} subject
 * @param {{ seed: number, payloads: number, ways: string[], maxFailures: number }} options
 * @returns {Promise<Result>}
 */
export async function compareOver(ours, subject, { seed, payloads, ways, maxFailures }) {
  const { definition } = subject;
  const result = { subject, outcome: "same", n_compared: 0, failures: [], n_by_rule: {} };
  const note = (rule) => (result.n_by_rule[rule] = (result.n_by_rule[rule] ?? 0) + 1);
  const { refused } = await ours.ask({ definition, answers: {} });
  if (refused) return { ...result, outcome: "refused", reason: refused[0].message };
  let survey;
  try {
    judge(definition, {});
    survey = model(definition);
  } catch (error) {
    return { ...result, outcome: "unusable", reason: `survey-core throws: ${error.message}` };
  }
  for (const way of ways) {
    for (let number = 0; number < payloads && result.failures.length < maxFailures; number += 1) {
      const random = new Random(seedOf(`${subject.id} ${way} ${number}`, seed));
      const asked = askAtRandom(way, number, random, survey, definition);
      if (asked === undefined) continue;
      const compared = { definition, ...asked.given };
      const found = await compareOne(ours, compared, { asked, note });
      result.n_compared += 1;
      const signature = signatureOf(found, definition);
      if (found.length === 0 || result.failures.some((failure) => failure.signature === signature)) continue;
      result.failures.push({ way, seed, number, found, signature, compared });
    }
  }
  if (result.failures.length > 0) result.outcome = "differs";
  return result;
}

/** Makes the answers, or the steps, of one number and asks the oracle; the first are none. */
function askAtRandom(way, number, random, survey, definition) {
  const answers = new Answers(random, survey, definition, { byHand: way === "replay" });
  if (way === "whole") return askOracle({ definition, answers: number === 0 ? {} : answers.payload() });
  if (number === 0) return askOracle({ definition, steps: [] });
  try {
    const { taken, verdict } = randomSteps(random, answers, definition);
    return { verdict, given: { steps: taken } };
  } catch {
    return undefined;
  }
}

/**
 * Compares both sides on one case.
 * @param {import("./ours.mjs").Ours} ours
 * @param {Case} compared
 * @param {object} [more]
 * @param {ReturnType<typeof askOracle>} [more.asked] what the oracle says of it, where that is known
 * @param {(rule: string) => void} [more.note] takes the names of the rules by which a difference is meant
 * @returns {Promise<import("./differences.mjs").Difference[] | undefined>} the differences that are not meant;
 *   nothing if survey-core itself fails, for then there is nothing to compare with
 */
export async function compareOne(ours, compared, { asked = askOracle(compared), note = () => {} } = {}) {
  if (asked === undefined) return undefined;
  const verdict = await ours.ask({ definition: compared.definition, ...asked.given, seed: SEED });
  const found = differences(asked.verdict, verdict);
  const rules = found.map((difference) => ruleFor(difference, compared));
  if (!rules.includes(undefined)) {
    for (const { name } of new Set(rules)) note(name);
    return [];
  }
  const rule = await ruleByWhichAlike(ours, compared, verdict);
  if (rule === undefined) return found;
  note(rule.name);
  return [];
}

/** Returns the rule that makes the oracle agree with our verdict, once it is asked so; nothing if none does. */
async function ruleByWhichAlike(ours, compared, verdict) {
  const first = { instead: compared, own: verdict, written: compared.definition };
  let all = first;
  for (const rule of INTENDED) {
    // Each rule alone, then together with those before it.
    const alone = await follow(ours, rule, first);
    if (alone?.isSame) return rule;
    const together = all === first ? alone : await follow(ours, rule, all);
    if (together?.isSame) return rule;
    if (together) all = together;
  }
  return undefined;
}

/**
 * Asks what one rule says, of what was asked by then; nothing if the rule does not apply. `written` is the definition of
 * which we are asked: changed by the rules that are of both, and by no others.
 */
async function follow(ours, rule, { instead: compared, own: verdict, written }) {
  const rewrite = (asked) => rule.rewrite(asked, () => refusedNames(ours, compared));
  const instead = await rewrite(compared);
  if (instead === undefined || canonical(instead) === canonical(compared)) return undefined;
  const asked = askOracle(instead);
  if (asked === undefined) return undefined;
  // Until a rule for the oracle alone has changed the definition, both are asked of the same.
  const ofBoth = () => (compared.definition === written ? instead : rewrite({ ...compared, definition: written }));
  const definition = (rule.isOfBoth && (await ofBoth())?.definition) || written;
  // Where rows are others, so are the steps that can be taken.
  const isAskedAnew = rule.isOfBoth || rule.asksAnew || verdict.refused;
  const own = isAskedAnew ? await ours.ask({ definition, ...asked.given, seed: SEED }) : verdict;
  const left = differences(asked.verdict, own);
  return { instead, own, written: definition, isSame: left.every((difference) => ruleFor(difference, instead)) };
}

function ruleFor(difference, compared) {
  return INTENDED_DIFFERENCES.find((rule) => rule.covers(difference, compared));
}

/** Returns the names of the questions whose answers a server refuses. */
async function refusedNames(ours, compared) {
  const { errors = [], inner = [] } = await ours.ask({ ...compared, mode: "strict", seed: SEED });
  return new Set([...errors, ...inner].map(({ question }) => question.split(": ")[0]));
}

/** Asks the oracle; `given` is what was asked, without steps that a respondent cannot take. */
function askOracle({ definition, answers = {}, steps }) {
  try {
    if (steps === undefined) return { verdict: judge(definition, answers), given: { answers } };
    const { verdict, taken } = replay(definition, steps);
    return { verdict, given: { steps: taken } };
  } catch {
    return undefined;
  }
}

/** Returns what kinds of differences these are, to tell one cause from another. */
function signatureOf(found, definition) {
  return [...new Set(found.map(({ part, kind, subject }) => `${part} ${kind} ${typeOf(subject, definition)}`))]
    .toSorted()
    .slice(0, 1)
    .join();
}

function typeOf(subject, definition) {
  let type = "";
  JSON.stringify(definition, (_, value) => {
    if (value?.name === subject && typeof value.type === "string") type ||= value.type;
    return value;
  });
  return type;
}

/**
 * Reduces the case of a failure to the smallest that still shows a difference of the same kind.
 * @param {import("./ours.mjs").Ours} ours
 * @param {Failure} failure
 * @param {number} milliseconds how long to look for it; what is smallest by then is returned
 * @returns {Promise<Case>}
 */
export async function smallest(ours, { compared, signature }, milliseconds) {
  const until = performance.now() + milliseconds;
  const stillFails = async (candidate) => {
    if (typeof candidate.definition !== "object") return false;
    const found = await compareOne(ours, candidate);
    return found !== undefined && found.length > 0 && signatureOf(found, candidate.definition) === signature;
  };
  // The definition first: with fewer questions every further try is quicker.
  const { definition } = compared;
  const fewer = await reduce(definition, (candidate) => stillFails({ ...compared, definition: candidate }), until);
  const rest = await reduce(
    { ...compared, definition: undefined },
    (candidate) => stillFails({ ...candidate, definition: fewer }),
    until,
  );
  const last = await reduce(fewer, (candidate) => stillFails({ ...rest, definition: candidate }), until);
  return { ...rest, definition: last };
}

// Random expressions, compared with the oracle's parser and evaluator.

import { canonical } from "./differences.mjs";
import { INTENDED_OF_EXPRESSIONS } from "./intended.mjs";
import { Grammar } from "./grammar.mjs";
import { evaluateExpression } from "./oracle.mjs";
import { Random, seedOf } from "./random.mjs";
import { reduce } from "./reduce.mjs";

const BATCH = 2000;
const MAX_SHOWN = 10;
/** How long one difference is made smaller. */
const REDUCTION_MS = 10_000;

/**
 * Compares `n` random expressions and prints each that differs, reduced.
 * @param {import("./ours.mjs").Ours} ours
 * @param {{ seed: number, n: number }} options
 * @param {(line: string) => void} print
 */
export async function compareExpressions(ours, { seed, n }, print) {
  const count = { passed: 0, failed: 0, pending: 0 };
  const outcomes = { value: 0, refused: 0, unusable: 0, intended: 0 };
  for (let done = 0; done < n && count.failed < MAX_SHOWN; done += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, n - done) }, (_, index) => done + index);
    const found = await Promise.all(numbers.map((number) => compareNumber(ours, seed, number, outcomes)));
    for (const [index, differing] of found.entries()) {
      count[differing ? "failed" : "passed"] += 1;
      if (!differing || count.failed > MAX_SHOWN) continue;
      print(`DIFFERS (expressions, --seed ${seed}, number ${numbers[index]}); the smallest case:`);
      await explain(ours, differing, print);
    }
  }
  print(
    `expressions: ${count.passed + count.failed} compared, seed ${seed}: ${outcomes.value} with a value, ` +
      `${outcomes.refused} refused by both, ${outcomes.intended} that differ as intended, ` +
      `${outcomes.unusable} on which survey-core throws`,
  );
  return count;
}

async function compareNumber(ours, seed, number, outcomes) {
  const grammar = new Grammar(new Random(seedOf(`expression ${number}`, seed)));
  const compared = { expression: grammar.expression(), answers: grammar.answers() };
  const sides = await askBoth(ours, compared);
  outcomes[sides.outcome] += 1;
  return sides.differ ? compared : undefined;
}

async function askBoth(ours, compared) {
  const { expression, answers } = compared;
  const oracle = evaluateExpression(expression, answers);
  const own = await ours.ask(compared);
  if (oracle === undefined) return { outcome: "unusable", differ: false };
  if (oracle.refused) return { outcome: "refused", differ: own.refused === undefined, oracle, own };
  if (canonical(oracle) === canonical(own)) return { outcome: "value", differ: false };
  if (INTENDED_OF_EXPRESSIONS.some((rule) => rule.covers({ expression, answers, oracle, own }))) {
    return { outcome: "intended", differ: false };
  }
  return { outcome: "value", differ: true, oracle, own };
}

async function explain(ours, compared, print) {
  const differs = async (candidate) => (await askBoth(ours, candidate)).differ;
  const until = performance.now() + REDUCTION_MS;
  const characters = await reduce(
    [...compared.expression],
    (candidate) => differs({ ...compared, expression: candidate.join("") }),
    until,
  );
  const expression = characters.join("");
  const answers = await reduce(compared.answers, (candidate) => differs({ expression, answers: candidate }), until);
  const { oracle, own } = await askBoth(ours, { expression, answers });
  print(`  oracle ${canonical(oracle)}, ours ${canonical(own)}`);
  print(`  ${JSON.stringify({ expression, answers })}`);
}

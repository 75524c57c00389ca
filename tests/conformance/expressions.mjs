// Random expressions, compared with the oracle's parser and evaluator.

import { compareRandom } from "./batches.mjs";
import { canonical } from "./differences.mjs";
import { INTENDED_OF_EXPRESSIONS } from "./intended/of_expressions.mjs";
import { Grammar } from "./grammar.mjs";
import { evaluateExpression } from "./oracle.mjs";

/**
 * Compares `n` random expressions and prints each that differs, reduced.
 * @param {import("./ours.mjs").Ours} ours
 * @param {{ seed: number, n: number }} options
 * @param {(line: string) => void} print
 */
export async function compareExpressions(ours, options, print) {
  const kind = { name: "expression", text: "expression", triedOn: "answers", make, ask: (compared) => askBoth(ours, compared) };
  const { count, n_of } = await compareRandom(kind, options, print);
  print(
    `expressions: ${count.passed + count.failed} compared, seed ${options.seed}: ${n_of("value")} with a value, ` +
      `${n_of("refused")} refused by both, ${n_of("intended")} that differ as intended, ` +
      `${n_of("unusable")} on which survey-core throws`,
  );
  return count;
}

function make(random) {
  const grammar = new Grammar(random);
  return { expression: grammar.expression(), answers: grammar.answers() };
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

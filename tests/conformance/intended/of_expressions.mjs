// Rules for expressions on their own.

import { canonical } from "../differences.mjs";
import { evaluateExpression } from "../oracle.mjs";

/**
 * @type {{ name: string, reason: string, covers: (compared: { expression: string, answers: object,
 *   oracle: { value: unknown }, own: { value: unknown } }) => boolean }[]}
 */
export const INTENDED_OF_EXPRESSIONS = [
  {
    name: "a name that leads nowhere",
    reason:
      "reads as a question that nobody has answered. survey-core tells the two apart, so that `{nowhere} = []` fails " +
      "and `{unanswered} = []` holds; `check` warns of names that nobody has.",
    // Exactly so: with the name of an unanswered question in its place there is no difference. What rows lack cannot be
    // put in their place.
    covers({ expression, answers, own }) {
      if (/InArray/.test(expression) && Object.values(answers).some((answer) => canonical(answer) === "[]")) return true;
      const leadsNowhere = (name) => evaluateExpression(name, answers)?.value === null;
      const known = expression.replaceAll(/\{[^{}]*\}/g, (name) => (leadsNowhere(name) ? "{missing}" : name));
      return canonical(evaluateExpression(known, answers)) === canonical(own);
    },
  },
  {
    name: "the last digit of a power",
    reason: "differs between JavaScript engines too; a remainder makes the whole number of it.",
    covers: ({ expression, oracle, own }) =>
      /\^|power/i.test(expression) &&
      Number.isFinite(oracle.value) &&
      (expression.includes("%") || Math.abs(oracle.value - own.value) <= 1e-14 * Math.abs(oracle.value)),
  },
];

// Differences from the oracle that are meant, each with its reason. A difference that none of these covers fails.

import { canonical } from "./differences.mjs";
import { dependsOnAnswers } from "./offered.mjs";
import { evaluateExpression } from "./oracle.mjs";

/** Types whose answer is an object. */
const KEYED = ["matrix", "matrixdropdown", "multipletext"];

/**
 * A rule says what the oracle would have to be asked instead to agree: `rewrite` returns that, or nothing where the rule
 * does not apply. A difference is intended exactly if it is gone then; so a rule covers one oddity and nothing beside.
 * With `isOfBoth` we are asked so too: what is left out is then nothing that anything else depends on.
 * @typedef {{ definition: object, answers?: object, steps?: object[] }} Case
 * @type {{ name: string, reason: string, isOfBoth?: boolean,
 *   rewrite: (compared: Case, refused?: Set<string>) => Case | undefined }[]}
 */
export const INTENDED = [
  {
    name: "a name in another case",
    reason:
      "is the same name, whenever it is read. survey-core reads `{name}` for a question `Name` too, but does not look " +
      "again when its answer changes.",
    rewrite({ definition, ...given }) {
      const names = new Map(elements(definition).map(({ name }) => [name.toLowerCase(), name]));
      const exact = (text) =>
        text.replaceAll(/(?<=\{#?)[^{}.[]+/g, (name) => names.get(name.toLowerCase()) ?? name);
      return { definition: mapTexts(definition, exact), ...given };
    },
  },
  {
    name: "an answer taken back",
    reason:
      "is one that was never given: the same answers are judged alike however they came about, and a server sees only " +
      "them. In survey-core `{a} < 5` holds of an answer taken back and fails of one never given.",
    rewrite({ steps, ...rest }) {
      const isEmptied = ({ value }) => value === null || value === "" || (Array.isArray(value) && value.length === 0);
      const lastEmptied = (name) => steps.findLastIndex((step) => step.question === name && isEmptied(step));
      return steps && { ...rest, steps: steps.filter(({ question }, index) => index > lastEmptied(question)) };
    },
  },
  {
    name: "an answer out of bounds",
    reason:
      "stands with its fault until it is put right, so that the form and the server judge the same answers. survey-core " +
      "shows it with the fault and withholds it from the data while it is typed, not when it is set with all others.",
    rewrite({ definition, steps, ...rest }) {
      const isBounded = (name) => elementOf(definition, name)?.type === "text";
      const kept = (step) => ("value" in step && isBounded(step.question) ? { ...step, kept: true } : step);
      return steps && { ...rest, definition, steps: steps.map(kept) };
    },
  },
  {
    name: "panels answered all at once",
    reason:
      "are worked out like panels that somebody has typed into. survey-core does so when the next answer is given, and " +
      "a form has no way to answer them all at once.",
    rewrite({ definition, steps, ...rest }) {
      const isOfPanels = (name) => elementOf(definition, name)?.type === "paneldynamic";
      const settled = (step) => (isOfPanels(step.question) ? { ...step, settled: true } : step);
      return steps && { ...rest, definition, steps: steps.map(settled) };
    },
  },
  {
    name: "a choice from an address that depends on answers",
    reason:
      "is any text: which choices there are is known neither when the survey is published nor to a server that fetches " +
      "nothing while a respondent waits. survey-core removes an answer that the service does not offer.",
    rewrite({ definition, ...given }) {
      const isOpen = (value) => value?.choicesByUrl?.url && dependsOnAnswers(value.choicesByUrl);
      const open = ({ choicesByUrl: _, ...rest }) => ({ ...rest, type: "comment" });
      const opened = JSON.stringify(definition, (_, value) => (isOpen(value) ? open(value) : value));
      return { definition: JSON.parse(opened), ...given };
    },
  },
  {
    name: "nothing for an answer",
    reason:
      "is no answer, and not stored. survey-core keeps `null` in the data, blanks where a list or a number belongs, and " +
      "reads an empty object as the text `[object Object]`.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const isOf = (name, types) => types.includes(elementOf(definition, name)?.type);
      const isBlank = (name, value) => typeof value === "string" && !value.trim() && !isOf(name, ["text", "comment"]);
      const isHollow = (name, value) => canonical(value) === "{}" && !isOf(name, KEYED);
      const isNothing = (name, value) => value === null || isBlank(name, value) || isHollow(name, value);
      return answers && { definition, answers: without(answers, isNothing) };
    },
  },
  {
    name: "nothing within an answer",
    reason:
      "is not stored either: a cell without an answer, and rows none of which has one. survey-core keeps them or drops " +
      "them by what has looked at the rows before.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const filled = Object.entries(answers ?? {}).map(([name, answer]) => [name, withoutHollows(answer)]);
      return answers && { definition, answers: Object.fromEntries(filled.filter(([, answer]) => !isHollow(answer))) };
    },
  },
  {
    name: "an answer that a server refuses",
    reason:
      "is never stored, so nobody sees what becomes of it: text where a list belongs, a choice that is not on offer, the " +
      "result of an expression. survey-core takes what it gets and changes it into something, by type and chance.",
    isOfBoth: true,
    rewrite({ definition, answers }, refused) {
      if (answers === undefined) return undefined;
      const isOut = ({ type, name }) => refused.has(name) || type === "expression";
      const out = new Set(elements(definition).filter(isOut).flatMap(({ name, valueName }) => [name, valueName]));
      return { definition, answers: without(answers, (name) => out.has(name.replace(/-Comment$/, ""))) };
    },
  },
];

/** Leaves out the cells of rows that hold nothing, and the rows by name that do; rows by number stay where they are. */
function withoutHollows(answer) {
  if (Array.isArray(answer)) return answer.map(withoutHollows);
  if (answer === null || typeof answer !== "object") return answer;
  const cells = Object.entries(answer).map(([name, cell]) => [name, withoutHollows(cell)]);
  return Object.fromEntries(cells.filter(([, cell]) => !isHollow(cell)));
}

function isHollow(value) {
  return value === null || value === "" || (typeof value === "object" && Object.values(value).every(isHollow));
}

function without(answers, isOut) {
  return Object.fromEntries(Object.entries(answers).filter(([name, value]) => !isOut(name, value)));
}

function elements(definition) {
  const found = [];
  JSON.stringify(definition, (_, value) => {
    if (typeof value?.name === "string") found.push(value);
    return value;
  });
  return found;
}

function elementOf(definition, name) {
  return elements(definition).find((element) => element.name === name && element.type !== undefined);
}

function mapTexts(value, change) {
  return JSON.parse(JSON.stringify(value, (_, inner) => (typeof inner === "string" ? change(inner) : inner)));
}

/**
 * Rules for expressions on their own.
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

// What the rules look at in definitions and answers.

import { ROWS } from "../definitions.mjs";

/** The properties that hold the questions of rows. */
const CELLS = ["columns", "templateElements"];

/**
 * Returns whatever has a name, at any depth: pages, panels, questions, columns.
 * @param {unknown} holder a definition, or a part of it
 * @param {string[]} leftOut properties not to look into
 */
export function elements(holder, leftOut = []) {
  const found = [];
  JSON.stringify(holder, (key, value) => {
    if (leftOut.includes(key)) return undefined;
    if (typeof value?.name === "string") found.push(value);
    return value;
  });
  return found;
}

/** Returns the element of a name; columns have none of their own. */
export function elementOf(definition, name) {
  return elements(definition).find((element) => element.name === name && element.type !== undefined);
}

/** Under which name the answer to a question is kept. */
export function keyOf(definition, name) {
  return elementOf(definition, name)?.valueName ?? name;
}

/** Whether a question with rows of questions has this name, or keeps its answer under it. */
export function hasRows(definition, name) {
  return elements(definition).some((it) => (it.name === name || it.valueName === name) && ROWS.includes(it.type));
}

/** Whether several questions keep their rows under the same name, or by another key that they have in common. */
export function sharesRows(definition, name, otherKeys = () => []) {
  const keys = (it) => [keyOf(definition, it.name), ...otherKeys(it)];
  const own = keys(elementOf(definition, name) ?? { name });
  const rows = elements(definition).filter(({ type }) => ROWS.includes(type));
  return rows.filter((it) => keys(it).some((key) => own.includes(key))).length > 1;
}

/** Whether a value is a number written as text. */
export function isNumeral(value) {
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value);
}

/** Whether choices of a question can hide and show again. */
export function hidesChoices({ choicesVisibleIf, choicesFromQuestion, choices }) {
  return Boolean(choicesVisibleIf ?? choicesFromQuestion ?? choices?.find?.(({ visibleIf }) => visibleIf));
}

/** Returns the questions, or columns, of the rows of a question. */
export function cellsOf(question) {
  return CELLS.flatMap((property) => question[property] ?? []);
}

/** Whether an element, or a column, is what an expression comes to. */
export function isResult({ type, cellType }) {
  return (cellType ?? type) === "expression";
}

/** Returns when the answer to a question goes that is hidden: its `clearIfInvisible`, or that of the survey. */
export function clearRule(definition, { clearIfInvisible = "default" }) {
  return clearIfInvisible === "default" ? (definition.clearInvisibleValues ?? "onComplete") : clearIfInvisible;
}

/** Whether the answer to a question goes as soon as it is hidden. */
export function clearsAtOnce(definition, question) {
  return ["onHidden", "onHiddenContainer"].includes(clearRule(definition, question));
}

/** Leaves out the answers that `isOut` picks. */
export function without(answers, isOut) {
  return Object.fromEntries(Object.entries(answers).filter(([name, value]) => !isOut(name, value)));
}

/** Leaves out of answers what expressions come to, in rows too. */
export function withoutResults(holder, answers) {
  const kept = { ...answers };
  for (const it of elements(holder, CELLS)) {
    const key = it.valueName ?? it.name;
    if (isResult(it)) delete kept[key];
    if (!ROWS.includes(it.type) || typeof kept[key] !== "object") continue;
    const row = (answer) => (answer !== null && typeof answer === "object" ? withoutResults(cellsOf(it), answer) : answer);
    kept[key] = eachOf(kept[key], row);
  }
  return kept;
}

function eachOf(rows, change) {
  if (Array.isArray(rows)) return rows.map(change);
  return Object.fromEntries(Object.entries(rows ?? {}).map(([name, row]) => [name, change(row)]));
}

/** Tells whether a value is no answer. */
export function isUnanswered(value) {
  return value === undefined || value === null || value === "";
}

/** Tells whether a value is a text of nothing but blanks. */
export function isBlank(value) {
  return typeof value === "string" && !value.trim();
}

/** Tells whether there is no answer in a value, at any depth. */
export function isHollow(value) {
  return isUnanswered(value) || (typeof value === "object" && Object.values(value).every(isHollow));
}

/** Leaves out the cells of rows that hold nothing, and the rows by name that do; rows by number stay where they are. */
export function withoutHollows(answer) {
  if (Array.isArray(answer)) return answer.map(withoutHollows);
  if (answer === null || typeof answer !== "object") return answer;
  const cells = Object.entries(answer).map(([name, cell]) => [name, withoutHollows(cell)]);
  return Object.fromEntries(cells.filter(([, cell]) => !isHollow(cell)));
}

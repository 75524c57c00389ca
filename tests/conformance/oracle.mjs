// The oracle: survey-core, asked what `canvass evaluate` is asked.

import "./clock.mjs";
import { ChoicesRestful, ExpressionRunner, Model, settings } from "survey-core";
import { onOffer } from "./answers.mjs";
import { response } from "./offered.mjs";

/** Orders random choices on both sides. */
export const SEED = 1;

// It warns about every oddity of a definition, and the odd ones are what is wanted here.
console.warn = () => {};
console.error = () => {};
settings.confirmActionFunc = () => true;

ChoicesRestful.prototype.sendRequest = function sendRequest() {
  this.sendProviderRequest({ sendRequest: (_, answer) => answer({ response: response(this) }) });
};

/**
 * What one side makes of answers. `inner` are faults inside a question: in a cell, or in a panel that repeats.
 * @typedef {{ question: string, type: string }} Fault
 * @typedef {{ visible: string[], errors: Fault[], inner: Fault[], data: object }} Verdict
 */

/** Builds the oracle's model of a definition. */
export function model(definition) {
  const survey = new Model(structuredClone(definition));
  survey.randomSeed = SEED;
  return survey;
}

/** Builds it, and gives it answers all at once. */
export function holding(definition, answers) {
  const survey = model(definition);
  survey.data = structuredClone(answers);
  return survey;
}

/**
 * Judges a whole payload.
 * @returns {Verdict}
 */
export function judge(definition, answers) {
  return conclude(holding(definition, answers), answers);
}

/** Builds the oracle's model of a definition, and looks at its rows as the form that is drawn from it does. */
export function open(definition) {
  const survey = model(definition);
  touchRows(survey);
  return survey;
}

/**
 * Takes a respondent's steps, then judges what they led to. Steps that a respondent cannot take are left out.
 * @returns {{ verdict: Verdict, taken: object[] }}
 */
export function replay(definition, steps) {
  const survey = open(definition);
  const taken = steps.filter((step) => take(survey, step));
  return { verdict: concludeSteps(survey), taken };
}

/** Judges where a respondent's steps led to. What is calculated is no answer: it counts once the survey completes. */
export function concludeSteps(survey) {
  const given = plain(survey.data);
  for (const { name } of survey.calculatedValues) {
    if (!survey.getQuestionByName(name)) delete given[name];
  }
  return conclude(survey, given);
}

/**
 * Takes one step, as the form that is drawn from the model does: an answer; the comment beside it; one choice of several;
 * an answer in a cell of a row; a row added, or removed. `kept` keeps an answer that is out of bounds, and empty rows;
 * `ordered` puts what is in a row in the order of its questions.
 * @returns {boolean} whether a respondent can: the question is shown and can be answered
 */
export function take(survey, step) {
  const question = survey.getQuestionByName(step.question);
  if (!question?.hasInput || !question.isVisible || question.isReadOnly || !isShown(question)) return false;
  if ("add" in step || "remove" in step) return resize(question, step);
  if ("cell" in step) {
    const cell = rowsOf(question)[step.row]?.getQuestionByName(step.cell);
    if (!cell?.isVisible || cell.isReadOnly || !canGive(cell, step.value)) return false;
    answer(cell, step.value);
    if (step.kept) keepCell(question, rowsOf(question)[step.row], cell, step);
    if (step.ordered) {
      order(rowsOf(question)[step.row], question.value?.[step.row]);
      for (const other of survey.getAllQuestions()) other.onVisibleChoicesChanged?.();
    }
  } else if ("comment" in step) {
    const isInAnswer = question.isOtherSelected && !question.getStoreOthersAsComment();
    if (isInAnswer) question.otherValue = step.comment;
    else survey.setComment(question.getValueName(), step.comment);
  } else if ("choice" in step) {
    const item = question.visibleChoices.find((choice) => choiceValue(question, choice) === step.choice);
    if (!item?.isEnabled) return false;
    question.clickItemHandler(item, step.selected);
  } else {
    if (!canGive(question, step.value)) return false;
    answer(question, step.value);
    if (step.kept) survey.setValue(question.getValueName(), question.value);
  }
  return true;
}

/** Puts into the data what is typed in a cell, whatever its faults. */
function keepCell(question, row, cell, { row: place, value }) {
  const rows = structuredClone(question.value) ?? (question.getType() === "matrixdropdown" ? {} : []);
  const key = Array.isArray(rows) ? place : row.rowName;
  rows[key] = { ...rows[key], [cell.getValueName()]: value ?? undefined };
  question.survey.setValue(question.getValueName(), rows);
}

/** What is one choice, and is not on offer, cannot be chosen. */
function canGive(question, value) {
  return Array.isArray(value) || onOffer(question, value ?? null) === (value ?? null);
}

function answer(question, given) {
  const value = structuredClone(given) ?? undefined;
  if (question.visibleChoices !== undefined) question.renderedValue = value;
  else question.value = value;
}

function order(row, answers = {}) {
  for (const { name } of questionsOf(row)) {
    const answer = answers[name];
    delete answers[name];
    if (answer !== undefined) answers[name] = answer;
  }
}

function resize(question, { add, remove, kept }) {
  const isOfPanels = question.getType() === "paneldynamic";
  const isPossible = add ? (question.canAddRow ?? question.canAddPanel) : (question.canRemoveRows ?? question.canRemovePanel);
  if (!isPossible || (!add && rowsOf(question)[remove] === undefined)) return false;
  if (add && isOfPanels) question.addPanel();
  else if (add) question.addRow();
  else if (isOfPanels) question.removePanel(remove);
  else question.removeRow(remove);
  const n_rows = question.rowCount ?? question.panelCount;
  if (kept) question.value = Array.from({ length: n_rows }, (_, index) => question.value?.[index] ?? {});
  return true;
}

/** Returns the rows, or panels, that are shown. */
export function rowsOf(question) {
  return question.visiblePanels ?? question.visibleRows ?? [];
}

/** Returns the questions of a row, or panel. */
export function questionsOf(row) {
  return row.questions ?? row.cells.map(({ question }) => question);
}

/** Returns the value of a choice; that of "select all", which is never stored and has none here, by its usual one. */
export function choiceValue(question, choice) {
  return choice === question.selectAllItem ? "all" : choice.value;
}

function isShown(question) {
  return question.page?.isVisible && question.isParentVisible;
}

function conclude(survey, given) {
  touchRows(survey);
  // A question without choices that hides for it is still in this list.
  const questions = survey.getAllQuestions(true).filter((question) => question.isVisible);
  const visible = questions.map(({ name }) => name);
  const isValid = survey.validate(true);
  touchRows(survey);
  const errors = questions.flatMap((question) => faults(question, question.name));
  const within = (question) => question.getNestedQuestions(true, true, true).filter((nested) => nested !== question);
  const inner = questions.flatMap((question) =>
    within(question).flatMap((nested) => faults(nested, `${question.name}: ${nameWithin(question, nested)}`)),
  );
  if (isValid) survey.tryComplete();
  return { visible, errors, inner, data: isValid ? plain(survey.data) : given };
}

/** Names a question within another; in a row that holds a question with parts, a part by both. */
function nameWithin(question, { name, parentQuestion }) {
  const isPart = parentQuestion !== question && parentQuestion?.getType() === "multipletext";
  return isPart ? `${parentQuestion.name}.${name}` : name;
}

/** Rows of a matrix, and what is in them, come into being when they are first looked at. */
function touchRows(survey) {
  for (const question of survey.getAllQuestions(false, false, true)) void question.visibleRows;
}

function faults(question, name) {
  return question.errors
    .filter(({ notificationType = "error" }) => notificationType === "error")
    .map((error) => ({ question: name, type: error.getErrorType() }));
}

/** What of a value reaches a server: its JSON. */
function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

const NAMES = ["a", "b", "c", "d", "p", "missing"];

/** Surveys for reading answers, by the names that have none: those are questions, which nobody has answered. */
const readers = new Map();

/**
 * Evaluates one expression of answers by name.
 * @returns {{ value: unknown, holds: boolean } | { refused: true } | undefined} nothing if survey-core throws
 */
export function evaluateExpression(expression, answers) {
  try {
    if (!new ExpressionRunner(expression).canRun()) return { refused: true };
    const reader = readerOf(NAMES.filter((name) => !(name in answers)));
    reader.data = structuredClone(answers);
    const value = reader.runExpression(expression);
    return { value: plain(value) ?? null, holds: value === true };
  } catch {
    return undefined;
  }
}

function readerOf(unanswered) {
  const key = unanswered.join();
  if (!readers.has(key)) readers.set(key, model({ elements: unanswered.map((name) => ({ type: "text", name })) }));
  return readers.get(key);
}

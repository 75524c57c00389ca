// Random steps of a respondent: what they answer, and in which order.

import { onOffer } from "./answers.mjs";
import { ROWS } from "./definitions.mjs";
import { choiceValue, concludeSteps, open, questionsOf, rowsOf, take } from "./oracle.mjs";

const MAX_STEPS = 40;

/**
 * Makes steps that a respondent can take, on the oracle, which says what is shown and open by then.
 * @param {import("./random.mjs").Random} random
 * @param {import("./answers.mjs").Answers} answers
 * @param {object} definition
 * @returns {{ taken: object[], verdict: import("./oracle.mjs").Verdict }} the steps, and what the oracle makes of them
 */
export function randomSteps(random, answers, definition) {
  const survey = open(definition);
  const steps = [];
  const wanted = 1 + random.below(Math.min(MAX_STEPS, 2 * survey.getAllQuestions().length));
  let at = 0;
  for (let tries = 0; steps.length < wanted && tries < 2 * wanted; tries += 1) {
    const shown = survey.getAllQuestions(true).filter(isOpen);
    if (shown.length === 0) break;
    // Mostly in order, as one fills in a form; now and then back to something answered before.
    const question = random.chance(0.8) ? shown[at++ % shown.length] : random.pick(shown);
    const step = { question: question.name, ...randomStep(random, answers, question) };
    if (take(survey, step)) steps.push(step);
  }
  return { taken: steps, verdict: concludeSteps(survey) };
}

function isOpen(question) {
  return question.isVisible && question.hasInput && !question.isReadOnly;
}

function randomStep(random, answers, question) {
  if (takesComment(question) && random.chance(question.isOtherSelected ? 0.6 : 0.1)) {
    return { comment: answers.comment() };
  }
  if (question.getType() === "checkbox" && random.chance(0.6)) {
    const item = random.pick(question.visibleChoices);
    if (item) return { choice: choiceValue(question, item), selected: !question.isItemSelected(item) };
  }
  if (hasRows(question)) return randomStepInRows(random, answers, question);
  const value = random.chance(0.1) ? null : (answers.answer(question) ?? null);
  return { value: onOffer(question, value) };
}

/** Rows are answered cell by cell, and come and go one by one. */
function randomStepInRows(random, answers, question) {
  const rows = rowsOf(question);
  const open = rows.flatMap((row, index) =>
    questionsOf(row)
      .filter((cell) => cell.isVisible && cell.hasInput && !cell.isReadOnly && !hasRows(cell))
      .map((cell) => ({ row: index, cell })),
  );
  if (random.chance(0.15) || open.length === 0) return { add: true };
  if (random.chance(0.1)) return { remove: random.below(rows.length) };
  const { row, cell } = random.pick(open);
  const value = random.chance(0.1) ? null : (answers.answer(cell) ?? null);
  return { row, cell: cell.name, value: onOffer(cell, value) };
}

function hasRows(question) {
  return ROWS.includes(question.getType());
}

function takesComment(question) {
  return question.showCommentArea || question.isOtherSelected;
}

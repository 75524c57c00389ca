// Answers that no form gives: a server drops or refuses them.

import { ROWS, mapped } from "../definitions.mjs";
import { canonical } from "../differences.mjs";
import { holding } from "../oracle.mjs";
import {
  elementOf, elements, hidesChoices, isBlank, isHollow, isNumeral, keyOf, without, withoutHollows, withoutResults,
} from "./looking.mjs";

/** Types whose answer is an object. */
const KEYED = ["matrix", "matrixdropdown", "multipletext"];

/** Types of questions that hold questions. */
const NESTED = [...ROWS, "multipletext"];

/** @type {import("./index.mjs").Rule[]} */
export const OF_ANSWERS = [
  {
    name: "a comment where none is asked for",
    reason: "is no answer to anything, and a server drops it. survey-core keeps or removes it by what else changes.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const takesComment = (it) =>
        it.showCommentArea || it.hasComment || it.showOtherItem || it.hasOther || it.choices?.some?.(({ value }) => value === "other");
      const names = new Set(elements(definition).filter(takesComment).map(({ name }) => `${keyOf(definition, name)}-Comment`));
      const isAsked = (name) => !name.endsWith("-Comment") || names.has(name);
      return answers && { definition, answers: without(answers, (name) => !isAsked(name)) };
    },
  },
  {
    name: "a number given as text",
    reason:
      "is the same choice, or the same number. survey-core makes one of the other in a cell when something looks at it.",
    isOfBoth: true,
    rewrite({ definition, ...given }) {
      return { definition, ...mapped(given, (value) => (isNumeral(value) ? Number(value) : value)) };
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
      // Behind a mask nobody can type blanks alone.
      const isFree = (name) => isOf(name, ["text", "comment"]) && elementOf(definition, name).maskType === undefined;
      const isBare = (name, value) => canonical(value) === "{}" && !isOf(name, KEYED);
      const isNothing = (name, value) => value === null || (isBlank(value) && !isFree(name)) || isBare(name, value);
      return answers && { definition, answers: without(answers, isNothing) };
    },
  },
  {
    name: "nothing within an answer",
    reason:
      "is not stored either: a cell without an answer, and rows none of which has one. survey-core keeps them or drops " +
      "them by what has looked at the rows before.",
    isOfBoth: true,
    rewrite({ definition, answers = {}, steps }) {
      if (steps) {
        const filled = (step) => ("value" in step ? { ...step, value: withoutHollows(step.value) } : step);
        return { definition, steps: steps.map(filled) };
      }
      const filled = Object.entries(answers).map(([name, answer]) => [name, withoutHollows(answer)]);
      return { definition, answers: Object.fromEntries(filled.filter(([, answer]) => !isHollow(answer))) };
    },
  },
  {
    name: "a choice that is hidden, answers all at once",
    reason:
      "goes before anything reads it. survey-core leaves it where the new answers change nothing about which choices are " +
      "shown, until it validates, so that what reads it is still shown, or asked for.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const hiding = new Set(elements(definition).filter(hidesChoices).map(({ name }) => name));
      if (answers === undefined || hiding.size === 0) return undefined;
      let [given, shown] = [undefined, answers];
      // What hides with them may hide others. Each round leaves less, so that there is a last one.
      while (canonical(shown) !== canonical(given)) [given, shown] = [shown, withShownChoices(definition, shown, hiding)];
      return { definition, answers: shown };
    },
  },
  {
    name: "an answer under the name of what asks nothing",
    reason: "is dropped by a server. survey-core keeps or removes it by what it stands in.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const asks = ({ type }) => !["html", "image"].includes(type);
      const keys = (found) => new Set(found.map(({ name }) => keyOf(definition, name)));
      const [asked, others] = [keys(elements(definition).filter(asks)), keys(elements(definition).filter((it) => !asks(it)))];
      return answers && { definition, answers: without(answers, (name) => others.has(name) && !asked.has(name)) };
    },
  },
  {
    name: "a hidden answer that goes at completion, and a rule that reads it",
    reason:
      "goes without a trace: nobody sees what the rule does then to answers that are shown. survey-core runs the rule on what " +
      "it clears.",
    rewrite({ definition, answers }) {
      if (answers === undefined) return undefined;
      const rules = elements(definition).flatMap((it) => [it.setValueIf, it.setValueExpression, it.resetValueIf]);
      const read = JSON.stringify([rules, definition.triggers ?? []]);
      const goes = (it) => (!it.isVisible || !it.isParentVisible) && it.getClearIfInvisible() !== "none";
      const hidden = holding(definition, answers).getAllQuestions().filter(goes);
      const out = new Set(hidden.map((it) => it.getValueName()).filter((name) => read.includes(`{${name}`)));
      return { definition, answers: without(answers, (name) => out.has(name)) };
    },
  },
  {
    name: "an answer that a server refuses",
    reason:
      "is never stored, so nobody sees what becomes of it: text where a list belongs, a choice that is not on offer, the " +
      "result of an expression. survey-core takes what it gets and changes it into something, by type and chance.",
    isOfBoth: true,
    async rewrite({ definition, answers }, refused) {
      if (answers === undefined) return undefined;
      const names = await refused();
      // Of a question that is hidden the server looks at no answer.
      const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
      const isOfForm = (type, value) => (KEYED.includes(type) ? isObject : Array.isArray)(value);
      const isMisshapen = ({ type, name, valueName = name }) => NESTED.includes(type) && !isOfForm(type, answers[valueName]);
      const isOut = (it) => names.has(it.name) || isMisshapen(it);
      const namesOf = (found) => new Set(found.flatMap(({ name, valueName }) => [name, valueName]));
      const out = namesOf(elements(definition).filter(isOut));
      const given = withoutResults(definition, answers);
      return { definition, answers: without(given, (name) => out.has(name.replace(/-Comment$/, ""))) };
    },
  },
];

/** Returns the answers without the choices of some questions that are listed, and that survey-core hides. */
function withShownChoices(definition, answers, names) {
  const left = { ...answers };
  for (const question of holding(definition, answers).getAllQuestions().filter(({ name }) => names.has(name))) {
    const [key, items] = [question.getValueName(), question.choices ?? []];
    const isIn = (list, value) => [list ?? []].flat().some((it) => String(it) === String(value));
    question.clearIncorrectValues();
    const isHidden = (value) => !isIn(question.value, value) && isIn(items.map((item) => item.value), value);
    if (Array.isArray(left[key])) left[key] = left[key].filter((value) => !isHidden(value));
    if (isHidden(left[key]) || left[key]?.length === 0) delete left[key];
  }
  return left;
}

// What a respondent does, and survey-core takes otherwise.

import { mapped } from "../definitions.mjs";
import { canonical } from "../differences.mjs";
import { elementOf, elements, hasRows, keyOf } from "./looking.mjs";

/** @type {import("./index.mjs").Rule[]} */
export const OF_STEPS = [
  {
    name: "an answer taken back",
    reason:
      "is one that was never given: the same answers are judged alike however they came about, and a server sees only " +
      "them. In survey-core `{a} < 5` holds of an answer taken back and fails of one never given.",
    rewrite({ steps, ...rest }) {
      const isEmptied = ({ value }) => value === null || value === "" || (Array.isArray(value) && value.length === 0);
      const placeOf = ({ question, row, cell }) => canonical([question, row, cell]);
      const lastEmptied = (place) => steps.findLastIndex((step) => placeOf(step) === place && isEmptied(step));
      return steps && { ...rest, steps: steps.filter((step, index) => index > lastEmptied(placeOf(step))) };
    },
  },
  {
    name: "an expression of a part of an answer that is taken back",
    reason:
      "is worked out anew. survey-core does so if it reads the whole answer too; otherwise what the part was stays in it.",
    rewrite({ definition, steps }) {
      const outerOf = (path) => path.split(/(?<=.)[.[]/).map((_, index, parts) => parts.slice(0, index).join("."));
      const isWhole = (name) => !/^(|row|panel|parentpanel)$/i.test(name) && !name.includes("]");
      const outer = (text) => [...text.matchAll(/\{([^{}]+)\}/g)].flatMap(([, path]) => outerOf(path)).filter(isWhole);
      const asWhole = (text) => [...new Set(outer(text))].reduce((it, name) => `iif({${name}} empty, ${it}, ${it})`, text);
      const isExpression = (value, key) => typeof value === "string" && /(expression|If)$/i.test(key);
      const change = (value, key) => (isExpression(value, key) ? asWhole(value) : value);
      return steps && { definition: mapped(definition, change), steps };
    },
  },
  {
    name: "an answer out of bounds",
    reason:
      "stands with its fault until it is put right, so that the form and the server judge the same answers. survey-core " +
      "withholds it from the data while it is typed, and not when it is set with all others.",
    rewrite({ definition, steps, ...rest }) {
      const isText = (name) => elementOf(definition, name)?.type === "text";
      const hasBounds = ({ min, max, minValueExpression, maxValueExpression }) =>
        [min, max, minValueExpression, maxValueExpression].some((bound) => bound !== undefined);
      const isBounded = ({ question, cell }) =>
        cell === undefined ? isText(question) : elements(definition).some((it) => it.name === cell && hasBounds(it));
      const kept = (step) => ("value" in step && isBounded(step) ? { ...step, kept: true } : step);
      return steps && { ...rest, definition, steps: steps.map(kept) };
    },
  },
  {
    name: "an answer with a fault, where faults hold answers back",
    reason: "stands as well. Under `onValueChanging` survey-core withholds it whatever the fault is.",
    rewrite({ definition, steps, ...rest }) {
      if (definition.checkErrorsMode !== "onValueChanging") return undefined;
      return steps && { ...rest, definition: { ...definition, checkErrorsMode: "onValueChanged" }, steps };
    },
  },
  {
    name: "an answer that is no rows, under the name of rows",
    reason: "is an answer all the same, and a server refuses it. survey-core asks for rows.",
    isOfBoth: true,
    rewrite({ steps, definition }) {
      const isOfRows = ({ question }) => hasRows(definition, keyOf(definition, question));
      const isOut = (step) => isOfRows(step) && !("cell" in step) && ["string", "number", "boolean"].includes(typeof step.value);
      return steps && { definition, steps: steps.filter((step) => !isOut(step)) };
    },
  },
  {
    name: "blanks for a comment",
    reason: "say nothing. survey-core lets expressions read them, and stores nothing.",
    isOfBoth: true,
    rewrite({ definition, steps }) {
      const bare = (step) => ("comment" in step ? { ...step, comment: step.comment.trim() } : step);
      return steps && { definition, steps: steps.map(bare) };
    },
  },
];

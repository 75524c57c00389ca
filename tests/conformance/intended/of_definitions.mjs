// Ways to write a definition that survey-core reads otherwise than it means to.

import { settings } from "survey-core";
import { ROWS, mapped } from "../definitions.mjs";
import { canonical } from "../differences.mjs";
import { dependsOnAnswers } from "../offered.mjs";
import { elements, keyOf, sharesRows } from "./looking.mjs";

/** @type {import("./index.mjs").Rule[]} */
export const OF_DEFINITIONS = [
  {
    name: "a name in another case",
    reason:
      "is the same name, whenever it is read. survey-core reads `{name}` for a question `Name` too, but does not look " +
      "again when its answer changes.",
    rewrite({ definition, ...given }) {
      const names = new Map(elements(definition).map(({ name }) => [name.toLowerCase(), name]));
      const exact = (text) =>
        text.replaceAll(/(?<=\{#?)[^{}.[]+/g, (name) => names.get(name.toLowerCase()) ?? name);
      return { definition: mapped(definition, (value) => (typeof value === "string" ? exact(value) : value)), ...given };
    },
  },
  {
    name: "a trigger of the old form that asks for no value",
    reason:
      "is tried: `operator: notempty` needs none. survey-core means to, and leaves it out for lack of one; its new form, " +
      "an expression, it tries.",
    rewrite({ definition, ...given }) {
      const asExpression = ({ name, operator, ...trigger }) => ({ ...trigger, expression: `{${name}} ${operator}` });
      const isWithout = ({ operator, value }) => ["empty", "notempty"].includes(operator) && value === undefined;
      const triggers = definition.triggers?.map((it) => (isWithout(it) ? asExpression(it) : it));
      return triggers && { definition: { ...definition, triggers }, ...given };
    },
  },
  {
    name: "a column given as text alone",
    reason: "has that name. survey-core names it `question1`, like an element without a name.",
    isOfBoth: true,
    rewrite({ definition, answers, steps }) {
      const given = steps ? { steps: steps.filter(({ cell }) => !/^question\d+$/.test(cell)) } : { answers };
      const named = (column) => (typeof column === "string" ? { name: column } : column);
      const isOfQuestions = ({ type }) => ["matrixdropdown", "matrixdynamic"].includes(type);
      const change = (value) =>
        Array.isArray(value?.columns) && isOfQuestions(value) ? { ...value, columns: value.columns.map(named) } : value;
      return { definition: mapped(definition, change), ...given };
    },
  },
  {
    name: "a choice without a value",
    reason: "is none if it has no name, and no text in one language, either. survey-core takes the whole object for its value.",
    isOfBoth: true,
    rewrite({ definition, ...given }) {
      const isChoice = (item) =>
        typeof item !== "object" || (item?.value ?? item?.name) !== undefined || typeof item?.text === "string";
      const change = (value, key) => (key === "choices" && Array.isArray(value) ? value.filter(isChoice) : value);
      return { definition: mapped(definition, change), ...given };
    },
  },
  {
    name: "bounds on an input of an unknown type",
    reason: "mean nothing, as on text. survey-core compares with them, as texts or numbers by chance.",
    isOfBoth: true,
    rewrite({ definition, ...given }) {
      const isUnknown = (type) => type !== undefined && !settings.questions.inputTypes.includes(type);
      const change = (value) => (isUnknown(value?.inputType) ? { ...value, inputType: "text" } : value);
      return { definition: mapped(definition, change), ...given };
    },
  },
  {
    name: "the wording of \"other\"",
    reason: "is the widget's, in the respondent's language, unless the definition gives one: expressions read its value.",
    isOfBoth: true,
    rewrite({ definition, ...given }) {
      const change = (value) => (value?.showOtherItem ?? value?.hasOther ? { otherText: "Other", ...value } : value);
      return { definition: mapped(definition, change), ...given };
    },
  },
  {
    name: "a choice that is named, or shown, without a value",
    reason: "is called what it is named, or shown as. survey-core stores what describes it, and shows `[object Object]`.",
    isOfBoth: true,
    rewrite({ definition, ...given }) {
      const nameOf = ({ name, text }) => name ?? (typeof text === "string" ? text : undefined);
      const isBare = (it) => it !== null && typeof it === "object" && it.value === undefined && nameOf(it) !== undefined;
      const valued = (it) => (isBare(it) ? { ...it, value: nameOf(it) } : it);
      const LISTS = ["choices", "rows", "rateValues"];
      const change = (value, key) => {
        if (value?.type === "matrix" && value.columns) return { ...value, columns: value.columns.map(valued) };
        return LISTS.includes(key) && Array.isArray(value) ? value.map(valued) : value;
      };
      return { definition: mapped(definition, change), ...given };
    },
  },
  {
    name: "a row that is listed twice",
    reason: "is asked once: both would have one answer. survey-core shows it twice, and counts the answer in the first.",
    asksAnew: true,
    rewrite({ definition, ...given }) {
      const valueOf = (row) => canonical(row?.value ?? row);
      const isFirst = (row, place, rows) => rows.findIndex((one) => valueOf(one) === valueOf(row)) === place;
      const change = (value, key) => (key === "rows" && Array.isArray(value) ? value.filter(isFirst) : value);
      return { definition: mapped(definition, change), ...given };
    },
  },
  {
    name: "totals of questions that share their rows",
    reason: "are those of the last question. survey-core stores those of the one that has last been counted.",
    rewrite({ definition, ...given }) {
      const uncounted = ({ totalType: _, totalExpression: __, ...rest }) => rest;
      const last = (name) => elements(definition).findLast((it) => keyOf(definition, it.name) === keyOf(definition, name) && ROWS.includes(it.type));
      const isLast = (it) => canonical(it) === canonical(last(it.name));
      const isOut = (it) => ROWS.includes(it?.type) && it.columns && sharesRows(definition, it.name) && !isLast(it);
      const change = (it) => (isOut(it) ? { ...it, columns: it.columns.map(uncounted) } : it);
      return { definition: mapped(definition, change), ...given };
    },
  },
  {
    name: "a page of one question",
    reason:
      "is a way to show a survey: all its answers count. survey-core checks those of the page that is shown.",
    rewrite({ definition: { questionsOnPageMode, ...definition }, ...given }) {
      return questionsOnPageMode && { definition, ...given };
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
      return { definition: mapped(definition, (value) => (isOpen(value) ? open(value) : value)), ...given };
    },
  },
];

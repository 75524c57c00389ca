// Rows, of matrices and of panels.

import { namesThatCount } from "../answers.mjs";
import { ROWS, mapped } from "../definitions.mjs";
import { judge } from "../oracle.mjs";
import { cellsOf, clearRule, clearsAtOnce, elements, isBlank, isResult, isUnanswered, keyOf, sharesRows, without } from "./looking.mjs";

/** @type {import("./index.mjs").Rule[]} */
export const OF_ROWS = [
  {
    name: "a row that somebody has added",
    reason:
      "is there, also while it is empty, so that form and server check the same rows. survey-core keeps an empty row of a " +
      "matrix, but stores it only once something later in the list has an answer.",
    rewrite({ definition, steps }) {
      const kept = (step) => ("add" in step || "remove" in step ? { ...step, kept: true } : step);
      return steps && { definition, steps: steps.map(kept) };
    },
  },
  {
    name: "a number of rows that is none",
    reason:
      "leaves the rows as they are, so that nobody loses answers by a slip. survey-core counts with it all the same, and " +
      "makes the answer something else, or nothing.",
    isOfBoth: true,
    rewrite({ definition, answers, steps }) {
      const names = namesThatCount(definition);
      const isNumber = (value) => ["number", "string"].includes(typeof value) && /^\d+(\.\d+)?$/.test(value);
      const isNone = (name, value) => names.has(name) && !isUnanswered(value) && !isNumber(value);
      const isOut = ({ question, cell, value }) => isNone(cell ?? keyOf(definition, question), value);
      if (steps) return { definition, steps: steps.filter((step) => !isOut(step)) };
      return { definition, answers: mapped(answers ?? {}, (value, name) => (isNone(name, value) ? undefined : value)) };
    },
  },
  {
    name: "a row removed where several questions share it, or their number",
    reason:
      "is gone from all of them. survey-core leaves empty rows in the others, or makes them anew.",
    isOfBoth: true,
    rewrite({ definition, steps }) {
      const numbers = ({ bindings }) => Object.values(bindings ?? {});
      const isOut = ({ question, remove }) => remove !== undefined && sharesRows(definition, question, numbers);
      return steps && { definition, steps: steps.filter((step) => !isOut(step)) };
    },
  },
  {
    name: "the fewest rows of one question, where several share them",
    reason:
      "are there in all of them. survey-core shows them in that question alone, until one of them is answered.",
    isOfBoth: true,
    rewrite({ definition, ...given }) {
      const none = { minRowCount: 0, rowCount: 0, minPanelCount: 0, panelCount: 0 };
      const isShared = (value) => ROWS.includes(value?.type) && sharesRows(definition, value.name);
      return { definition: mapped(definition, (value) => (isShared(value) ? { ...value, ...none } : value)), ...given };
    },
  },
  {
    name: "fewer rows than there must be",
    reason:
      "are as many as were given, and a server refuses them. survey-core adds what is missing on pages that it has not " +
      "drawn yet, and not on the first.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const full = ({ name, valueName = name, minPanelCount, minRowCount }) => {
        const given = answers[valueName];
        const missing = Number(minPanelCount ?? minRowCount) - given?.length;
        return Array.isArray(given) && missing > 0 ? [[valueName, [...given, ...Array.from({ length: missing }, () => ({}))]]] : [];
      };
      const later = definition.pages?.slice(1) ?? [];
      const rows = answers && elements(later).filter(({ type }) => ROWS.includes(type));
      return answers && { definition, answers: { ...answers, ...Object.fromEntries(rows.flatMap(full)) } };
    },
  },
  {
    name: "rules in rows, answers all at once",
    reason:
      "have had their effects: a whole set of answers has them in it already. So it is in survey-core outside of rows; in " +
      "them, what is worked out there sets rules off, and what one question makes of rows that it shares with others.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const bare = ({ setValueExpression: _, setValueIf: __, resetValueIf: ___, ...rest }) => rest;
      const withoutRules = (list) => list?.map(bare);
      const isWorkedOut = (it) => it.defaultValueExpression !== undefined || isResult(it);
      const hasResult = (question) => cellsOf(question).some(isWorkedOut);
      const isSetOff = (value) => ROWS.includes(value?.type) && (hasResult(value) || sharesRows(definition, value.name));
      const ruled = ({ columns, templateElements, ...rest }) => ({
        ...rest,
        columns: withoutRules(columns),
        templateElements: withoutRules(templateElements),
      });
      return answers && { definition: mapped(definition, (value) => (isSetOff(value) ? ruled(value) : value)), answers };
    },
  },
  {
    name: "blanks that a default expression puts in a row",
    reason: "are no answer there either. survey-core lets the expressions of the row read them, and stores nothing.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const cells = elements(definition).filter(({ type }) => ROWS.includes(type)).flatMap(cellsOf);
      const isRead = (name) => cells.some(({ defaultValueExpression: text = "" }) => text.includes(`{${name}}`));
      return answers && { definition, answers: without(answers, (name, value) => isBlank(value) && isRead(name)) };
    },
  },
  {
    name: "how panels are shown",
    reason:
      "one at a time or all below each other, has no part in what is stored. survey-core keeps what is hidden of panels that " +
      "are shown one at a time if the last one is empty.",
    rewrite({ definition, ...given }) {
      const inList = ({ renderMode: _, displayMode: __, ...rest }) => rest;
      return { definition: mapped(definition, (value) => (value?.type === "paneldynamic" ? inList(value) : value)), ...given };
    },
  },
  {
    name: "a default answer in rows that are given, answers all at once",
    reason:
      "is for rows that a respondent adds. survey-core gives it to those on pages that it has not looked at yet, and to no others.",
    rewrite({ definition, answers }) {
      const plain = ({ defaultValue: _, defaultValueExpression: __, ...cell }) => cell;
      const isGiven = (value) => ROWS.includes(value?.type) && answers?.[keyOf(definition, value.name)] !== undefined;
      const plainWithin = (cells) => mapped(cells, (it) => (it?.name ? plain(it) : it));
      const inPlain = ({ columns, templateElements, ...rows }) => ({
        ...rows,
        ...(columns && { columns: plainWithin(columns) }),
        ...(templateElements && { templateElements: plainWithin(templateElements) }),
      });
      return answers && { definition: mapped(definition, (value) => (isGiven(value) ? inPlain(value) : value)), answers };
    },
  },
  {
    name: "a number that is not that of the rows, answers all at once",
    reason:
      "stays as it is given, as do the rows. survey-core counts the rows anew once it looks at them.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const counted = {};
      for (const { name, bindings = {} } of elements(definition)) {
        const rows = answers?.[keyOf(definition, name)];
        const numbers = Array.isArray(rows) ? Object.values(bindings).filter((number) => number in answers) : [];
        for (const number of numbers) counted[number] = rows.length;
      }
      return answers && { definition, answers: { ...answers, ...counted } };
    },
  },
  {
    name: "rows that hide, answers all at once",
    reason:
      "hide and show nothing on the way. survey-core takes the default answers first, and clears what the rows hide that " +
      "the new answers hide or show.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const hasRules = ({ rowsVisibleIf, rows }) => rowsVisibleIf !== undefined || rows?.some?.(({ visibleIf }) => visibleIf);
      const hides = (value) => ROWS.includes(value?.type) && hasRules(value) && clearsAtOnce(definition, value);
      const late = (value) => (hides(value) ? { ...value, clearIfInvisible: "onComplete" } : value);
      return answers && { definition: mapped(definition, late), answers };
    },
  },
  {
    name: "panels within panels that are hidden",
    reason: "are not stored. survey-core removes the outer ones first, and puts some of them back with the inner ones.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      if (answers === undefined) return undefined;
      const isOfPanels = ({ type }) => type === "paneldynamic";
      const holdsPanels = (it) => isOfPanels(it) && elements(it.templateElements ?? []).some(isOfPanels);
      const goes = (it) => clearRule(definition, it) !== "none";
      const shown = new Set(judge(definition, answers).visible);
      const hidden = elements(definition).filter((it) => holdsPanels(it) && goes(it) && !shown.has(it.name));
      const out = new Set(hidden.map(({ name }) => keyOf(definition, name)));
      return { definition, answers: without(answers, (name) => out.has(name)) };
    },
  },
  {
    name: "a choice from a row",
    reason:
      "is the first answer in it, by the order of its questions. survey-core takes the one that was given first, which " +
      "no server can tell.",
    isOfBoth: true,
    rewrite({ definition, steps }) {
      return steps && { definition, steps: steps.map((step) => ("cell" in step ? { ...step, ordered: true } : step)) };
    },
  },
];

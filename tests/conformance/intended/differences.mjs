// Differences that no other way of asking makes go away.

import { namesThatCount } from "../answers.mjs";
import { ROWS, mapped } from "../definitions.mjs";
import { canonical } from "../differences.mjs";
import { cellsOf, elements, hasRows, hidesChoices, isBlank, isHollow, isNumeral, keyOf, without, withoutHollows } from "./looking.mjs";

/** @type {import("./index.mjs").DifferenceRule[]} */
export const INTENDED_DIFFERENCES = [
  {
    name: "rows that nobody has touched",
    reason:
      "hold no answer: `[{}]` says no more than nothing. survey-core stores them or not by whether their page has been " +
      "drawn, and what is in them by whether anything has looked at it.",
    covers({ part, subject, oracle, ours }, { definition, answers = {}, steps }) {
      const isGiven = (name) => name in answers || steps?.some(({ question }) => keyOf(definition, question) === name);
      // What a respondent would see to be wrong in them must be found by us too.
      if (part === "inner") return (!steps || !oracle) && !isGiven(keyOf(definition, subject.split(": ")[0]));
      if (part !== "data" || !hasRows(definition, subject)) return false;
      const touched = (side) => canonical(withoutUntouched(definition, side, answers[subject]));
      if (touched(oracle) === touched(ours)) return true;
      return !isGiven(subject) && (oracle === undefined || ours === undefined || isHollow([oracle, ours]));
    },
  },
  {
    name: "rows that are empty",
    reason:
      "are kept as long as they are shown, and go with all that is hidden. survey-core keeps as many as there were at " +
      "first of panels that hide, and the last ones of a matrix only once something in them has an answer.",
    covers({ part, subject, oracle, ours }, { definition }) {
      if (part !== "data" || !hasRows(definition, subject)) return false;
      if (isHollow(oracle) && isHollow(ours) && (oracle === undefined || ours === undefined)) return true;
      const isOfMatrix = elements(definition).some((it) => keyOf(definition, it.name) === subject && it.type === "matrixdynamic");
      const filled = (rows) => (isOfMatrix ? withoutLastHollows : withoutHollows)(rows);
      return canonical(filled(oracle)) === canonical(filled(ours));
    },
  },
  {
    name: "a random order that a panel takes from its page",
    reason: "is drawn from the seed, like the page's. survey-core draws it anew each time, so that it differs from itself.",
    covers({ part, kind }, { definition }) {
      let takesOrder = false;
      JSON.stringify(definition, (_, value) => {
        const takes = ({ type, questionOrder = "default" }) => type === "panel" && questionOrder === "default";
        takesOrder ||= value?.questionOrder === "random" && Array.isArray(value.elements) && value.elements.some(takes);
        return value;
      });
      return part === "visible" && kind === "another order" && takesOrder;
    },
  },
  {
    name: "an empty result",
    reason: "is not stored. survey-core stores it where the value was another before.",
    covers: ({ part, subject, oracle, ours }, { definition }) =>
      part === "data" && oracle === "" && ours === undefined && definition.calculatedValues?.some(({ name }) => name === subject),
  },
  {
    name: "blanks that an expression comes to",
    reason: "are no number. survey-core keeps the 0 that stood there before, which JavaScript takes for equal to blanks.",
    covers({ part, subject, oracle, ours }, { definition }) {
      const isResult = ({ name, type }) => name === subject && (type ?? "expression") === "expression";
      return part === "data" && oracle === 0 && ours !== "" && isBlank(ours) && elements(definition).some(isResult);
    },
  },
  {
    name: "no rows",
    reason:
      "are an answer: it tells a server that the rows which the definition begins with are gone. survey-core keeps nothing, " +
      "which reads as that nobody has touched them.",
    covers({ part, subject, oracle, ours }, { definition, steps }) {
      // Their number, too, it does not always tell.
      const isRemoved = steps?.some(({ remove }) => remove !== undefined);
      const isCount = () => isRemoved && oracle === ours + 1 && namesThatCount(definition).has(subject);
      const isOfRows = () => oracle === undefined && canonical(ours) === "[]" && hasRows(definition, subject);
      return part === "data" && (isOfRows() || isCount());
    },
  },
  {
    name: "rows shared with choices that they do not name",
    reason:
      "stay as they are when a choice is added or taken away. survey-core puts each such row into itself, as if it were the " +
      "name of a choice.",
    covers({ part, subject, oracle }, { definition }) {
      const properties = elements(definition)
        .filter((it) => keyOf(definition, it.name) === subject && it.type !== undefined && !ROWS.includes(it.type))
        .map(({ valuePropertyName }) => valuePropertyName);
      const isInItself = (row) => Object.values(row ?? {}).some((member) => member !== null && typeof member === "object");
      return part === "data" && properties.length > 0 && hasRows(definition, subject) && [oracle].flat().some(isInItself);
    },
  },
  {
    name: "a number as text in rows that a definition gives",
    reason: "is the choice that is meant by it. survey-core makes one of the other in a cell when something looks at it.",
    covers({ part, subject, oracle, ours }, { definition }) {
      const begins = (it) => it.defaultValue ?? it.defaultRowValue ?? it.defaultPanelValue;
      const given = elements(definition).filter((it) => keyOf(definition, it.name) === subject && begins(it) !== undefined);
      const choosing = given.flatMap(cellsOf).flatMap((cell) => elements(cell)).filter((it) => it.choices ?? it.type === "rating");
      const names = new Set(choosing.map(({ name }) => name));
      const meant = (value, name) => (names.has(name) && isNumeral(value) ? Number(value) : value);
      const alike = canonical(mapped(oracle ?? [], meant)) === canonical(mapped(ours ?? [], meant));
      return part === "data" && names.size > 0 && hasRows(definition, subject) && alike;
    },
  },
  {
    name: "a part of a question that reads its panel",
    reason: "reads it, as every other question of the panel does. To survey-core it is nothing there.",
    covers({ part, subject, oracle }, { definition }) {
      const reads = (item) => JSON.stringify(item).includes("{panel.");
      const holders = elements(definition).filter((it) => it.type === "multipletext");
      const names = holders.flatMap(({ name, items = [] }) => items.filter(reads).map((item) => `${name}.${item.name}`));
      return part === "inner" && oracle === undefined && names.some((name) => subject.includes(`: ${name}`));
    },
  },
  {
    name: "a choice that hid, where other choices stay",
    reason: "was taken back as well.",
    covers({ part, subject, oracle, ours = [] }, { definition, steps = [] }) {
      const canHide = elements(definition).some((it) => (it.valueName ?? it.name) === subject && hidesChoices(it));
      const isList = part === "data" && Array.isArray(oracle) && Array.isArray(ours);
      return canHide && isList && steps.length > 0 && ours.every((value) => oracle.some((one) => canonical(one) === canonical(value)));
    },
  },
];

/** Leaves out what `withoutHollows` does, and the rows at the end that hold nothing. */
function withoutLastHollows(answer) {
  const kept = withoutHollows(answer);
  return Array.isArray(kept) ? kept.slice(0, kept.findLastIndex((row) => !isHollow(row)) + 1) : kept;
}

/** Leaves out the rows within rows that nobody has given. */
function withoutUntouched(definition, rows, given) {
  if (!Array.isArray(rows)) return rows;
  const isUntouched = (name, place) => hasRows(definition, name) && isHollow(given?.[place]?.[name]);
  return rows.map((row, place) => without(row ?? {}, (name) => isUntouched(name, place)));
}

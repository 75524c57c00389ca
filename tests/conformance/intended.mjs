// Differences from the oracle that are meant, each with its reason. A difference that none of these covers fails.

import { settings } from "survey-core";
import { namesThatCount } from "./answers.mjs";
import { ROWS, mapped } from "./definitions.mjs";
import { canonical } from "./differences.mjs";
import { dependsOnAnswers } from "./offered.mjs";
import { evaluateExpression, judge } from "./oracle.mjs";

/** Types whose answer is an object. */
const KEYED = ["matrix", "matrixdropdown", "multipletext"];

/**
 * A rule says what the oracle would have to be asked instead to agree: `rewrite` returns that, or nothing where the rule
 * does not apply. A difference is intended exactly if it is gone then; so a rule covers one oddity and nothing beside.
 * With `isOfBoth` we are asked so too: what is left out is then nothing that anything else depends on.
 * @typedef {{ definition: object, answers?: object, steps?: object[] }} Case
 * @type {{ name: string, reason: string, isOfBoth?: boolean,
 *   rewrite: (compared: Case, refused: () => Promise<Set<string>>) => Case | undefined | Promise<Case | undefined> }[]}
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
      return { definition: mapped(definition, (value) => (typeof value === "string" ? exact(value) : value)), ...given };
    },
  },
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
    name: "an answer with a fault",
    reason:
      "stands with it until it is put right, so that the form and the server judge the same answers. survey-core shows it " +
      "with the fault and withholds it from the data: if it is out of bounds while it is typed, not when it is set with " +
      "all others; under `onValueChanging` whatever the fault is.",
    rewrite({ definition: { checkErrorsMode, ...definition }, steps, ...rest }) {
      const mode = checkErrorsMode === "onValueChanging" ? "onValueChanged" : checkErrorsMode;
      const isBounded = (name) => elementOf(definition, name)?.type === "text";
      const kept = (step) => ("value" in step && isBounded(step.question) ? { ...step, kept: true } : step);
      return steps && { ...rest, definition: { ...definition, checkErrorsMode: mode }, steps: steps.map(kept) };
    },
  },
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
    name: "rules in rows, answers all at once",
    reason:
      "have had their effects: a whole set of answers has them in it already. So it is in survey-core outside of rows; in " +
      "them, what is worked out there sets rules off, and what one question makes of rows that it shares with others.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const bare = ({ setValueExpression: _, setValueIf: __, resetValueIf: ___, ...rest }) => rest;
      const withoutRules = (list) => list?.map(bare);
      const isResult = (it) => it.defaultValueExpression !== undefined || (it.cellType ?? it.type) === "expression";
      const hasResult = ({ columns = [], templateElements = [] }) => [...columns, ...templateElements].some(isResult);
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
    name: "rows that hide, answers all at once",
    reason:
      "hide and show nothing on the way. survey-core takes the default answers first, and clears what the rows hide that " +
      "the new answers hide or show.",
    isOfBoth: true,
    rewrite({ definition, answers }) {
      const hides = (value) => value?.rowsVisibleIf !== undefined || value?.rows?.some?.(({ visibleIf }) => visibleIf);
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
      const shown = new Set(judge(definition, answers).visible);
      const hidden = elements(definition).filter((it) => holdsPanels(it) && !shown.has(it.name));
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
  {
    name: "rows answered all at once",
    reason:
      "are worked out like rows that somebody has typed into. survey-core does so when the next answer is given, and " +
      "a form has no way to answer them all at once.",
    rewrite({ definition, steps, ...rest }) {
      const settled = (step) => (hasRows(definition, step.question) ? { ...step, settled: true } : step);
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
      return { definition: mapped(definition, (value) => (isOpen(value) ? open(value) : value)), ...given };
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
    reason: "is none. survey-core takes the whole object for its value.",
    isOfBoth: true,
    rewrite({ definition, ...given }) {
      const isChoice = (item) => typeof item !== "object" || item?.value !== undefined;
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
    name: "blanks for a comment",
    reason: "say nothing. survey-core lets expressions read them, and stores nothing.",
    isOfBoth: true,
    rewrite({ definition, steps }) {
      const bare = (step) => ("comment" in step ? { ...step, comment: step.comment.trim() } : step);
      return steps && { definition, steps: steps.map(bare) };
    },
  },
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
    name: "a page of one question",
    reason:
      "is a way to show a survey: all its answers count. survey-core checks those of the page that is shown.",
    rewrite({ definition: { questionsOnPageMode, ...definition }, ...given }) {
      return questionsOnPageMode && { definition, ...given };
    },
  },
  {
    name: "a choice that hid",
    reason:
      "was taken back, and stays so until it is chosen again. survey-core chooses it anew when it is shown again, as long " +
      "as the page is open.",
    rewrite({ definition, steps }) {
      const names = new Set(elements(definition).filter(hidesChoices).map(({ name }) => name));
      const last = steps?.findLastIndex(({ question }) => !names.has(question));
      return steps && { definition, steps: steps.filter(({ question }, index) => index >= last || !names.has(question)) };
    },
  },
  {
    name: "a number given as text",
    reason:
      "is the same choice, or the same number. survey-core makes one of the other in a cell when something looks at it.",
    isOfBoth: true,
    rewrite({ definition, ...given }) {
      const isNumeral = (value) => typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value);
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
      const isBlank = (name, value) => typeof value === "string" && !value.trim() && !isFree(name);
      const isBare = (name, value) => canonical(value) === "{}" && !isOf(name, KEYED);
      const isNothing = (name, value) => value === null || isBlank(name, value) || isBare(name, value);
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
      const isOfForm = (type, value) => (type === "matrixdropdown" ? isObject : Array.isArray)(value);
      const isMisshapen = ({ type, name, valueName = name }) => ROWS.includes(type) && !isOfForm(type, answers[valueName]);
      const isOut = (it) => names.has(it.name) || isMisshapen(it);
      const namesOf = (found) => new Set(found.flatMap(({ name, valueName }) => [name, valueName]));
      const out = namesOf(elements(definition).filter(isOut));
      const results = namesOf(elements(definition).filter(({ type, cellType }) => "expression" === (cellType ?? type)));
      const given = mapped(answers, (value, name) => (results.has(name) ? undefined : value));
      return { definition, answers: without(given, (name) => out.has(name.replace(/-Comment$/, ""))) };
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

/** The same, and without the rows at the end that hold nothing. */
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

function isUnanswered(value) {
  return value === undefined || value === null || value === "";
}

function isHollow(value) {
  return isUnanswered(value) || (typeof value === "object" && Object.values(value).every(isHollow));
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

/**
 * Differences that no other way of asking makes go away.
 * @type {{ name: string, reason: string,
 *   covers: (difference: import("./differences.mjs").Difference, compared: Case) => boolean }[]}
 */
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
      const isBlank = typeof ours === "string" && ours !== "" && ours.trim() === "";
      return part === "data" && oracle === 0 && isBlank && elements(definition).some(isResult);
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
    name: "a choice that hid, where other choices stay",
    reason: "was taken back as well.",
    covers({ part, subject, oracle, ours = [] }, { definition, steps = [] }) {
      const canHide = elements(definition).some((it) => (it.valueName ?? it.name) === subject && hidesChoices(it));
      const isList = part === "data" && Array.isArray(oracle) && Array.isArray(ours);
      return canHide && isList && steps.length > 0 && ours.every((value) => oracle.some((one) => canonical(one) === canonical(value)));
    },
  },
];

/** Whether a question with rows of questions has this name, or keeps its answer under it. */
function hasRows(definition, name) {
  return elements(definition).some((it) => (it.name === name || it.valueName === name) && ROWS.includes(it.type));
}

/** Whether several questions keep their rows under the same name, or by another key that they have in common. */
function sharesRows(definition, name, otherKeys = () => []) {
  const keys = (it) => [keyOf(definition, it.name), ...otherKeys(it)];
  const own = keys(elementOf(definition, name) ?? { name });
  const rows = elements(definition).filter(({ type }) => ROWS.includes(type));
  return rows.filter((it) => keys(it).some((key) => own.includes(key))).length > 1;
}

/** Whether choices of a question can hide and show again. */
function hidesChoices({ choicesVisibleIf, choicesFromQuestion, choices }) {
  return Boolean(choicesVisibleIf ?? choicesFromQuestion ?? choices?.find?.(({ visibleIf }) => visibleIf));
}

/** Under which name the answer to a question is kept. */
function keyOf(definition, name) {
  return elementOf(definition, name)?.valueName ?? name;
}

// Random answers made from a definition: right, on the edge, of the wrong kind, dirty, and none.

/** What a browser may never send and a client still may. */
const WRONG = ["", " ", null, [], {}, 0, 1, false, true, -1, "stray", "5", 12345.5, ["stray"], [null], { stray: 1 }];
const COMMENTS = ["a remark", "x", "", "  ", "5"];
const TEXTS = {
  number: [0, 1, 5, -3, 3.5, 18, 65, 100, 1e6, "12"],
  range: [0, 1, 50, 100, 101, "12"],
  date: ["2024-02-05", "2026-11-20", "1980-01-01", "2030-01-01"],
  "datetime-local": ["2024-02-05T10:30", "2026-11-20T12:00"],
  month: ["2024-02", "2026-11"],
  week: ["2024-W05", "2026-W47"],
  time: ["07:59", "10:00", "23:59"],
  email: ["a@b.co", "bad", "x@y", "first.last@example.org"],
  url: ["https://example.org", "example", "bad url"],
  tel: ["+44 20 7946 0000", "12"],
};
/** What a browser does not hand over from a box of these types: it gives nothing instead. */
const MISTYPED = ["abc", "bad", "25:99", "2024-02-31"];
const CHECKED_BY_BROWSER = new Set(["number", "range", "date", "datetime-local", "month", "week", "time"]);
const ANY_TEXT = ["hello", "5", "12", "abc123", "A1A 1A1", "a@b.co", "x", "some longer text", "2024-01-01", "0", "yes"];
const MAX_ITEMS = 4;
/** How often a question in a row has no answer. */
const MISSING = 0.25;
/** As many rows as an answer may ask for: for a million, survey-core takes hours. */
const MAX_ROWS = 9;

/** The types whose answer is one value, and those whose answer is a list of choices. */
const SINGLE = new Set(["text", "comment", "radiogroup", "dropdown", "buttongroup", "rating", "boolean"]);
const SEVERAL = new Set(["checkbox", "tagbox", "ranking"]);

/** How a whole payload is: how often an answer is missing, and how often it is of the wrong kind. */
const MOODS = [
  { missing: 0, wrong: 0, stray: 0 },
  { missing: 0.1, wrong: 0, stray: 0.02 },
  { missing: 0.3, wrong: 0.04, stray: 0.08 },
  { missing: 0.6, wrong: 0, stray: 0.05 },
  { missing: 0.2, wrong: 0.3, stray: 0.2 },
];

/** Makes random answers to one definition. */
export class Answers {
  #random;
  #questions;
  #compared;
  #counting;

  /**
   * @param {import("./random.mjs").Random} random
   * @param {import("survey-core").Model} survey the oracle's model, which says what can be answered
   * @param {object} definition
   * @param {{ byHand?: boolean }} [how] whether only what a respondent can type in a browser
   */
  constructor(random, survey, definition, { byHand = false } = {}) {
    /** Whether only what a respondent can type in a browser. */
    this.byHand = byHand;
    this.#random = random;
    this.#questions = survey.getAllQuestions();
    this.#compared = literalsByName(definition);
    this.#counting = namesThatCount(definition);
  }

  /** Makes a whole payload. */
  payload() {
    const random = this.#random;
    const mood = random.pick(MOODS);
    const payload = {};
    for (const question of this.#questions) {
      if (random.chance(mood.missing)) continue;
      const name = question.getValueName();
      const answer = random.chance(mood.wrong) ? this.#within(name, random.pick(WRONG)) : this.answer(question);
      if (answer !== undefined) payload[name] = answer;
      if (random.chance(mood.stray)) payload[`${name}-Comment`] = random.pick(COMMENTS);
    }
    if (random.chance(mood.stray)) payload.nobody = random.pick(WRONG);
    return payload;
  }

  /** Makes a comment. */
  comment() {
    return this.#random.pick(COMMENTS);
  }

  /** Makes an answer of the right kind to a question; `undefined` if it takes none. */
  answer(question) {
    const type = question.getType();
    const compared = this.#compared.get(question.name.toLowerCase());
    if (compared && this.#random.chance(0.2)) {
      const literal = this.#random.pick(compared);
      const isFree = SINGLE.has(type) && !CHECKED_BY_BROWSER.has(question.inputType);
      if (isFree && !Array.isArray(literal)) return literal;
      if (SEVERAL.has(type)) return [literal].flat();
    }
    return this.#within(question.name, KINDS[type]?.(question, this.#random, this));
  }

  #within(name, answer) {
    if (!this.#counting.has(name) || typeof answer !== "number") return answer;
    return Math.ceil(Math.min(answer, MAX_ROWS));
  }

  /** Makes what a list of questions hold, by name: a panel, the items of a multiple text. */
  members(questions) {
    return this.#byName(questions.map((question) => [question.name, question]));
  }

  /** Makes a row of a matrix. */
  row(matrix) {
    return this.#byName(matrix.columns.map(({ name, templateQuestion }) => [name, templateQuestion]));
  }

  #byName(questions) {
    const members = {};
    for (const [name, question] of questions) {
      const answer = this.#random.chance(MISSING) ? undefined : this.answer(question);
      const given = this.byHand && answer !== undefined ? onOffer(question, answer) : answer;
      if (given !== undefined && given !== null) members[name] = given;
    }
    return members;
  }
}

/** By question type, an answer of the right kind. */
const KINDS = {
  text: (question, random, { byHand }) => {
    if (!byHand && CHECKED_BY_BROWSER.has(question.inputType) && random.chance(0.1)) return random.pick(MISTYPED);
    return random.pick(TEXTS[question.inputType] ?? ANY_TEXT);
  },
  comment: (_, random) => random.pick([...ANY_TEXT, "two\nlines"]),
  radiogroup: oneChoice,
  dropdown: oneChoice,
  buttongroup: oneChoice,
  checkbox: severalChoices,
  tagbox: severalChoices,
  imagepicker: (question, random) => (question.multiSelect ? severalChoices : oneChoice)(question, random),
  ranking: (question, random) => random.some(values(question.choices), random.chance(0.8) ? question.choices.length : 2),
  rating: (question, random) => {
    const scale = values(question.visibleRateValues);
    return random.chance(0.1) ? random.pick([99, String(random.pick(scale)), 0]) : random.pick(scale);
  },
  boolean: (question, random) => random.pick([true, false, question.valueTrue ?? true, question.valueFalse ?? false]),
  slider: (question, random) => {
    const point = () => question.min + random.below(question.max - question.min + 1);
    return question.sliderType === "range" ? [point(), point()].toSorted((a, b) => a - b) : point();
  },
  expression: (_, random) => (random.chance(0.1) ? random.pick([1, "stale"]) : undefined),
  matrix: (question, random, { byHand }) => {
    const columns = values(question.columns);
    const isList = question.cellType === "checkbox" && (byHand || !random.chance(0.1));
    const one = () => (random.chance(0.03) ? "stray" : random.pick(columns));
    const cell = () => (isList ? [...new Set([one(), ...random.some(columns, 2)])] : one());
    return byRow(values(question.rows), random, cell);
  },
  matrixdropdown: (question, random, answers) =>
    byRow(values(question.rows), random, () => answers.row(question)),
  matrixdynamic: (question, random, answers) =>
    rows(question, question.allowAddRows, random, answers, () => answers.row(question)),
  paneldynamic: (question, random, answers) =>
    rows(question, question.allowAddPanel, random, answers, () => answers.members(question.template.questions)),
  multipletext: (question, _, answers) => {
    const members = answers.members(question.items.map(({ editor }) => editor));
    return answers.byHand && Object.keys(members).length === 0 ? undefined : members;
  },
  file: (_, random) =>
    random.list(random.below(3), (_, index) => ({
      name: `${index}.png`,
      type: random.pick(["image/png", "text/plain"]),
      content: "data:image/png;base64,iVBORw0KGgo=",
    })),
  signaturepad: () => "data:image/png;base64,iVBORw0KGgo=",
};

function oneChoice(question, random) {
  if (random.chance(0.1)) return random.pick(["other", "none", "stray", 1, "1"]);
  return random.pick(offered(question));
}

function severalChoices(question, random) {
  const chosen = random.some(offered(question), random.below(MAX_ITEMS));
  return random.chance(0.1) ? [...chosen, random.pick(["other", "none", "stray"])] : chosen;
}

/** The values on offer, with those of "other", "none" and the like where they are. */
function offered(question) {
  const visible = question.visibleChoices.filter((choice) => choice !== question.selectAllItem);
  return [...new Set([...values(question.choices), ...values(visible)])];
}

function values(items) {
  return items.map(({ value }) => value);
}

/**
 * As many rows as it comes to. A respondent adds and removes them one by one: where that is not possible, those that are
 * there; elsewhere at least one, for nobody takes away all at once.
 */
function rows(question, canAdd, random, { byHand }, row) {
  if (!byHand) return random.list(random.below(MAX_ITEMS), row);
  if (canAdd) return random.list(1 + random.below(MAX_ITEMS - 1), row);
  const there = Array.isArray(question.value) ? question.value : [];
  return there.map((members) => ({ ...members, ...row() }));
}

function byRow(rows, random, cell) {
  const answer = {};
  for (const row of rows) {
    if (random.chance(0.75)) answer[row] = cell();
  }
  if (random.chance(0.03)) answer.nowhere = cell();
  return answer;
}

/** Finds what expressions compare a name with, so that random answers meet the conditions. */
function literalsByName(definition) {
  const found = new Map();
  const comparison = /\{#?(?:panel\.|row\.)?([^{}]+)\}\s*[^\s'"\d{[]+\s*(\[[^\]]*\]|'[^']*'|"[^"]*"|-?\d+(?:\.\d+)?)/g;
  JSON.stringify(definition, (_, value) => {
    if (typeof value !== "string") return value;
    for (const [, name, text] of value.matchAll(comparison)) {
      const literals = [...text.matchAll(/'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?)/g)].map(
        ([, single, double, number]) => single ?? double ?? Number(number),
      );
      const key = name.toLowerCase();
      found.set(key, [...(found.get(key) ?? []), ...literals, ...(text.startsWith("[") ? [literals] : [])]);
    }
    return value;
  });
  return found;
}

/** Finds the names whose answers say how many rows a question has. */
export function namesThatCount(definition) {
  const found = new Set();
  JSON.stringify(definition, (key, value) => {
    if (key === "bindings") Object.values(value ?? {}).forEach((name) => found.add(name));
    return value;
  });
  return found;
}

/** A form offers choices to select, not their values to type: what is not on offer cannot be chosen. */
export function onOffer(question, value) {
  const choices = question.visibleChoices ?? question.visibleRateValues;
  if (choices === undefined || value === null) return value;
  const isOffered = (chosen) => choices.some((choice) => choice.value === chosen && choice.isEnabled);
  // What excludes all others cannot be selected together with them.
  const isAlone = (chosen) => choices.some((choice) => choice.value === chosen && choice.isExclusive);
  if (Array.isArray(value)) return value.some(isAlone) ? [value.find(isAlone)] : value.filter(isOffered);
  return isOffered(value) ? value : null;
}

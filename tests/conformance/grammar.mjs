// Random expressions of the language, some of them broken, and answers for them to read.

const WORDS = [
  "yes", "No", "item1", "Item1", "a", "B", "abc", "other", "x y", " padded ", "ÄÖÜ", "é", "ß", "İ", "true", "False",
  "undefined", "null", "NaN", "Infinity", "e5", "[object Object]",
];
const NUMERALS = [
  "0", "1", "5", "5.0", "007", "0.5", ".5", "5.", "-3", "+4", "1,5", "1,000", "0x10", "0b11", "1e3", "1e-7", "  7 ",
  "12345678901234567", "1.10", "3-2", "10%", "", "  ", "0,", "01.5", "'q'", '"w"', "it's", "1_000", "٣",
];
const DATES = [
  "2024-02-05", "2026-11-20", "2026-11-20T12:00", "2026-11-20T12:00:00Z", "2024-02-31", "2024-13-01", "2024-02", "2024",
  "10:30", "2024-W05", "11/20/2026", "20 Nov 2026", "Nov 5, 2024 3:15 pm", "2024-02-05 10:30", "abc 5", "2024/1/2",
  "Fri, 20 Nov 2026 12:00:00 GMT", "2026-11-20T24:00", "2026-11-20T10:00+02:00", "+002024-01-01", "12.5.2024",
];
const NUMBERS = [
  0, 1, 2, 5, -1, 0.1, 0.2, 1.5, 3.14159, 100, 1e21, 1e-7, -0.5, 2.675, 1.005, 123456.789, 0.30000000000000004, 2024,
];
const NAMES = [
  "a", "b", "c", "d", "p", "missing", "a.b", "p.x", "p[0].x", "p[-1].y", "p.length", "a.length", "c[0]", "c[1]", "A",
  "#a", "#b", "missing.length", "p[9].x", "c.0", "p[0]",
];
const BARE = ["yes", "item1", "abc", "notempty", "orange", "negate", "empty", "Infinity", "e5", "_x1"];
const UNITS = ["days", "months", "years", "hours", "minutes", "seconds", "weeks"];
/** From the loosest to the tightest; the last two of a list are misspelt as often as people misspell them. */
const OPERATORS = [
  ["or", "||", "OR"],
  ["and", "&&", "And"],
  ["=", "==", "equal", "!=", "<>", "notequal", "<", "less", ">", "greater", "<=", "lessorequal", ">=",
    "greaterorequal", "=>", "=<", "equals", "notequals"],
  ["+", "-"],
  ["*", "/", "%"],
  ["^", "power"],
  ["contains", "*=", "notcontains", "contain", "anyof", "allof", "noneof", "Contains"],
];
const MEMBERS = ["x", "y", "n"];
const IN_ARRAY = [
  "{x} > 1", "'{x} > 1'", "{y} = 'abc'", "{n} notempty", "'y'", "'n', {x} > 0", "{a} = {x}", "{x}", "{x} = 5 or {y} = 1",
];
const BROKEN = [
  "(", ")", "[", "]", ",", "{", "}", "'", '"', "\\", "!", "-", "=", " ", "5", "or", "and", "empty", "0", ".", "#", ":",
  "x", "null", "true", "contains",
];
const SPACES = [" ", " ", " ", "", "  ", "\t", "\n"];
const MAX_DEPTH = 3;

/** Makes random expressions, and answers for them. */
export class Grammar {
  #random;

  /** @param {import("./random.mjs").Random} random */
  constructor(random) {
    this.#random = random;
  }

  /** Makes an expression; one in six is broken somewhere. */
  expression() {
    const whole = this.#chain(0);
    return this.#random.chance(0.16) ? this.#broken(whole) : whole;
  }

  /** Makes the answers that its names stand for. */
  answers() {
    const random = this.#random;
    const answers = {};
    for (const name of ["a", "b", "c", "d"]) {
      const value = random.chance(0.8) ? this.#value(0) : null;
      if (value !== null) answers[name] = value;
    }
    if (random.chance(0.75)) answers.p = random.list(random.below(4), () => this.#members());
    if (random.chance(0.1)) answers["a.b"] = this.#scalar() ?? 1;
    if (random.chance(0.1)) answers.a = { b: this.#scalar() };
    return answers;
  }

  #chain(depth) {
    const random = this.#random;
    let text = this.#factor(depth);
    for (let n = random.pick([0, 0, 1, 1, 1, 2, 3]); n > 0; n -= 1) {
      const operator = random.pick(OPERATORS[random.pick([0, 1, 2, 2, 2, 2, 3, 3, 4, 5, 6, 6])]);
      const space = /[a-z]/i.test(operator) ? random.pick([" ", " ", "  "]) : random.pick(SPACES);
      text += space + operator + space + this.#factor(depth);
    }
    return text;
  }

  #factor(depth) {
    const random = this.#random;
    if (depth > MAX_DEPTH) return random.chance(0.6) ? this.#name() : this.#literal();
    const makers = [
      [36, () => this.#name()],
      [26, () => this.#literal()],
      [6, () => `[${random.list(random.below(4), () => (random.chance(0.8) ? this.#literal() : this.#name())).join(", ")}]`],
      [8, () => `(${this.#chain(depth + 1)})`],
      [12, () => this.#call(depth)],
      [5, () => random.pick(["!", "! ", "negate "]) + this.#factor(depth + 1)],
      [7, () => this.#name() + random.pick([" empty", " notempty", " Empty", " NOTEMPTY"])],
    ];
    return this.#weighted(makers)();
  }

  #weighted(makers) {
    let at = this.#random.next() * makers.reduce((sum, [weight]) => sum + weight, 0);
    return makers.find(([weight]) => (at -= weight) < 0)[1];
  }

  #name() {
    return `{${this.#random.pick(NAMES)}}`;
  }

  #literal() {
    const random = this.#random;
    const quote = random.pick(["'", '"']);
    const quoted = (text) => quote + text.replace(/['"]/g, "\\$&") + quote;
    const makers = [
      [25, () => quote + random.pick(WORDS) + quote],
      [15, () => quoted(random.pick(NUMERALS))],
      [10, () => quoted(random.pick(DATES))],
      [30, () => String(random.pick([0, 1, 2, 5, -1, "0.5", "1.5", "-2.25", "0x10", "100", "05.5", "2024", 3]))],
      [8, () => random.pick(["true", "false", "TRUE", "False"])],
      [4, () => random.pick(["undefined", "null"])],
      [8, () => random.pick(BARE)],
    ];
    return this.#weighted(makers)();
  }

  #call(depth) {
    const random = this.#random;
    const inner = () => this.#chain(depth + 1);
    const date = () => this.#date(depth);
    const unit = (probability) => (random.chance(probability) ? `, '${random.pick(UNITS)}'` : "");
    const maybe = (probability, text) => (random.chance(probability) ? text() : "");
    const rounded = () =>
      random.pick([this.#name(), "2.675", "1.005", "-2.5", "10 / 3", "123.456", "{a} * 1.1", "'2.345'"]);
    const days = ["1", "-1", "5", "13", "100", "'5'", "0", "1.5", "{b}"];
    const array = () => `${random.pick(["{p}", "{p}", "{p}", "{a}", "{c}"])}, '${random.pick(MEMBERS)}'`;
    const several = () => random.list(random.below(4), inner).join(`,${random.pick(SPACES)}`);
    const makers = [
      [9, () => `iif(${several()})`],
      [14, () => `${random.pick(["sum", "avg", "min", "max", "count", "nosuch"])}(${several()})`],
      [9, () => `${random.pick(["round", "trunc"])}(${rounded()}${maybe(0.7, () => `, ${random.pick(["0", "1", "2", "3", "-1", "'2'", "{b}"])}`)})`],
      [16, () => `${random.pick(["getDate", "year", "month", "day", "weekday", "getYear"])}(${maybe(0.85, date)})`],
      [4, () => `age(${date()}${unit(0.4)})`],
      [4, () => `dateDiff(${date()}, ${date()}${unit(0.7)})`],
      [4, () => `diffDays(${date()}, ${date()})`],
      [4, () => `dateAdd(${date()}, ${random.pick(days)}${unit(0.8)})`],
      [8, () => random.pick(["today()", "today(1)", "today(-30)", "today('2')", "today({a})", "currentDate()", "currentYear()", "isDisplayMode()"])],
      [4, () => `substring(${inner()}, ${random.pick(["0", "1", "2", "-1", "'1'", "{b}"])}${maybe(0.6, () => `, ${random.pick(["3", "2", "-1", "100", "{a}"])}`)})`],
      [16, () => `${random.pick(["sum", "count", "avg", "min", "max"])}InArray(${array()}${maybe(0.6, () => `, ${random.pick(IN_ARRAY)}`)})`],
    ];
    return this.#weighted(makers)();
  }

  #date(depth) {
    const random = this.#random;
    const makers = [
      [40, () => `'${random.pick(DATES)}'`],
      [20, () => this.#name()],
      [10, () => `today(${random.pick(["", "1", "-5", "{a}"])})`],
      [10, () => "currentDate()"],
      [10, () => `getDate('${random.pick(DATES)}')`],
      [10, () => this.#chain(depth + 1)],
    ];
    return this.#weighted(makers)();
  }

  #scalar() {
    const random = this.#random;
    const makers = [
      [25, () => random.pick(WORDS)],
      [25, () => random.pick(NUMERALS)],
      [12, () => random.pick(DATES)],
      [23, () => random.pick(NUMBERS)],
      [10, () => random.chance(0.5)],
      [5, () => null],
    ];
    return this.#weighted(makers)();
  }

  #value(depth) {
    const random = this.#random;
    if (depth > 1) return this.#scalar();
    const makers = [
      [68, () => this.#scalar()],
      [18, () => random.list(random.below(4), () => this.#value(depth + 1))],
      [7, () => Object.fromEntries(MEMBERS.filter(() => random.chance(0.6)).map((name) => [name, this.#value(depth + 1)]))],
      [7, () => random.list(random.below(4), () => this.#members())],
    ];
    return this.#weighted(makers)();
  }

  #members() {
    return Object.fromEntries(MEMBERS.filter(() => this.#random.chance(0.75)).map((name) => [name, this.#scalar()]));
  }

  #broken(text) {
    const random = this.#random;
    let broken = text;
    for (let n = 1 + random.below(2); n > 0; n -= 1) {
      const [from, to] = [random.below(broken.length + 1), random.below(broken.length + 1)].toSorted((a, b) => a - b);
      const makers = [
        [40, () => broken.slice(0, from) + broken.slice(from + 1)],
        [40, () => broken.slice(0, from) + random.pick(BROKEN) + broken.slice(from)],
        [20, () => broken.slice(0, from) + broken.slice(to)],
      ];
      broken = this.#weighted(makers)();
    }
    return broken;
  }
}

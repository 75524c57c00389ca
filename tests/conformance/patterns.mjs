// Random patterns, compared with the regular expressions of JavaScript itself.

import { compareRandom } from "./batches.mjs";
import { canonical } from "./differences.mjs";

const MAX_DEPTH = 3;
const N_TEXTS = 8;

const UNITS = [..."aabbAz059_ -.,@/:!<>=ßÄäſKéσςΣİıµμ😀", "\n", "\u2028", "\u00a0"];
const ATOMS = [
  "a", "b", "A", "z", "5", "-", " ", "é", "ß", "Σ", "ſ", "😀", "µ", "]", "}", "{", "{,2}", "{1", ".", "\\d", "\\D", "\\s",
  "\\S", "\\w", "\\W", "\\.", "\\/", "\\-", "\\n", "\\t", "\\x41", "\\x4", "\\u0061", "\\u{2}", "\\u00", "\\0", "\\7",
  "\\101", "\\8", "\\c", "\\cJ", "\\p", "\\_", "\\k", "\\$", "[a-c]", "[^a-c]", "[^]", "[]", "[\\w-]", "[\\w-z]",
  "[a\\-z]", "[-a]", "[\\d.]", "[\\b]", "[\\cA\\c1\\c]", "[\\s\\S]", "[^\\W_]", "[A-z]", "[😀]", "[à-ÿ]", "[\\]]", "[\\0-9]",
];
const ASSERTIONS = ["^", "$", "\\b", "\\B"];
const QUANTIFIERS = ["*", "+", "?", "{2}", "{0}", "{1,}", "{0,2}", "{1,3}", "*?", "+?", "??", "{2}?"];
const OPENINGS = ["(", "(?:", "(?:", "(?=", "(?!", "(?<=", "(?<!"];
const BROKEN = ["(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "\\", "^", "{2}", "(?", "(?<", "-", "[z-a]", "\\1"];

/**
 * Compares `n` random patterns, each over some texts, and prints each that differs, reduced.
 * @param {import("./ours.mjs").Ours} ours
 * @param {{ seed: number, n: number }} options
 * @param {(line: string) => void} print
 */
export async function comparePatterns(ours, options, print) {
  const kind = { name: "pattern", text: "pattern", triedOn: "texts", make, ask: (compared) => askBoth(ours, compared) };
  const { count, n_of } = await compareRandom(kind, options, print);
  print(
    `patterns: ${count.passed + count.failed} compared, seed ${options.seed}: ${n_of("same")} alike, ${n_of("slow")} too ` +
      `that check refuses as slow, ${n_of("refused")} refused by both, ${n_of("unsupported")} that refer back to a group`,
  );
  return count;
}

function make(random) {
  const pattern = alternatives(random, 0);
  return {
    pattern: random.chance(0.15) ? broken(random, pattern) : pattern,
    ignoreCase: random.chance(0.4),
    texts: random.list(N_TEXTS, () => random.list(random.below(7), () => random.pick(UNITS)).join("")),
  };
}

function alternatives(random, depth) {
  return random.list(random.chance(0.7) ? 1 : 1 + random.below(3), () => sequence(random, depth)).join("|");
}

function sequence(random, depth) {
  return random.list(random.below(4), () => term(random, depth)).join("");
}

function term(random, depth) {
  if (random.chance(0.12)) return random.pick(ASSERTIONS);
  const isGroup = depth < MAX_DEPTH && random.chance(0.3);
  const atom = isGroup ? `${random.pick(OPENINGS)}${alternatives(random, depth + 1)})` : random.pick(ATOMS);
  return random.chance(0.35) ? atom + random.pick(QUANTIFIERS) : atom;
}

function broken(random, pattern) {
  // By characters: half of one is nothing that JSON can bring.
  const characters = [...pattern];
  characters.splice(random.below(characters.length + 1), random.below(2), random.pick(BROKEN));
  return characters.join("");
}

async function askBoth(ours, compared) {
  const { refused, matches: own, slow } = await ours.ask(compared);
  const oracle = matchesInJavaScript(compared);
  if (refused?.some(({ message }) => message.includes("refers back"))) {
    return { outcome: "unsupported", differ: !/\\[1-9]|\\k/.test(compared.pattern), oracle };
  }
  if (refused || oracle === undefined) return { outcome: "refused", differ: !(refused && oracle === undefined), oracle };
  return { outcome: slow ? "slow" : "same", differ: canonical(oracle) !== canonical(own), oracle, own };
}

/** Returns whether each text is matched; nothing if it is no pattern. */
function matchesInJavaScript({ pattern, ignoreCase, texts }) {
  try {
    const expression = new RegExp(pattern, ignoreCase ? "i" : "");
    return texts.map((text) => expression.test(text));
  } catch {
    return undefined;
  }
}

// Compares many random cases that are one text and what it is tried on, batch by batch.

import { canonical } from "./differences.mjs";
import { Random, seedOf } from "./random.mjs";
import { reduce } from "./reduce.mjs";

const BATCH = 2000;
const MAX_SHOWN = 10;
/** How long one difference is made smaller. */
const REDUCTION_MS = 10_000;

/**
 * One kind of such cases.
 * @template {object} C
 * @typedef {{ name: string, text: keyof C, triedOn: keyof C, make: (random: Random) => C,
 *   ask: (compared: C) => Promise<{ outcome: string, differ: boolean, oracle?: unknown, own?: unknown }> }} Kind
 */

/**
 * Compares `n` random cases and prints each that differs, reduced.
 * @template {object} C
 * @param {Kind<C>} kind
 * @param {{ seed: number, n: number }} options
 * @param {(line: string) => void} print
 * @returns {Promise<{ count: { passed: number, failed: number, pending: number }, n_of: (outcome: string) => number }>}
 */
export async function compareRandom(kind, { seed, n }, print) {
  const count = { passed: 0, failed: 0, pending: 0 };
  const outcomes = new Map();
  const n_of = (outcome) => outcomes.get(outcome) ?? 0;
  for (let done = 0; done < n && count.failed < MAX_SHOWN; done += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, n - done) }, (_, index) => done + index);
    const compared = numbers.map((number) => kind.make(new Random(seedOf(`${kind.name} ${number}`, seed))));
    const sides = await Promise.all(compared.map(kind.ask));
    for (const [index, { outcome, differ }] of sides.entries()) {
      outcomes.set(outcome, n_of(outcome) + 1);
      count[differ ? "failed" : "passed"] += 1;
      if (!differ || count.failed > MAX_SHOWN) continue;
      print(`DIFFERS (${kind.name}s, --seed ${seed}, number ${numbers[index]}); the smallest case:`);
      await explain(kind, compared[index], print);
    }
  }
  return { count, n_of };
}

async function explain(kind, compared, print) {
  const differs = async (candidate) => (await kind.ask(candidate)).differ;
  const until = performance.now() + REDUCTION_MS;
  const characters = await reduce(
    [...compared[kind.text]],
    (candidate) => differs({ ...compared, [kind.text]: candidate.join("") }),
    until,
  );
  const shorter = { ...compared, [kind.text]: characters.join("") };
  const triedOn = await reduce(shorter[kind.triedOn], (candidate) => differs({ ...shorter, [kind.triedOn]: candidate }), until);
  const smallest = { ...shorter, [kind.triedOn]: triedOn };
  const { oracle, own } = await kind.ask(smallest);
  print(`  oracle ${canonical(oracle)}, ours ${canonical(own)}`);
  print(`  ${JSON.stringify(smallest)}`);
}

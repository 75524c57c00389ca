// Random choices that a seed repeats.

/** A seeded source of random choices (the public-domain generator Mulberry32). */
export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** Returns a number, at least 0 and below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Returns a whole number, at least 0 and below `bound`. */
  below(bound) {
    return Math.floor(this.next() * bound);
  }

  /** Tells whether something of this probability happens. */
  chance(probability) {
    return this.next() < probability;
  }

  /** Returns one of the items; `undefined` if there are none. */
  pick(items) {
    return items[this.below(items.length)];
  }

  /** Returns some of the items, each at most once, in random order. */
  some(items, n) {
    const rest = [...items];
    return Array.from({ length: Math.min(n, rest.length) }, () => rest.splice(this.below(rest.length), 1)[0]);
  }

  /** Returns `n` made by `make`. */
  list(n, make) {
    return Array.from({ length: n }, make);
  }
}

/** Turns a text into a seed, so that each definition has answers of its own whatever others there are. */
export function seedOf(text, seed) {
  let hash = seed >>> 0;
  for (const character of text) hash = (Math.imul(hash, 31) + character.codePointAt(0)) >>> 0;
  return hash;
}

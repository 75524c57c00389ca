// Makes a failing case as small as it gets: whatever can go without the difference going too goes.

/**
 * Reduces a JSON value, trying smaller ones until none fails any more, or the time is over.
 * @template T
 * @param {T} value
 * @param {(candidate: T) => Promise<boolean>} fails whether a candidate still shows the difference
 * @param {number} until when to stop, as `performance.now()` counts
 * @returns {Promise<T>}
 */
export async function reduce(value, fails, until) {
  let smallest = value;
  for (let isShrinking = true; isShrinking && performance.now() < until; ) {
    isShrinking = false;
    // The largest parts first; paths of one round stay valid until the first success.
    for (const path of paths(smallest)) {
      if (performance.now() >= until) break;
      if (!has(smallest, path)) continue;
      const candidate = removed(smallest, path);
      if (await fails(candidate)) {
        smallest = candidate;
        isShrinking = true;
      }
    }
  }
  return smallest;
}

/** Lists the paths of all parts, outer ones first, and in a list the last first, so that places do not move. */
function paths(value) {
  const found = [];
  let level = [[]];
  while (level.length > 0) {
    level = level.flatMap((path) => {
      const inner = at(value, path);
      if (inner === null || typeof inner !== "object") return [];
      const keys = Array.isArray(inner) ? [...inner.keys()].toReversed() : Object.keys(inner);
      return keys.map((key) => [...path, key]);
    });
    found.push(...level);
  }
  return found;
}

function at(value, path) {
  return path.reduce((inner, key) => inner?.[key], value);
}

/** Tells whether a part is still there: a success before may have removed what it was in. */
function has(value, path) {
  const parent = at(value, path.slice(0, -1));
  return parent !== null && typeof parent === "object" && path.at(-1) in parent;
}

function removed(value, path) {
  const copy = structuredClone(value);
  const parent = at(copy, path.slice(0, -1));
  if (Array.isArray(parent)) parent.splice(path.at(-1), 1);
  else delete parent[path.at(-1)];
  return copy;
}

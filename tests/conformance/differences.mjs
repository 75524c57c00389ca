// What two verdicts differ in.

/**
 * One difference. `part` is which part of the verdicts; `subject` the name of a question or an answer; `kind` what
 * the difference is, in words that hold for every definition.
 * @typedef {{ part: "visible" | "errors" | "inner" | "data" | "verdict", subject: string, kind: string,
 *   oracle: unknown, ours: unknown }} Difference
 */

/**
 * Finds the differences between two verdicts.
 * @param {import("./oracle.mjs").Verdict} oracle
 * @param {object} ours
 * @returns {Difference[]}
 */
export function differences(oracle, ours) {
  if (ours.refused) {
    const [{ code, message }] = ours.refused;
    return [{ part: "verdict", subject: "", kind: `refused: ${code}: ${message}`, oracle: "accepted", ours: ours.refused }];
  }
  return [
    ...inLists("visible", oracle.visible, ours.visible, String),
    ...inLists("errors", oracle.errors, ours.errors, faultText),
    ...inLists("inner", oracle.inner, ours.inner ?? [], faultText),
    ...inData(oracle.data, ours.data),
  ];
}

function faultText({ question, type }) {
  return `${question} ${type}`;
}

function inLists(part, oracle, ours, text) {
  const [theirs, own] = [oracle.map(text), ours.map(text)];
  const missing = without(theirs, own).map((subject) => difference(part, subject, "only the oracle has it"));
  const extra = without(own, theirs).map((subject) => difference(part, subject, "only ours has it"));
  const isReordered = missing.length + extra.length === 0 && theirs.join("\n") !== own.join("\n");
  const order = isReordered ? [{ part, subject: "", kind: "another order", oracle: theirs, ours: own }] : [];
  return [...missing, ...extra, ...order];
}

function difference(part, text, kind) {
  const end = part === "visible" ? text.length : text.lastIndexOf(" ");
  const detail = text.slice(end + 1);
  const isOracles = kind === "only the oracle has it";
  return {
    part,
    subject: text.slice(0, end),
    kind: detail ? `${kind}: ${detail}` : kind,
    oracle: isOracles ? text : undefined,
    ours: isOracles ? undefined : text,
  };
}

/** Returns what of a list is not in another, counting repetitions. */
function without(list, other) {
  const rest = [...other];
  return list.filter((item) => {
    const place = rest.indexOf(item);
    if (place >= 0) rest.splice(place, 1);
    return place < 0;
  });
}

function inData(oracle, ours) {
  const names = [...new Set([...Object.keys(oracle), ...Object.keys(ours)])];
  return names
    .filter((name) => canonical(oracle[name]) !== canonical(ours[name]))
    .map((name) => ({ part: "data", subject: name, kind: dataKind(oracle[name], ours[name]), oracle: oracle[name], ours: ours[name] }));
}

function dataKind(oracle, ours) {
  if (ours === undefined) return "only the oracle keeps it";
  if (oracle === undefined) return "only ours keeps it";
  return "another value";
}

/** Prints a value so that equal ones print alike, whatever the order of their members. */
export function canonical(value) {
  const sorted = (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner;
  return JSON.stringify(value, sorted);
}

// How much of the definitions in the world `canvass check` accepts, and why not the rest.

const HEADINGS = {
  fixtures: "the project's own fixtures",
  definitions: "real definitions",
  health: "health-study forms",
  cases: "survey-library cases",
};

/**
 * Prints accepted and refused definitions by source, and the reasons of the refused, the commonest first.
 * @param {import("./ours.mjs").Ours} ours
 * @param {import("./definitions.mjs").Subject[]} subjects
 * @param {(line: string) => void} print
 * @returns {Promise<{ passed: number, failed: number, pending: number }>} nothing fails by being refused
 */
export async function reportCoverage(ours, subjects, print) {
  for (const [source, heading] of Object.entries(HEADINGS)) {
    const group = subjects.filter((subject) => subject.source === source);
    if (group.length === 0) continue;
    const verdicts = await Promise.all(group.map(({ definition }) => ours.ask({ definition, answers: {} })));
    const refused = group
      .map(({ id }, index) => ({ id, reasons: reasons(verdicts[index]) }))
      .filter(({ reasons }) => reasons.length > 0);
    const n_accepted = group.length - refused.length;
    print(`${heading}: ${n_accepted} of ${group.length} accepted (${((100 * n_accepted) / group.length).toFixed(1)} %)`);
    for (const { reason, n_definitions, n_alone, example } of ranked(refused)) {
      print(`  ${String(n_definitions).padStart(4)} (${n_alone} for it alone)  ${reason}   such as ${example}`);
    }
  }
  return { passed: 0, failed: 0, pending: 0 };
}

/** Returns each reason once: the code, and the name in backquotes that it is about. */
function reasons({ refused = [] }) {
  return [...new Set(refused.map(({ code, message }) => `${code} ${/`[^`]+`/.exec(message)?.[0] ?? message}`))];
}

function ranked(refused) {
  const all = new Map();
  for (const { id, reasons } of refused) {
    for (const reason of reasons) {
      const entry = all.get(reason) ?? { reason, n_definitions: 0, n_alone: 0, example: id };
      entry.n_definitions += 1;
      entry.n_alone += reasons.length === 1 ? 1 : 0;
      all.set(reason, entry);
    }
  }
  return [...all.values()].toSorted((a, b) => b.n_definitions - a.n_definitions || a.reason.localeCompare(b.reason));
}

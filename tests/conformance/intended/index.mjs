// Differences from the oracle that are meant, each with its reason. A difference that none of these covers fails.

import { OF_ANSWERS } from "./of_answers.mjs";
import { OF_DEFINITIONS } from "./of_definitions.mjs";
import { OF_ROWS } from "./of_rows.mjs";
import { OF_STEPS } from "./of_steps.mjs";

export { INTENDED_DIFFERENCES } from "./differences.mjs";

/**
 * A rule says what the oracle would have to be asked instead to agree: `rewrite` returns that, or nothing where the rule
 * does not apply. A difference is intended exactly if it is gone then; so a rule covers one oddity and nothing beside.
 * With `isOfBoth` we are asked so too: what is left out is then nothing that anything else depends on. With `asksAnew` we
 * are asked of the definition as it is written, with the steps that can be taken by the rule.
 * @typedef {{ definition: object, answers?: object, steps?: object[] }} Case
 * @typedef {{ name: string, reason: string, isOfBoth?: boolean, asksAnew?: boolean,
 *   rewrite: (compared: Case, refused: () => Promise<Set<string>>) => Case | undefined | Promise<Case | undefined> }} Rule
 * @typedef {{ name: string, reason: string,
 *   covers: (difference: import("../differences.mjs").Difference, compared: Case) => boolean }} DifferenceRule
 */

/**
 * The rules in the order in which they are followed together: first what is written, then what is done, at last what
 * is left of the answers by then.
 * @type {Rule[]}
 */
export const INTENDED = [...OF_DEFINITIONS, ...OF_STEPS, ...OF_ROWS, ...OF_ANSWERS];

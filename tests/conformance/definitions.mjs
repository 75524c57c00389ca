// The definitions to compare over: the project's own fixtures, and real ones where their folder is there.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const HERE = import.meta.dirname;

/** Where real definitions lie beside the repository, unless an argument says otherwise. They are not part of it. */
export const CORPUS = path.resolve(HERE, "../../../shared/corpus");

/** The types of questions that have rows of questions. */
export const ROWS = ["matrixdropdown", "matrixdynamic", "paneldynamic"];

/**
 * Copies a JSON value with every value in it changed, outer ones first.
 * @param {unknown} value
 * @param {(value: unknown, key: string) => unknown} change what takes the place of a value; `undefined` leaves it out
 */
export function mapped(value, change) {
  return JSON.parse(JSON.stringify(value, (key, inner) => change(inner, key)));
}

/**
 * A definition and where it is from.
 * @typedef {{ id: string, source: "fixtures" | "definitions" | "health" | "cases", definition: object }} Subject
 */

/**
 * Reads the project's own definitions: each file holds several, by name.
 * @returns {Subject[]}
 */
export function fixtures() {
  const folder = path.join(HERE, "fixtures");
  return readdirSync(folder)
    .toSorted()
    .flatMap((file) =>
      Object.entries(readJson(path.join(folder, file))).map(([name, definition]) => ({
        id: `${path.basename(file, ".json")}/${name}`,
        source: "fixtures",
        definition,
      })),
    );
}

/**
 * Reads the real definitions; none where the folder is absent.
 * @param {string} folder
 * @returns {Subject[]}
 */
export function corpus(folder) {
  if (!existsSync(folder)) return [];
  const whole = readdirSync(path.join(folder, "definitions"))
    .toSorted()
    .map((file) => ({
      id: path.basename(file, ".json"),
      source: "definitions",
      definition: readJson(path.join(folder, "definitions", file)),
    }));
  return [
    ...whole,
    ...lines(path.join(folder, "health-study-forms.jsonl"), "health"),
    ...lines(path.join(folder, "survey-library-cases.jsonl"), "cases"),
  ];
}

function lines(file, source) {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line, index) => {
      const { path: origin, key, json } = JSON.parse(line);
      return { id: `${source}:${index}:${path.basename(origin)}${key}`, source, definition: json };
    });
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

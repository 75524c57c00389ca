// Makes what fuzzing starts from out of the fixtures of tests/conformance: inputs, and the words to mix in.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const [seeds, dictionary] = process.argv.slice(2);
const fixtures = path.resolve(import.meta.dirname, "../../tests/conformance/fixtures");
const ANSWERS = [{}, "a", ["a", "none"], 5, true, { r1: "c1" }, [{}], " other "];
const words = new Set(["-Comment", "other", "none", "\\d+", "(a+)+$"]);

mkdirSync(seeds, { recursive: true });
for (const file of readdirSync(fixtures)) {
  for (const definition of Object.values(JSON.parse(readFileSync(path.join(fixtures, file), "utf8")))) {
    const names = [];
    JSON.stringify(definition, (key, value) => {
      words.add(key);
      if (typeof value === "string") words.add(value);
      if (key === "name") names.push(value);
      return value;
    });
    for (const [turn] of ANSWERS.entries()) {
      const answers = names.map((name, place) => [name, ANSWERS[(turn + place) % ANSWERS.length]]);
      const input = `${JSON.stringify(definition)}\n${JSON.stringify(Object.fromEntries(answers))}`;
      writeFileSync(path.join(seeds, createHash("sha1").update(input).digest("hex")), input);
    }
  }
}
const escaped = (word) => word.replaceAll(/["\\]/g, "\\$&");
const lines = [...words].filter((word) => /^[\x20-\x7e]{1,40}$/.test(word)).map((word) => `"${escaped(word)}"`);
writeFileSync(dictionary, `${lines.join("\n")}\n`);

// What every service that offers choices answers: the network is no part of the comparison.

import { mapped } from "./definitions.mjs";

const WORDS = ["one", "two", "three"];

/**
 * The answer of a service, as `choicesByUrl` expects it.
 * @param {{ path?: string, valueName?: string, titleName?: string }} byUrl
 */
export function response({ path, valueName, titleName }) {
  const items = WORDS.map((word) => ({ [valueName || "value"]: word, [titleName || "title"]: `Title ${word}` }));
  return (path ? path.split(";") : []).reduceRight((inner, step) => ({ [step]: inner }), items);
}

/** A definition with the choices in it that publishing would have fetched: those of an address without names. */
export function withFetched(definition) {
  return mapped(definition, (value, key) => {
    const isFetched = key === "choicesByUrl" && value?.url && !dependsOnAnswers(value);
    return isFetched ? { ...value, fetched: WORDS.map((word) => ({ value: word, text: `Title ${word}` })) } : value;
  });
}

/** Tells whether an address has the name of an answer in it. */
export function dependsOnAnswers({ url, path = "" }) {
  return `${url.replaceAll(/\{(NO)?CACHE\}/g, "")}${path}`.includes("{");
}

// The other side of every comparison: `canvass evaluate --jsonl`, kept running and asked line by line.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import path from "node:path";
import { NOW } from "./clock.mjs";
import { withFetched } from "./offered.mjs";

const TARGET = process.env.CARGO_TARGET_DIR ?? path.resolve(import.meta.dirname, "../../target");

/** A running `canvass evaluate --jsonl`. */
export class Ours {
  #child;
  #waiting = [];
  #definition;

  constructor() {
    const command = ["evaluate", "--jsonl", "--now", new Date(NOW).toISOString()];
    this.#child = spawn(path.join(TARGET, "debug/canvass"), command, { stdio: ["pipe", "pipe", "inherit"] });
    this.#child.on("error", (error) => this.#fail(`canvass does not start: ${error.message}; see infra/up --build-only`));
    this.#child.on("exit", (code, signal) => this.#fail(`canvass ended with ${signal ?? code}`));
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      this.#waiting.shift().resolve(JSON.parse(line));
    });
  }

  /**
   * Asks about one line, such as `{ definition, answers }`.
   * @param {object} line
   * @returns {Promise<object>} the verdict
   */
  ask(line) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      // The definition of the line before need not be sent, or read, again.
      const { definition, ...rest } = line;
      const isKnown = definition === undefined || definition === this.#definition;
      const sent = isKnown ? rest : { ...rest, definition: withFetched(definition) };
      this.#definition = definition ?? this.#definition;
      this.#child.stdin.write(`${JSON.stringify(sent)}\n`);
    });
  }

  /** The number of the process. */
  get pid() {
    return this.#child.pid;
  }

  /** Ends it. */
  close() {
    this.#child.stdin.end();
  }

  #fail(message) {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(message));
  }
}

// Compares several definitions at a time: as many as the machine has cores.

import { availableParallelism } from "node:os";
import { Worker, isMainThread, parentPort } from "node:worker_threads";
import { compareOver, smallest } from "./compare.mjs";
import { Ours } from "./ours.mjs";

/** Threads that each have an oracle, and a running `canvass`, of their own. */
export class Pool {
  #idle = [];
  #queue = [];
  #workers;

  constructor() {
    this.#workers = Array.from({ length: availableParallelism() }, () => new Worker(new URL(import.meta.url)));
    this.#idle.push(...this.#workers);
  }

  /**
   * Compares over random answers to one definition.
   * @param {import("./definitions.mjs").Subject} subject
   * @param {object} options see `compareOver`; with `explain`, each difference is reduced
   * @returns {Promise<{ outcome: string, reason?: string, n_compared: number, explanation: string[] }>}
   */
  compare(subject, options) {
    return new Promise((resolve, reject) => {
      this.#queue.push({ task: { subject, options }, resolve, reject });
      this.#assign();
    });
  }

  /** Ends the threads. */
  async close() {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #assign() {
    while (this.#idle.length > 0 && this.#queue.length > 0) {
      const worker = this.#idle.pop();
      const { task, resolve, reject } = this.#queue.shift();
      worker.once("error", reject);
      worker.once("message", (result) => {
        worker.off("error", reject);
        this.#idle.push(worker);
        this.#assign();
        resolve(result);
      });
      worker.postMessage(task);
    }
  }
}

function work() {
  const ours = new Ours();
  parentPort.on("message", async ({ subject, options }) => {
    const { outcome, reason, n_compared, failures } = await compareOver(ours, subject, options);
    const explanation = [];
    if (options.explain) {
      for (const failure of failures) explanation.push(...(await explain(ours, subject, failure)));
    }
    parentPort.postMessage({ outcome, reason, n_compared, explanation });
  });
}

async function explain(ours, { id }, failure) {
  const { way, seed, number, found } = failure;
  return [
    `DIFFERS ${id} (${way}, --seed ${seed}, number ${number}); the smallest case, for run.mjs case:`,
    ...found
      .slice(0, 4)
      .map(
        ({ part, subject, kind, oracle, ours: own }) =>
          `  ${part} ${subject}: ${kind}; oracle ${JSON.stringify(oracle)}, ours ${JSON.stringify(own)}`,
      ),
    `  ${JSON.stringify(await smallest(ours, failure))}`,
  ];
}

if (!isMainThread) work();

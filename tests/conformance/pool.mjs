// Compares several definitions at a time: as many as the machine has cores.

import { availableParallelism } from "node:os";
import { Worker, isMainThread, parentPort } from "node:worker_threads";
import { compareOver, smallest } from "./compare.mjs";
import { Ours } from "./ours.mjs";

/** How long all differences of one run are made smaller, by each thread. */
const REDUCTION_MS = 120_000;
/** How much of it one difference gets. */
const REDUCTION_SHARE = 0.2;

/** Longer than any one comparison takes, of a payload or a replay: whoever takes longer hangs. */
const HANG_MS = 20_000;
/** Longer than it takes to begin with a definition, and to make its differences smaller. */
const BESIDE_MS = 60_000 + REDUCTION_MS;

/** Threads that each have an oracle, and a running `canvass`, of their own. */
export class Pool {
  #idle = [];
  #queue = [];
  #workers = new Set();

  constructor() {
    for (let n = availableParallelism(); n > 0; n -= 1) this.#hire();
  }

  /**
   * Compares over random answers to one definition.
   * @param {import("./definitions.mjs").Subject} subject
   * @param {object} options see `compareOver`; with `explain`, each difference is reduced
   * @returns {Promise<{ outcome: string, reason?: string, n_compared: number, n_by_rule: Record<string, number>,
   *   explanation: string[] }>}
   */
  compare(subject, options) {
    return new Promise((resolve, reject) => {
      this.#queue.push({ task: { subject, options }, resolve, reject });
      this.#assign();
    });
  }

  /** Ends the threads. */
  async close() {
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #hire() {
    const worker = new Worker(new URL(import.meta.url));
    worker.on("message", ({ pid }) => (worker.pid = pid ?? worker.pid));
    this.#workers.add(worker);
    this.#idle.push(worker);
  }

  /** Ends a thread that hangs, and the `canvass` that it may wait for, and lets another take its place. */
  #replace(worker) {
    this.#workers.delete(worker);
    worker.on("error", () => {});
    if (worker.pid !== undefined) process.kill(worker.pid);
    void worker.terminate();
    this.#hire();
  }

  #assign() {
    while (this.#idle.length > 0 && this.#queue.length > 0) this.#run(this.#idle.pop(), this.#queue.shift());
  }

  #run(worker, { task, resolve, reject }) {
    const { payloads, ways } = task.options;
    const longest = BESIDE_MS + payloads * ways.length * HANG_MS;
    const done = ({ result }) => {
      if (result === undefined) return;
      clearTimeout(watch);
      worker.off("message", done).off("error", reject);
      this.#idle.push(worker);
      this.#assign();
      resolve(result);
    };
    const watch = setTimeout(() => {
      worker.off("message", done).off("error", reject);
      this.#replace(worker);
      this.#assign();
      const reason = `one side hangs: no end in ${longest} ms`;
      resolve({ outcome: "differs", reason, n_compared: 0, n_by_rule: {}, explanation: [] });
    }, longest);
    worker.on("message", done).on("error", reject);
    worker.postMessage(task);
  }
}

function work() {
  const ours = new Ours();
  let left = REDUCTION_MS;
  parentPort.postMessage({ pid: ours.pid });
  parentPort.on("message", async ({ subject, options }) => {
    const { failures, ...compared } = await compareOver(ours, subject, options);
    const explanation = [];
    if (options.explain) {
      for (const failure of failures) {
        const began = performance.now();
        explanation.push(...(await explain(ours, subject, failure, left * REDUCTION_SHARE)));
        left -= performance.now() - began;
      }
    }
    const { outcome, reason, n_compared, n_by_rule } = compared;
    parentPort.postMessage({ result: { outcome, reason, n_compared, n_by_rule, explanation } });
  });
}

async function explain(ours, { id }, failure, milliseconds) {
  const { way, seed, number, found } = failure;
  return [
    `DIFFERS ${id} (${way}, --seed ${seed}, number ${number}); the smallest case found, for run.mjs case:`,
    ...found
      .slice(0, 4)
      .map(
        ({ part, subject, kind, oracle, ours: own }) =>
          `  ${part} ${subject}: ${kind}; oracle ${JSON.stringify(oracle)}, ours ${JSON.stringify(own)}`,
      ),
    `  ${JSON.stringify(await smallest(ours, failure, milliseconds))}`,
  ];
}

if (!isMainThread) work();

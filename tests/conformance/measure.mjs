// The Node side of `tests/bench model`: the same payloads through survey-core and through our rules, results compared
// first, then times. The argument is the built example `measure` of survey-model.
//
//   node tests/conformance/measure.mjs target/release/examples/measure [DIR of real definitions]

import { CORPUS } from "./definitions.mjs";
import { differences } from "./differences.mjs";
import { compared, figure, LARGE, large, measured, median, us } from "./large.mjs";
import { judge, model } from "./oracle.mjs";

const [measure, folder = CORPUS] = process.argv.slice(2);
const CHAIN = 5000;
const ours = (input) => measured(measure, input);

function elapsedUs(act) {
  const began = process.hrtime.bigint();
  act();
  return Number(process.hrtime.bigint() - began) / 1000;
}

/** A whole submission judged by a model: its data set, everything validated, and completed. */
function validate(survey, answers) {
  survey.data = answers;
  if (survey.validate(true)) survey.doComplete();
  return survey.data;
}

function measureLarge() {
  const subject = large(folder);
  if (subject === undefined) return;
  const { definition, survey, payloads } = subject;
  const own = ours({ definition, payloads });
  for (const [index, answers] of payloads.entries()) {
    const found = differences(judge(definition, answers), own.verdicts[index]);
    if (found.length > 0) throw new Error(`payload ${index} is judged differently: ${JSON.stringify(found[0])}`);
  }
  figure(`${LARGE}, questions`, String(survey.getAllQuestions().length), "");
  figure("  payloads judged alike by both", String(payloads.length), "");
  us("  compiled once, ours", own.compile_us);
  us("  one full validation, ours, compiled before", own.validation_us);
  const built = median(payloads.map((answers) => elapsedUs(() => validate(model(definition), structuredClone(answers)))));
  compared("  one full validation, Node, a model built for each", built, own.validation_us);
  const cached = model(definition);
  const reused = median(
    payloads.map((answers) => {
      cached.clear(true, true);
      return elapsedUs(() => validate(cached, structuredClone(answers)));
    }),
  );
  compared("  one full validation, Node, one model for all", reused, own.validation_us);
  us("  one answer of many, re-evaluated, ours", own.answer_us);
  compared("  one answer of many, re-evaluated, Node", median(payloads.map((p) => answerUs(definition, p))), own.answer_us);
}

/** All answers of a payload given one after another, in microseconds each. */
function answerUs(definition, answers) {
  const survey = model(definition);
  const given = Object.entries(answers).flatMap(([name, answer]) => {
    const question = survey.getQuestionByName(name);
    return question ? [[question, answer]] : [];
  });
  const elapsed = elapsedUs(() => {
    for (const [question, answer] of given) question.value = structuredClone(answer);
  });
  return elapsed / Math.max(given.length, 1);
}

/** Questions of which each shows while the one before is answered with "yes". */
function chain(n, clearInvisibleValues) {
  const elements = Array.from({ length: n }, (_, index) => ({
    type: "text",
    name: `q${index}`,
    ...(index > 0 ? { visibleIf: `{q${index - 1}} = 'yes'` } : {}),
  }));
  return { clearInvisibleValues, elements };
}

function measureChain() {
  const answers = Object.fromEntries(Array.from({ length: CHAIN }, (_, index) => [`q${index}`, "yes"]));
  const [middle, end] = [`q${CHAIN / 2}`, `q${CHAIN - 1}`];
  for (const [rule, what] of [
    ["onComplete", "hides one question"],
    ["onHidden", `hides ${CHAIN / 2 - 1}, one after another`],
  ]) {
    const definition = chain(CHAIN, rule);
    const of = (name) => ours({ definition, payloads: [answers], changes: { [name]: "no" } }).change_us[0];
    if (rule === "onComplete") {
      us(`a chain of ${CHAIN.toLocaleString("en")} questions, compiled, ours`, ours({ definition, payloads: [] }).compile_us);
      us("  its last answer changed, ours", of(end));
    }
    us(`  its middle answer changed, which ${what}, ours`, of(middle));
  }
}

measureLarge();
measureChain();

var __knownSymbol = (name, symbol) => (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name);
var __typeError = (msg) => {
  throw TypeError(msg);
};
var __using = (stack, value, async) => {
  if (value != null) {
    if (typeof value !== "object" && typeof value !== "function") __typeError("Object expected");
    var dispose, inner;
    if (async) dispose = value[__knownSymbol("asyncDispose")];
    if (dispose === void 0) {
      dispose = value[__knownSymbol("dispose")];
      if (async) inner = dispose;
    }
    if (typeof dispose !== "function") __typeError("Object not disposable");
    if (inner) dispose = function() {
      try {
        inner.call(this);
      } catch (e) {
        return Promise.reject(e);
      }
    };
    stack.push([async, dispose, value]);
  } else if (async) {
    stack.push([async]);
  }
  return value;
};
var __callDispose = (stack, error, hasError) => {
  var E = typeof SuppressedError === "function" ? SuppressedError : function(e, s, m, _) {
    return _ = Error(m), _.name = "SuppressedError", _.error = e, _.suppressed = s, _;
  };
  var fail = (e) => error = hasError ? new E(e, error, "An error was suppressed during disposal") : (hasError = true, e);
  var next = (it) => {
    while (it = stack.pop()) {
      try {
        var result = it[1] && it[1].call(it[2]);
        if (it[0]) return Promise.resolve(result).then(next, (e) => (fail(e), next()));
      } catch (e) {
        fail(e);
      }
    }
    if (hasError) throw error;
  };
  return next();
};

// src/measure/k6/trace.ts
import { createHash } from "node:crypto";
import { TargetError, ToolError } from "../../errors.js";
import { answerOf } from "./answer.js";
import { urlsOf } from "./drive.js";
import { receiveMarks } from "./marks.js";
import { common, UNENDING } from "./plan.js";
import { runK6 } from "./run.js";
import { lastError } from "./sanity.js";
import { aroundTime, mainFor, scriptEnvironment } from "./script.js";
var AN_ITERATION = 3e4;
var SPARE = 6e4;
var HANGS = 3e4;
async function traceScript({ script, served, labelOf, onAnswer, ...input }) {
  var _stack = [];
  try {
    const requests = { a: { asked: 0, answered: 0 }, b: { asked: 0, answered: 0 } };
    const take = async (mark) => {
      checkAnswered(mark, served);
      const answer = answerOf(mark, labelOf);
      if (answer.endpoint !== null) requests[answer.slot].asked++;
      if (answer.status !== 0) requests[answer.slot].answered++;
      await onAnswer(answer);
    };
    const marks = __using(_stack, await receiveMarks(take), true);
    let log = "";
    for (const scenario of Object.keys(script.plan.scenarios)) {
      log = await traceScenario({ ...input, script, served }, scenario, marks);
    }
    for (const { slot, side } of served) {
      const { asked, answered } = requests[slot];
      if (asked === 0) throw new ToolError(`${script.label} made no request to ${side} in a trace.${lastError(log)}`);
      if (answered === 0)
        throw new TargetError(side, `${side}: it answered none of ${asked} requests of ${script.label}.`);
    }
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function checkAnswered({ slot, status, waited, method, url }, served) {
  const side = served.find((one) => one.slot === slot)?.side;
  if (status !== 0 || waited < HANGS || side === void 0) return;
  const seconds = Math.round(waited / 1e3);
  throw new TargetError(
    side,
    `${side}: it did not answer ${method} ${url} in ${seconds} s, alone on its way: it hangs.`
  );
}
async function traceScenario(input, name, marks) {
  const { k6, config, script, served, seed, iterations, system } = input;
  const { inspected, folder, label } = script;
  const scenario = inspected.scenarios[name];
  const once = { executor: "per-vu-iterations", vus: 1, iterations, maxDuration: UNENDING, startTime: "0s" };
  const plan = {
    ...script.plan,
    scenarios: { [name]: { ...common(scenario), exec: scenario.exec, ...once } },
    functions: [scenario.exec]
  };
  const slots = served.map(({ slot }) => slot).sort();
  const main = await mainFor({ ...script, plan }, slots, seed, { rps: 0, minIterationDuration: "0s" });
  const round = { warmup: 0, measure: 0 };
  const env = scriptEnvironment(config, round, urlsOf(served), system, {
    marks: marks.url,
    seed: drawsOf(seed, label, name)
  });
  const timeout = iterations * slots.length * AN_ITERATION + aroundTime(inspected, slots.length) + SPARE;
  const abort = Promise.race([marks.failed, ...served.map(({ died }) => died)]);
  abort.catch(() => {
  });
  return runK6({ k6, main, label, folder, env, samples: null, timeout, abort }, system);
}
function drawsOf(seed, label, scenario) {
  const digest = createHash("sha256").update(JSON.stringify([seed, label, scenario])).digest();
  return [0, 4, 8].map((at) => digest.readUInt32LE(at));
}
export {
  checkAnswered,
  traceScript
};

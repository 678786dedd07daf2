// src/measure/k6/plan.ts
import { ConfigError } from "../../errors.js";
import { asSentence } from "../subject.js";
import { durationSeconds } from "./inspect.js";
import { fewSamples } from "./samples.js";
var MADE_BEFOREHAND = 100;
var UNENDING = "24h";
var GRACEFUL_STOP = "2s";
function planLoad(input) {
  const { inspected, round, driver, label } = input;
  const chosen = chooseScenarios(input);
  const duration = `${round.warmup + round.measure}ms`;
  const share = driver === "twin" && !inspected.minIterationDuration ? 2 : 1;
  const scenarios = [];
  const loads = [];
  const few = [];
  for (const [name, scenario] of chosen) {
    const { exec } = scenario;
    if (!inspected.functions.includes(exec)) {
      throw refused(
        `${label}: scenario "${name}" calls ${exec === "default" ? "the default function" : `"${exec}"`}, which the script does not export; it exports ${inspected.functions.join(", ") || "no function"}.`
      );
    }
    const { load, words, rate } = hold(scenario, share, duration);
    scenarios.push([name, { ...common(scenario), exec, startTime: "0s", gracefulStop: GRACEFUL_STOP, ...load }]);
    const prefix = chosen.length > 1 ? `${name}: ` : "";
    loads.push(`${prefix}${words}`);
    const why = rate === null ? null : fewSamples(rate, round.measure);
    if (why !== null) few.push(`${label}: ${prefix}${why}.`);
  }
  const seconds = (ms) => `${ms / 1e3} s`;
  const closed = chosen.some(([, scenario]) => !scenario.executor.endsWith("arrival-rate"));
  const lines = [
    `${label}: ${scriptInWords(chosen)} → rounds of ${seconds(round.warmup + round.measure)} (${seconds(round.warmup)} warm-up), ${loads.join("; ")}`,
    ...few
  ];
  if (driver === "twin" && closed) {
    lines.push(
      `${label}: VUs wait for their responses (a closed model), so each side sees the chosen concurrency on average only; an arrival-rate executor keeps it exact.`
    );
  }
  if (inspected.functions.includes("handleSummary")) lines.push(`${label}: its handleSummary is not called in rounds.`);
  const functions = [...new Set(chosen.map(([, scenario]) => scenario.exec))];
  return { driver, scenarios: Object.fromEntries(scenarios), functions, lines };
}
function chooseScenarios({ label, inspected, scenario }) {
  const all = Object.entries(inspected.scenarios);
  if (scenario !== void 0) {
    return all.filter(([name]) => name === scenario);
  }
  if (all.length > 1 && staggered(all)) {
    throw refused(
      `${label} runs its scenarios one after the other (${all.map(([name]) => name).join(", ")}); a round holds one load: name the one to measure in k6.scenario.`
    );
  }
  return all;
}
function refused(sentence) {
  return new ConfigError(asSentence(sentence));
}
function staggered(all) {
  const spans = all.map(([, scenario]) => span(scenario));
  return spans.some((one) => spans.some((other) => one.start > 0 && one.start >= other.end));
}
function span({ startTime, stages, duration }) {
  const start = durationSeconds(startTime ?? "0s");
  const staged = (stages ?? []).reduce((sum, stage) => sum + durationSeconds(stage.duration), 0);
  return { start, end: start + (durationSeconds(duration ?? "") || staged) };
}
function common({ env, tags, options }) {
  return { ...env ? { env } : {}, ...tags ? { tags } : {}, ...options ? { options } : {} };
}
function hold(scenario, share, duration) {
  const { executor } = scenario;
  if (executor === "constant-arrival-rate" || executor === "ramping-arrival-rate") {
    const targets2 = (scenario.stages ?? []).map((stage) => stage.target);
    const rate = Math.max(scenario.rate ?? scenario.startRate ?? 0, ...targets2);
    const timeUnit = scenario.timeUnit ?? "1s";
    const wanted = Math.max(1, (scenario.preAllocatedVUs ?? 1) * share);
    const maxVUs = Math.max(wanted, (scenario.maxVUs ?? 1) * share);
    const preAllocatedVUs = Math.max(wanted, Math.min(maxVUs, MADE_BEFOREHAND));
    const perSecond = rate / (durationSeconds(timeUnit) || 1);
    return {
      load: { executor: "constant-arrival-rate", rate, timeUnit, duration, preAllocatedVUs, maxVUs },
      words: `${Number(perSecond.toPrecision(3))} iterations/s a side${executor.startsWith("ramping") ? " (its peak)" : ""}`,
      rate: perSecond
    };
  }
  const targets = (scenario.stages ?? []).map((stage) => stage.target);
  const vus = Math.max(1, scenario.vus ?? scenario.startVUs ?? 1, ...targets);
  const peak = executor === "ramping-vus" ? " (its peak)" : "";
  return {
    load: { executor: "constant-vus", vus: vus * share, duration },
    words: `${vus} VU${vus === 1 ? "" : "s"} a side${peak}`,
    rate: null
  };
}
function scriptInWords(chosen) {
  const seconds = Math.max(...chosen.map(([, scenario]) => span(scenario).end));
  if (seconds >= 5400) return `your ${Math.round(seconds / 3600)}-hour script`;
  if (seconds >= 90) return `your ${Math.round(seconds / 60)}-minute script`;
  return seconds > 0 ? `your ${Math.round(seconds)}-second script` : "your script";
}
export {
  UNENDING,
  common,
  planLoad
};

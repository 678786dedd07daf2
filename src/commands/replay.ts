import { once } from "node:events";
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { stdin } from "node:process";
import type { z } from "zod";
import { expectation } from "../config/explain.ts";
import { gateSchema } from "../config/gate.ts";
import { type LoadedConfig, loadConfig } from "../config/load.ts";
import { overridesFor, toOverride } from "../config/metrics.ts";
import { ConfigError, ToolError } from "../errors.ts";
import { share } from "../measure/fields.ts";
import { judgePullRequest, type PullRequest, type Replayed, type ReplaySettings } from "../replay/judge.ts";
import { parseLine } from "../replay/line.ts";
import { readLines } from "../replay/lines.ts";
import { byDefault, type PastMetric } from "../replay/series.ts";
import { createLog, logStyle } from "../system/log.ts";
import type { Command, Terminal, Values } from "./command.ts";

export const replay: Command = {
  name: "replay",
  summary: "Judges past pull requests by their values, a line of JSON each, as the gate would have.",
  words: ["<file.ndjson>"],
  options: {
    "false-alarms": { type: "string", value: "SHARE", help: "How often what changes nothing may fail (default 1%)." },
    tolerate: { type: "string", value: "SHARE", help: "A change below this share of base never fails (default 2%)." },
    detect: { type: "string", value: "SHARE", help: "The change to be found, as a share of base (default 5%)." },
    effort: { type: "string", value: "EFFORT", help: "quick, standard or thorough (default standard)." },
    config: { type: "string", value: "FILE", help: "Judge by this config: its gate and metrics sections." },
  },
  notes: [
    '- reads from standard input. A line: {"id":"42","metrics":[{"id":"api/latency@GET /cart","kind":"sampled","better":"lower","base":[12.1,11.9],"head":[12.8,12.6]}]}, values paired by index, one a round.',
    "An option wins over the config. --tolerate and --detect do not hold for rates, which go by percentage points (0.1 and 0.5) unless the config says otherwise. Without a config every metric gates.",
    "Writes a line of JSON for each line read. Exit codes: 0 all lines were judged, whatever the verdicts; 2 a line could not be read.",
  ],
  async run(values, [file = ""], terminal) {
    const judge = await judgeBy(values, terminal);
    const tally: Tally = { lines: 0, rounds: 0, verdicts: { fail: 0, pass: 0, inconclusive: 0 } };
    const isComplete = await deliver(judged(judge, file, tally, terminal), terminal.stdout);
    if (!isComplete) return 0;
    if (tally.lines === 0) throw new ConfigError(`${nameOf(file)} holds no pull request.`);
    createLog(terminal.stderr, logStyle(terminal.stderr, terminal.env)).info(summary(tally));
    return 0;
  },
};

type Judge = (pullRequest: PullRequest) => Replayed;

/** @throws ConfigError for an option that cannot be read, or a config */
async function judgeBy(values: Values, { cwd }: Terminal): Promise<Judge> {
  const option = <T>(name: string, schema: z.ZodType<T>): T | undefined => {
    if (values[name] === undefined) return undefined;
    const read = schema.safeParse(values[name], { error: expectation });
    if (read.success) return read.data;
    throw new ConfigError(`--${name} ${values[name]}: expected ${read.error.issues[0]!.message}.`);
  };
  const { falseAlarms, effort } = gateSchema.shape;
  const asked = { falseAlarms: option("false-alarms", falseAlarms), effort: option("effort", effort) };
  const loaded = values.config === undefined ? null : await loadConfig(cwd, values.config as string);
  const gate = loaded?.config.gate ?? gateSchema.parse({});
  const settings: ReplaySettings = {
    falseAlarms: asked.falseAlarms ?? gate.falseAlarms,
    effort: asked.effort ?? gate.effort,
    tolerate: option("tolerate", share({ from: "0%", upTo: "1000%", example: "2%" })),
    detect: option("detect", share({ over: "0%", upTo: "1000%", example: "5%" })),
    overrides: loaded?.config.metrics.map(toOverride) ?? [],
  };
  return (pullRequest) => {
    if (loaded) for (const metric of pullRequest.metrics) refuseMisfits(loaded, metric);
    return judgePullRequest(pullRequest, settings);
  };
}

/** @throws ConfigError where the config has a number in a unit that cannot be that of the metric */
function refuseMisfits({ config, fault }: LoadedConfig, past: PastMetric): void {
  // Absolute parts are not applied where a line does not say the unit.
  const isKnown = past.unit !== undefined || past.kind === "rate";
  const relative = config.metrics.map(({ glob, scale, detect }) => ({ glob, scale, detect }));
  const metrics = isKnown ? config.metrics : relative;
  overridesFor({ config: { metrics }, fault }, byDefault(past));
}

interface Tally {
  lines: number;
  rounds: number;
  readonly verdicts: Record<Replayed["verdict"], number>;
}

async function* judged(judge: Judge, file: string, tally: Tally, { cwd }: Terminal): AsyncGenerator<string> {
  const name = nameOf(file);
  for await (const { number, text } of readLines(bytesOf(file, cwd), name)) {
    const one = judge(parseLine(text, `${name}:${number}`));
    tally.lines++;
    tally.rounds += one.rounds;
    tally.verdicts[one.verdict]++;
    yield `${JSON.stringify(one)}\n`;
  }
}

const nameOf = (file: string) => (file === "-" ? "standard input" : file);

async function* bytesOf(file: string, cwd: string): AsyncGenerator<Buffer> {
  try {
    yield* file === "-" ? stdin : createReadStream(resolve(cwd, file));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined) throw cause;
    const message = code === "ENOENT" ? `There is no file ${file}.` : `${nameOf(file)} cannot be read (${code}).`;
    throw new ConfigError(message, { cause });
  }
}

/** Whether all could be written: a reader that has seen enough (`| head`) closes the pipe, which is no fault. */
async function deliver(texts: AsyncIterable<string>, stdout: Terminal["stdout"]): Promise<boolean> {
  let fault: NodeJS.ErrnoException | undefined;
  stdout.on("error", (error) => {
    fault = error;
  });
  for await (const text of texts) {
    if (!stdout.write(text) && fault === undefined) await once(stdout, "drain").catch(() => undefined);
    if (fault?.code === "EPIPE") return false;
    if (fault)
      throw new ToolError(`The verdicts cannot be written (${fault.code ?? fault.message}).`, { cause: fault });
  }
  return true;
}

function summary({ lines, rounds, verdicts: { fail, pass, inconclusive } }: Tally): string {
  const counted = (count: number) => count.toLocaleString("en-US");
  const noun = lines === 1 ? "pull request" : "pull requests";
  const found = `${counted(fail)} fail, ${counted(pass)} pass, ${counted(inconclusive)} inconclusive`;
  return `${counted(lines)} ${noun}: ${found}; ${(rounds / lines).toFixed(1)} rounds on average`;
}

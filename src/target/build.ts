import { TargetError } from "../errors.ts";
import type { Build } from "../measure/served.ts";
import type { Side } from "../model/series.ts";
import { shown } from "../system/child.ts";
import { masker } from "../system/env.ts";
import { childLine } from "../system/log.ts";
import type { Command, Running, System } from "../system/system.ts";
import type { TargetConfig } from "./config.ts";
import { excerpt, lastLines } from "./excerpt.ts";
import { servedFolder } from "./folder.ts";
import { environmentOf, type Place, substituteWords } from "./substitute.ts";

/** Lines of a failed command that its error shows. */
const LINES = 20;

export interface Built {
  readonly build: Build;
  readonly seconds: { readonly install: number; readonly build: number };
}

/**
 * Installs and builds a side in its worktree `dir`. `passed` are the variables named by `passEnv` (passedEnvironment in
 * system/env.ts): install alone gets them, and no log line or error shows their values.
 * Throws TargetError with the end of the output when a command fails, and when there is no folder to be served then.
 */
export async function buildSide(
  system: System,
  config: TargetConfig,
  { side, dir, commit }: { readonly side: Side; readonly dir: string; readonly commit: string | null },
  passed: Readonly<Record<string, string>>,
): Promise<Built> {
  const build = { side, dir, commit };
  if (config.kind === "url") return { build, seconds: { install: 0, build: 0 } };
  const { install, build: compile, env } = config;
  const common = { side, place: { dir }, env, mask: masker(Object.values(passed)) };
  const seconds = {
    install: await timed(() => runStep(system, { ...common, what: "install", command: install, passed })),
    build: await timed(() => runStep(system, { ...common, what: "build", command: compile })),
  };
  // Also where nothing is served: files that are only weighed are those of the target.
  if (config.kind === "static") await servedFolder(build, config.static);
  return { build, seconds };
}

export interface Step {
  readonly side: Side;
  /** Names it in the log: "install". */
  readonly what: string;
  readonly command: Command | undefined;
  readonly place: Place;
  /** The target's own variables. */
  readonly env: Readonly<Record<string, string>>;
  /** Secrets that this command alone gets. */
  readonly passed?: Readonly<Record<string, string>>;
  /** Hides secrets in whatever is shown. */
  readonly mask?: (text: string) => string;
}

/** Runs one of the target's commands in the folder of its place; nothing when there is none. Throws TargetError. */
export async function runStep(system: System, { side, what, command, place, env, passed, mask }: Step): Promise<void> {
  if (command === undefined) return;
  const filled = substituteWords(command, place);
  const show = mask ?? ((text: string) => text);
  // Hidden before it is cut: half a secret would not be known again.
  const name = excerpt(show(shown(filled)));
  await system.log.group(`${side}: ${what}: ${name}`, async () => {
    const tail: string[] = [];
    const finished = await system.processes.run(filled, {
      cwd: place.dir,
      env: { ...environmentOf(system.env, env, place), ...passed },
      onLine(line) {
        tail.push(show(line));
        if (tail.length > LINES) tail.shift();
        system.log.progress(childLine(side, show(line)));
      },
    });
    if (finished.exitCode === 0) return;
    const how = `"${name}" ${ending(finished)}`;
    throw new TargetError(side, `${side}: ${what} failed: ${how}.${lastLines(tail)}`);
  });
}

export function ending(finished: Pick<Awaited<Running["exited"]>, "exitCode" | "signal">): string {
  return finished.exitCode === null ? `was ended by ${finished.signal}` : `ended with exit code ${finished.exitCode}`;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

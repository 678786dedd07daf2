/** Both sides of a target as real servers, driven by plain requests in place of k6. */
import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { Explained } from "../../src/explain/evaluate.ts";
import { type ExplainInput, explain } from "../../src/explain/index.ts";
import { explainSchema } from "../../src/explain/schema.ts";
import type { Driven, Load } from "../../src/measure/load.ts";
import type { Served } from "../../src/measure/served.ts";
import type { Side, SlotOf } from "../../src/model/series.ts";
import type { System } from "../../src/system/system.ts";
import type { CommandTarget } from "../../src/target/config.ts";
import { withRoundServers } from "../../src/target/slots.ts";
import { FIXTURES } from "./fixtures.ts";

export { FIXTURES };

/** Each path in turn, one request at a time. */
export function loadOf(paths: readonly string[]): Load {
  const drive = async (served: readonly Served[], isDone: (sent: number) => boolean): Promise<Driven> => {
    const requests: Record<string, number> = {};
    const started = performance.now();
    for (let sent = 0; paths.length > 0 && !isDone(sent); sent++) {
      for (const { url, slot, died } of served) {
        const answer = fetch(`${url}${paths[sent % paths.length]}`).then((response) => response.text());
        await Promise.race([answer, died]);
        requests[slot] = (requests[slot] ?? 0) + 1;
      }
    }
    const seconds = (performance.now() - started) / 1000;
    return { requests, median: {}, seconds, loaded: seconds };
  };
  return {
    bothAtOnce: true,
    lines: [],
    tools: {},
    conditions: "plain requests",
    scripts: [],
    async trace({ served, iterations }) {
      await drive(served, (sent) => sent >= iterations * paths.length);
    },
    drive({ served, milliseconds }) {
      const ends = performance.now() + milliseconds;
      return drive(served, () => performance.now() > ends);
    },
  };
}

export interface Asked extends Partial<Pick<ExplainInput, "metrics" | "changed">> {
  readonly system: System;
  readonly dirs: Readonly<Record<Side, string>>;
  readonly target: Partial<CommandTarget> & Pick<CommandTarget, "start">;
  readonly paths: readonly string[];
  /** As it is written in the file. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Milliseconds; also shorter than a config may have them. */
  readonly limit?: number;
  readonly seconds?: number;
  /** In place of plain requests. */
  readonly load?: Partial<Load>;
}

export async function explainOf({
  system,
  dirs,
  target,
  paths,
  config = {},
  limit = 60_000,
  seconds = 600,
  load = {},
  ...rest
}: Asked): Promise<Explained> {
  const command = { kind: "command", ready: "tcp", deadline: 60_000, stop: "SIGTERM", env: {}, passEnv: [], ...target };
  const builds = {
    base: { side: "base", commit: null, dir: dirs.base },
    head: { side: "head", commit: null, dir: dirs.head },
  } as const;
  const configs = { base: command as CommandTarget, head: command as CommandTarget };
  return explain({
    config: { ...explainSchema.parse(config), seconds, limit },
    system,
    builds,
    load: { ...loadOf(paths), ...load },
    serve: (slots: SlotOf, body) => withRoundServers({ system, builds, configs }, slots, body),
    metrics: [],
    changed: null,
    ...rest,
  });
}

/** A folder for each side under one that is temporary, as builds have them. `from`: folders in fixtures/. */
export async function builtFrom(system: System, from: Readonly<Record<Side, string>>): Promise<Record<Side, string>> {
  const folder = await system.processes.temporaryFolder("explained");
  const dirs = { base: join(folder, "base"), head: join(folder, "head") };
  for (const side of ["base", "head"] as const) await cp(join(FIXTURES, from[side]), dirs[side], { recursive: true });
  return dirs;
}

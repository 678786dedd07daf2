import { fileURLToPath } from "node:url";
import type { Build } from "../../src/measure/served.ts";
import type { Side } from "../../src/model/series.ts";
import type { System } from "../../src/system/system.ts";
import type { CommandTarget } from "../../src/target/config.ts";

export const SERVER = fileURLToPath(new URL("fixtures/server.mjs", import.meta.url));

/** A target that is the fixture server in one of its modes. */
export function createTarget(mode: string, overrides: Partial<CommandTarget> = {}): CommandTarget {
  return {
    kind: "command",
    start: ["node", SERVER, mode],
    ready: "/healthz",
    deadline: 60_000,
    stop: "SIGTERM",
    env: {},
    passEnv: [],
    ...overrides,
  };
}

/** Empty trees, as if built. */
export async function createBuilds(system: System): Promise<Record<Side, Build>> {
  const make = async (side: Side): Promise<Build> => {
    return { side, commit: null, dir: await system.processes.temporaryFolder(`${side} tree`) };
  };
  return { base: await make("base"), head: await make("head") };
}

export async function text(url: string): Promise<string> {
  return (await fetch(url)).text();
}

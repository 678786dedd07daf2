/** Drives a watcher of one slot as the rounds do: a trace, then load, over real HTTP. */
import { Pool } from "undici";
import type { Answer } from "../../../src/measure/load.ts";
import { type PostgresConfig, postgres } from "../../../src/measure/postgres/index.ts";
import { schema } from "../../../src/measure/postgres/schema.ts";
import type { Served } from "../../../src/measure/served.ts";
import type { Reading, Watch, Watching } from "../../../src/measure/watcher.ts";
import type { Side, Slot } from "../../../src/model/series.ts";
import type { TestSystem } from "../../helpers/system.ts";

export function open(
  { system }: TestSystem,
  config: Partial<PostgresConfig> & Pick<PostgresConfig, "url">,
): Promise<Watching> {
  const context = {
    system,
    sides: ["base", "head"],
    builds: { base: null, head: null },
    scratch: "",
    root: "",
  } as const;
  return postgres.open({ ...schema.parse({ url: config.url }), ...config }, context);
}

export const served = (side: Side, slot: Slot, url: string): Served => ({
  ...{ side, slot, url },
  died: new Promise(() => {}),
  processes: () => [],
});

/** Asks for each path in turn, one request at a time, and tells the watch of each answer. */
export async function traced(watch: Watch, { slot, url }: Served, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const response = await fetch(url + path);
    const body = await response.text();
    const answer: Answer = {
      slot,
      endpoint: `shop: GET ${path.split("?")[0]}`,
      method: "GET",
      url: url + path,
      status: response.status,
      sent: {},
      headers: {},
      bytes: body.length,
      milliseconds: 1,
    };
    await watch.answered!(answer);
  }
}

const CONNECTIONS = 16;

/** `requests` in all, some at once. */
export async function loaded(watch: Watch, { url }: Served, path: string, requests: number): Promise<void> {
  await watch.begin!();
  let left = requests;
  const connections = new Pool(url, { connections: CONNECTIONS });
  const one = async () => {
    while (left-- > 0) {
      const { body } = await connections.request({ method: "GET", path: `${path}?customer=${1 + (left % 2000)}` });
      await body.dump();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  await connections.close();
  await watch.end!({ requests, seconds: 1 });
}

/** By the part of the id after the name of the watcher. */
export const valuesOf = (readings: readonly Reading[]): Readonly<Record<string, Reading["value"]>> =>
  Object.fromEntries(readings.map(({ metric, value }) => [metric.id.replace(/^postgres\//u, ""), value]));

export const repeat = (times: number, ...paths: readonly string[]): readonly string[] =>
  Array.from({ length: times }, () => paths).flat();

/** Of a round that counts. */
export async function watching<T>(opening: Promise<Watch>, body: (watch: Watch) => Promise<T>): Promise<T> {
  const watch = await opening;
  try {
    const given = await body(watch);
    watch.keep!();
    return given;
  } finally {
    await watch.stop();
  }
}

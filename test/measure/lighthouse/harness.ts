import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CollectorContext, Round, RoundOutcome, Session } from "../../../src/measure/collector.ts";
import { drawRound } from "../../../src/measure/schedule.ts";
import type { Served } from "../../../src/measure/served.ts";
import { SIDES, type Side } from "../../../src/model/series.ts";
import type { System } from "../../../src/system/system.ts";
import { type RecordingServer, recordingServer } from "../../helpers/recording-server.ts";
import { testSystem } from "../../helpers/system.ts";

export type Answer = NonNullable<Parameters<typeof recordingServer>[0]>;

export interface Bench {
  readonly system: System;
  readonly servers: Readonly<Record<Side, RecordingServer>>;
  readonly context: CollectorContext;
  /** Which side was asked for what, in order: `head /shop`. */
  readonly asked: readonly string[];
  /** Lets Lighthouse CI write this text in place of running Lighthouse. */
  mock(text: string): void;
  /** Rounds as the gate drives them, which side has which slot drawn anew. */
  drive(session: Session, rounds: number): Promise<readonly RoundOutcome[]>;
}

/** Real servers and processes, a scratch folder and a root, all gone afterwards. */
export async function withBench<T>(
  answers: Readonly<Partial<Record<Side, Answer>>>,
  body: (bench: Bench) => Promise<T>,
  sides: readonly Side[] = SIDES,
): Promise<T> {
  const asked: string[] = [];
  const answer =
    (side: Side): Answer =>
    (request, response) => {
      asked.push(`${side} ${request.url}`);
      return answers[side]?.(request, response);
    };
  await using base = await recordingServer(answer("base"));
  await using head = await recordingServer(answer("head"));
  await using opened = await testSystem();
  const folder = await mkdtemp(join(tmpdir(), "weighbridge-test-"));
  try {
    const env: Record<string, string> = { ...opened.system.env };
    const system = { ...opened.system, env };
    const servers = { base, head };
    const context: CollectorContext = {
      system,
      sides,
      builds: { base: null, head: null },
      scratch: folder,
      root: folder,
      bootTime: async () => 0,
    };
    let index = 0;
    const drive = async (session: Session, rounds: number) => {
      const outcomes: RoundOutcome[] = [];
      for (let count = 0; count < rounds; count++) {
        const draw = drawRound(1, "lighthouse", index++);
        const outcome = await session.round({ ...draw, servers: roundServers(draw.sides, servers) });
        if (outcome.kind === "measured") outcome.keep();
        outcomes.push(outcome);
      }
      return outcomes;
    };
    const mock = (text: string) => {
      env.LHCITEST_MOCK_LHR = text;
    };
    return await body({ system, servers, context, asked, mock, drive });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function roundServers(sides: Round["sides"], servers: Bench["servers"]): Round["servers"] {
  const served = (slot: "a" | "b"): Served => ({
    side: sides[slot],
    slot,
    url: servers[sides[slot]].url,
    died: new Promise(() => {}),
    processes: () => [],
  });
  return {
    both: async () => ({ a: served("a"), b: served("b") }),
    alone: async (side) => served(sides.a === side ? "a" : "b"),
  };
}

/** A page of text with a stylesheet and a script, of which most is never used; `extra` bytes are added to the script. */
export function shopPage(extra = 0): Answer {
  const script = `document.body.append("ready");${"function unused(n) { return n + 1 }\n".repeat(2000)}`;
  const files: Readonly<Record<string, readonly [string, string]>> = {
    "/shop": [
      "text/html",
      `<!doctype html><html lang="en"><title>Shop</title><link rel="stylesheet" href="/shop.css"><h1>The shop sells kettles</h1><script src="/shop.js"></script></html>`,
    ],
    "/shop.css": ["text/css", "h1 { font-size: 4em }"],
    "/shop.js": ["text/javascript", script + " ".repeat(extra)],
  };
  return ({ url = "" }, response) => {
    const [type, text] = files[new URL(url, "http://x").pathname] ?? ["text/plain", null];
    if (text === null) response.statusCode = 404;
    response.setHeader("content-type", type);
    response.end(text ?? "not here");
  };
}

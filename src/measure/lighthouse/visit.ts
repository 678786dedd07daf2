/** All pages of one round on every side, one run after the other: Lighthouse shares a machine with nothing. */
import { createHash } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Side } from "../../model/series.ts";
import type { System } from "../../system/system.ts";
import { deathOf, type Served } from "../served.ts";
import { type LighthouseTool, type PageRun, runPage } from "./run.ts";
import type { Settings } from "./settings.ts";

/** full: with all categories. timing: the timing audits alone. */
export type RunKind = "full" | "timing";

export interface Visit extends Pick<PageRun, "lhr" | "lhrText"> {
  readonly page: string;
  readonly side: Side;
  /** Where the report lies; null for a run without all categories. */
  readonly report: string | null;
}

export interface Visits {
  readonly tool: LighthouseTool;
  readonly settings: Settings;
  readonly kind: RunKind;
  readonly pages: readonly string[];
  readonly served: readonly Served[];
  /** The round's. */
  readonly seed: number;
  /** For this round alone; made here. */
  readonly folder: string;
  readonly system: System;
}

/** Milliseconds that a page may take to answer before Lighthouse is to find out. */
const PATIENCE = 30_000;

/** In the order in which they ran. Throws what runPage does; what the servers' death rejects with. */
export async function visitPages(visits: Visits): Promise<readonly Visit[]> {
  const { pages, served, seed, folder } = visits;
  const abort = deathOf(served);
  const done: Visit[] = [];
  for (const page of pages) {
    for (const one of inDrawnOrder(served, `${seed}/${page}`)) {
      const number = String(done.length).padStart(2, "0");
      done.push(await visit(visits, page, one, join(folder, `${number}-${one.side}`), abort));
    }
  }
  return done;
}

/** A fair coin a page and round: who runs second finds a machine that is warm, or hot. */
export function inDrawnOrder<T>(sides: readonly T[], draw: string): readonly T[] {
  const coin = createHash("sha256").update(draw).digest()[0]! & 1;
  return coin === 1 ? sides.toReversed() : sides;
}

async function visit(
  { tool, settings, kind, system }: Visits,
  page: string,
  served: Served,
  folder: string,
  abort: Promise<never>,
): Promise<Visit> {
  await mkdir(folder, { recursive: true });
  await warmUp(served.url + page, settings.headers, system.signal);
  const collect = settings[kind];
  const { lhr, lhrText, html } = await runPage({ tool, collect, served, page, folder, abort, system });
  const report = kind === "full" ? `${folder}.html` : null;
  if (report !== null) await rename(html, report);
  await rm(folder, { recursive: true });
  return { page, side: served.side, lhr, lhrText, report };
}

/** One plain request, so that no side pays for what a server does once. An error is Lighthouse's to meet. */
export async function warmUp(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const response = await fetch(url, { headers, redirect: "manual", signal: limit });
    await response.arrayBuffer();
  } catch {
    signal.throwIfAborted();
  }
}

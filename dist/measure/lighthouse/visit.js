// src/measure/lighthouse/visit.ts
import { createHash } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { deathOf } from "../served.js";
import { runPage } from "./run.js";
var PATIENCE = 3e4;
async function visitPages(visits) {
  const { pages, served, seed, folder } = visits;
  const abort = deathOf(served);
  const done = [];
  for (const page of pages) {
    for (const one of inDrawnOrder(served, `${seed}/${page}`)) {
      const number = String(done.length).padStart(2, "0");
      done.push(await visit(visits, page, one, join(folder, `${number}-${one.side}`), abort));
    }
  }
  return done;
}
function inDrawnOrder(sides, draw) {
  const coin = createHash("sha256").update(draw).digest()[0] & 1;
  return coin === 1 ? sides.toReversed() : sides;
}
async function visit({ tool, settings, kind, system }, page, served, folder, abort) {
  await mkdir(folder, { recursive: true });
  await warmUp(served.url + page, settings.headers, system.signal);
  const collect = settings[kind];
  const { lhr, lhrText, html } = await runPage({ tool, collect, served, page, folder, abort, system });
  const report = kind === "full" ? `${folder}.html` : null;
  if (report !== null) await rename(html, report);
  await rm(folder, { recursive: true });
  return { page, side: served.side, lhr, lhrText, report };
}
async function warmUp(url, headers, signal) {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const response = await fetch(url, { headers, redirect: "manual", signal: limit });
    await response.arrayBuffer();
  } catch {
    signal.throwIfAborted();
  }
}
export {
  inDrawnOrder,
  visitPages,
  warmUp
};

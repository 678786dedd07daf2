/** One side's answers in one round. */
import type { Served } from "../served.ts";
import type { Reading, Watch } from "../watcher.ts";
import { askCompressed, type Sending } from "./ask.ts";
import { httpMetric } from "./metrics.ts";
import { createTally, type Endpoint } from "./tally.ts";

/** What a round saw of an endpoint. */
export interface Seen extends Endpoint {
  /** null: it has no GET that succeeds, or could not be asked again. */
  readonly sending: Sending | null;
}

/** Endpoints that are asked again, and milliseconds for one of them and for all. */
const MOST = 200;
const PATIENCE = 5_000;
const ALL = 20_000;

/** `onSeen` is told of the whole round, by endpoint, once it counts. */
export function watchAnswers(
  { url }: Served,
  signal: AbortSignal,
  onSeen: (seen: ReadonlyMap<string, Seen>) => void,
): Watch {
  const tally = createTally();
  let sendings: ReadonlyMap<string, Sending | null> = new Map();
  const seen = () =>
    new Map([...tally.endpoints()].map(([name, one]) => [name, { ...one, sending: sendings.get(name) ?? null }]));
  return {
    async answered(answer) {
      tally.add(answer);
    },
    async after() {
      sendings = await askAll(tally.endpoints(), new URL(url).origin, signal);
    },
    readings: () => [...seen()].flatMap(([name, one]) => readingsOf(name, one)),
    stop: async () => {},
    keep: () => onSeen(seen()),
  };
}

/** One after the other, and of this side's own address alone: a page may lead anywhere. */
async function askAll(
  endpoints: ReadonlyMap<string, Endpoint>,
  origin: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Sending | null>> {
  const end = AbortSignal.any([signal, AbortSignal.timeout(ALL)]);
  const asked = new Map<string, Sending | null>();
  for (const [name, { example }] of endpoints) {
    if (asked.size === MOST || end.aborted) break;
    if (example === null || originOf(example.url) !== origin) continue;
    const limit = AbortSignal.any([end, AbortSignal.timeout(PATIENCE)]);
    asked.set(name, await askCompressed(example.url, example.sent, limit).catch(() => null));
    signal.throwIfAborted();
  }
  return asked;
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : null);

function readingsOf(name: string, { answers, bytes, redirected, repeated, sending }: Seen): readonly Reading[] {
  return [
    { metric: httpMetric("bytes", name), value: bytes / answers },
    { metric: httpMetric("redirects", name), value: redirected / answers },
    { metric: httpMetric("repeated", name), value: repeated / answers },
    ...(sending === null ? [] : [{ metric: httpMetric("compressed", name), value: sending.bytes }]),
  ];
}

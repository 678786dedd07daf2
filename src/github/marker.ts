/** The hidden first line that tells whose comment it is and which run wrote it. */

export interface RunNumber {
  readonly id: number;
  readonly attempt: number;
}

export interface Marker {
  readonly gate: string;
  readonly run: RunNumber;
}

// Fifteen digits stay exact in a number.
const MARKER = /^<!-- weighbridge gate=([A-Za-z0-9._-]{1,100}) run=(\d{1,15})\.(\d{1,15}) -->(?:\r?\n|$)/u;

export function withMarker({ gate, run }: Marker, body: string): string {
  return `<!-- weighbridge gate=${gate} run=${run.id}.${run.attempt} -->\n${body}`;
}

/** The marker that `body` starts with; one further down may be a quotation. */
export function readMarker(body: string): Marker | null {
  const [, gate, id, attempt] = MARKER.exec(body) ?? [];
  return gate === undefined ? null : { gate, run: { id: Number(id), attempt: Number(attempt) } };
}

/** Run ids grow over the whole of GitHub; a repeated run keeps its id. Positive when `a` is the newer. */
export function compareRuns(a: RunNumber, b: RunNumber): number {
  return a.id - b.id || a.attempt - b.attempt;
}

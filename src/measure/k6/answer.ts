/** What the driver (driver/trace.js) tells of one answer, and what others are told. Pure. */
import { z } from "zod";
import type { Answer } from "../load.ts";
import { shortened } from "../subject.ts";
import { endpointName, endpointSubject } from "./endpoint.ts";

export const markSchema = z.object({
  slot: z.enum(["a", "b"]),
  /** null: in setup or teardown. */
  scenario: z.string().nullable(),
  /** Of the scenario, from 0; null: in none. */
  iteration: z.int().min(0).nullable(),
  method: z.string(),
  /** As k6 names it. */
  name: z.string(),
  url: z.string(),
  redirectedTo: z.string().nullable(),
  /** 0: there was no answer. */
  status: z.int().min(0).max(999),
  sent: z.record(z.string(), z.array(z.string())),
  headers: z.record(z.string(), z.string()),
  bytes: z.int().min(0),
  milliseconds: z.number().min(0),
  /** Milliseconds until there was an answer or none would come, by the clock. */
  waited: z.number(),
});

export type Mark = z.output<typeof markSchema>;

const LONGEST = 2_000;
const MOST_HEADERS = 100;

export function answerOf(mark: Mark, labelOf: (scenario: string) => string): Answer {
  const { slot, scenario, iteration, method, url, redirectedTo, status, sent, headers, bytes, milliseconds } = mark;
  const name = endpointName(mark.name);
  return {
    slot,
    endpoint: scenario === null ? null : endpointSubject({ scenario, method, name }, labelOf),
    ...(iteration === null ? {} : { iteration }),
    method,
    url: shortened(url, LONGEST),
    ...(redirectedTo === null ? {} : { redirectedTo: shortened(redirectedTo, LONGEST) }),
    status,
    sent: headersOf(Object.entries(sent).map(([header, values]) => [header, values.join(", ")])),
    headers: headersOf(Object.entries(headers)),
    bytes,
    milliseconds,
  };
}

/** k6 has names with capitals, as Go writes them. */
function headersOf(entries: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const bounded = entries.slice(0, MOST_HEADERS);
  return Object.fromEntries(
    bounded.map(([name, value]) => [name.toLowerCase().slice(0, LONGEST), shortened(value, LONGEST)]),
  );
}

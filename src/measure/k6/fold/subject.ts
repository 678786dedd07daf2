/** What a point's tags say of it: whose it is, and whether it counts. Pure. */
import { SLOTS, type Slot } from "../../../model/series.ts";
import type { Tags } from "./json-line.ts";

/** The tag that our driver gives to everything a slot does. */
const SLOT_TAG = "weighbridge_slot";

/** What cells are told apart by. null: the points have no such tag. */
export interface Subject {
  readonly slot: Slot | null;
  readonly scenario: string | null;
  readonly method: string | null;
  readonly name: string | null;
  readonly check: string | null;
}

/** `setup`: of setup() or teardown(). `outside`: the driver gave it to no slot, because it was warming up or ending. */
export type Exclusion = "setup" | "outside";

export function subjectOf(tags: Tags, nameOf: (name: string) => string): Subject {
  const { scenario = null, method = null, name, check = null } = tags;
  return { slot: slotOf(tags) ?? null, scenario, method, name: name === undefined ? null : nameOf(name), check };
}

/** What a metric's points are told apart by: a script's own metric is one, whatever request it is about. */
export function subjectOn(metric: string, subject: Subject): Subject {
  const isOfName = metric.startsWith("http_req") || metric.startsWith("weighbridge_");
  if (isOfName || metric === "checks") return subject;
  return { ...subject, method: null, name: null, check: null };
}

export function exclusionOf(tags: Tags): Exclusion | null {
  // k6 gives setup and teardown no scenario; a script's own group("setup") has one and counts.
  if (tags.scenario === undefined && /^::(setup|teardown)(::|$)/.test(tags.group ?? "")) return "setup";
  return tags[SLOT_TAG] !== undefined && slotOf(tags) === undefined ? "outside" : null;
}

/**
 * To whom a request went, measured or not. `nobody`: the driver did not send it. `elsewhere`: to a host that the script may
 * call besides the target.
 */
export function receiverOf(tags: Tags): Slot | "nobody" | "elsewhere" {
  const tag = tags[SLOT_TAG];
  if (tag === undefined) return "nobody";
  return SLOTS.find((slot) => tag === slot || tag === `${slot}-outside`) ?? "elsewhere";
}

function slotOf(tags: Tags): Slot | undefined {
  return SLOTS.find((slot) => slot === tags[SLOT_TAG]);
}

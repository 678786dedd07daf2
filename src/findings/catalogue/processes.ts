/** Memory, processor and threads of the target. */
import type { RuleId } from "../../model/finding.ts";
import { grades, type Rule } from "../rule.ts";

const thread = { area: "runtime", unit: "ms", bound: "most" } as const;
const machine = { area: "machine", unit: "fraction", bound: "most" } as const;

export const processes = {
  leak: {
    area: "memory",
    title: "memory that grows and stays",
    unit: "bytes",
    of: "a request",
    limit: 1000,
    bound: "most",
    ...grades(5, 3, 1),
    why: "It grows until the process is killed, and gets slower before that.",
    todo: "Look for what is kept for ever: caches without an end, listeners never removed, lists that only grow.",
  },
  "blocked-event-loop": {
    ...thread,
    title: "blocked event loop",
    of: "at the longest",
    limit: 50,
    ...grades(4, 3, 2),
    why: "While it is blocked no other request is answered, however small.",
    todo: "Split long work into parts, or move it to a worker thread.",
  },
  "blocking-call": {
    ...thread,
    title: "blocking call on the main thread",
    of: "a request",
    limit: 10,
    ...grades(4, 2, 1),
    why: "Every other request waits for it too.",
    todo: "Use the asynchronous form of the call, or make it once at the start.",
  },
  "busy-processor": {
    ...machine,
    title: "processor nearly used up",
    of: "of the processor",
    limit: 0.7,
    ...grades(3, 3, 2),
    why: "Close to its limit, waiting times grow far faster than the load.",
    todo: "See which functions spend it; more processors help only where it has threads for them.",
  },
  "full-memory": {
    ...machine,
    title: "memory nearly used up",
    of: "of the memory",
    limit: 0.8,
    ...grades(4, 3, 2),
    why: "What goes beyond it is killed, or swapped, which is as bad.",
    todo: "See what takes it, or give it more.",
  },
} as const satisfies Readonly<Partial<Record<RuleId, Rule>>>;

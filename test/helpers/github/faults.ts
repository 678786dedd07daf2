import type { State } from "./state.ts";

/** What goes wrong, at one operation. */
export interface FaultRule {
  /** "issues/create-comment" and so on, as GitHub's description names them; "storage" for the zips. */
  readonly on: string;
  /** How many calls are harmed; all without it. */
  readonly times?: number;
  /** before: nothing is stored. after: it is stored, only the answer suffers. */
  readonly at?: "before" | "after";
  readonly fault: Fault;
}

export type Fault =
  /** The connection is reset. */
  | { readonly kind: "reset" }
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly message?: string;
      /** Instead of the message in GitHub's form for errors. */
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The answer is that text, called JSON. */
  | { readonly kind: "garbage"; readonly text: string }
  /** With a status of 200, those headers and those parts; `open`: and then nothing more, for ever. */
  | {
      readonly kind: "raw";
      readonly headers: Readonly<Record<string, string>>;
      readonly parts: readonly (string | Uint8Array)[];
      readonly open?: boolean;
    }
  /** Half of the answer, then the connection is reset. */
  | { readonly kind: "cut" }
  /** That field of the answer is replaced; by nothing when there is no value. */
  | { readonly kind: "field"; readonly path: readonly (string | number)[]; readonly value?: unknown }
  | { readonly kind: "delay"; readonly ms: number }
  /** Waits until that many requests are here, then lets all go. */
  | { readonly kind: "gather"; readonly count: number }
  /** Something happens meanwhile. */
  | { readonly kind: "meanwhile"; readonly change: (state: State) => void };

interface Counted extends FaultRule {
  seen: number;
  release: (() => void) | undefined;
  gathered: Promise<void>;
}

export class Faults {
  readonly #rules: Counted[] = [];

  add(rule: FaultRule): void {
    let release: (() => void) | undefined;
    const gathered = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#rules.push({ ...rule, seen: 0, release, gathered });
  }

  /** The fault that the next call of `operation` meets; waiting and changing are done here. */
  async next(operation: string, at: "before" | "after", state: State): Promise<Fault | undefined> {
    let found: Fault | undefined;
    for (const rule of this.#rules.filter((one) => one.on === operation && (one.at ?? "before") === at)) {
      const number = rule.seen++;
      if (number >= (rule.times ?? Number.POSITIVE_INFINITY)) continue;
      const { fault } = rule;
      if (fault.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.ms));
      else if (fault.kind === "meanwhile") fault.change(state);
      else if (fault.kind === "gather") {
        if (number + 1 === fault.count) rule.release?.();
        if (number < fault.count) await rule.gathered;
      } else found ??= fault;
    }
    return found;
  }
}

/** A copy of `body` with one field replaced or left out. */
export function withField(body: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(body);
  const last = path.at(-1)!;
  // A path that does not exist in the answer is a mistake of the test and throws.
  const parent = path.slice(0, -1).reduce((node, key) => (node as Record<string, unknown>)[key], copy);
  if (value === undefined) delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = value;
  return copy;
}

/** The assertions of a lighthouserc, in one form. Pure. */
import { ConfigError } from "../../errors.ts";
import type { Rc, RcAssertEntry } from "./rc-schema.ts";

/** An entry of LHCI's `assertMatrix`; one without a pattern is for every page. */
export type AssertEntry = RcAssertEntry & { readonly aggregationMethod: string };

export interface Assertions {
  /** null: none. */
  readonly matrix: readonly AssertEntry[] | null;
  readonly notes: readonly string[];
}

/**
 * `assertions` and `preset`, an `assertMatrix`, or a budgets file, as a matrix, with the median where the user chose no
 * method. LHCI's own default is the best run.
 *
 * @throws ConfigError where `lhci assert` would refuse the combination; `name` is the file's
 */
export function assertionsOf(rc: Rc, name: string): Assertions {
  const single = rc.assertions !== undefined || rc.preset !== undefined;
  if (rc.budgetsFile !== undefined && (single || rc.assertMatrix !== undefined)) {
    throw new ConfigError(`${name}: budgetsFile does not go with other assertions; remove one of them.`);
  }
  if (rc.assertMatrix !== undefined && (single || rc.aggregationMethod !== undefined)) {
    throw new ConfigError(
      `${name}: assertMatrix does not go with assertions, preset or aggregationMethod beside it; move them into its entries.`,
    );
  }
  const entries = rc.budgetMatrix ?? rc.assertMatrix ?? (single ? [entryOf(rc)] : []);
  if (entries.length === 0) return { matrix: null, notes: [] };
  return {
    matrix: entries.map((entry) => ({ ...entry, aggregationMethod: entry.aggregationMethod ?? "median" })),
    notes: entries.some(leavesItOpen) ? [note(name)] : [],
  };
}

function entryOf({ preset, assertions, aggregationMethod }: Rc): RcAssertEntry {
  return {
    ...(preset !== undefined && { preset }),
    ...(assertions !== undefined && { assertions }),
    ...(aggregationMethod !== undefined && { aggregationMethod }),
  };
}

function leavesItOpen({ aggregationMethod, preset, assertions = {} }: RcAssertEntry): boolean {
  if (aggregationMethod !== undefined) return false;
  return preset !== undefined || Object.values(assertions).some((assertion) => methodOf(assertion) === undefined);
}

/** What one assertion says itself. */
export function methodOf(assertion: NonNullable<RcAssertEntry["assertions"]>[string]): string | undefined {
  return typeof assertion === "string" ? undefined : assertion[1]?.aggregationMethod;
}

const note = (name: string) =>
  `The assertions of ${name} are judged by the median of all runs, where Lighthouse CI takes the best run unless aggregationMethod says otherwise.`;

/** The assertions that the author named, `off` ones aside; what a preset brings is LHCI's own business. */
export function statedKeys(matrix: readonly AssertEntry[]): readonly string[] {
  return matrix.flatMap(({ assertions = {} }) =>
    Object.entries(assertions).flatMap(([key, said]) => ([said].flat()[0] === "off" ? [] : [key])),
  );
}

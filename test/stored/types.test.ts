import { expectTypeOf, it } from "vitest";
import type { z } from "zod";
import type { RoundRecord } from "../../src/measure/rounds.ts";
import type { Baseline } from "../../src/model/baseline.ts";
import type { Details } from "../../src/model/details.ts";
import type { MetricOverride } from "../../src/model/override.ts";
import type { LimitSeries, Series } from "../../src/model/series.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import type { detailsSchema } from "../../src/stored/details.ts";
import type { StoredRounds } from "../../src/stored/rounds.ts";
import type { Snapshot } from "../../src/stored/snapshot.ts";
import type { verdictSchema } from "../../src/stored/verdict.ts";

/** Assignable both ways: `readonly` on a property makes no difference to that, a missing or another field does. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

// Checked by tsc; at run time these say nothing.
it("the schemas give the model's types, and take them", () => {
  expectTypeOf<Same<z.output<typeof verdictSchema>, Verdict>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.input<typeof verdictSchema>, Verdict>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof detailsSchema>, Details>>().toEqualTypeOf<true>();
  expectTypeOf<Same<StoredRounds["series"], readonly Series[]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<StoredRounds["limits"], readonly LimitSeries[]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<StoredRounds["overrides"], readonly MetricOverride[]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<StoredRounds["baseline"], Baseline | null>>().toEqualTypeOf<true>();
  expectTypeOf<Same<StoredRounds["rounds"], readonly RoundRecord[]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<StoredRounds["environment"], Verdict["environment"]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<StoredRounds["base"], Verdict["base"]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<Snapshot["head"], Verdict["head"]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<StoredRounds, Verdict>>().toEqualTypeOf<false>();
});

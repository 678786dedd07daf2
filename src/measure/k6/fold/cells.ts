import { type Aggregate, createAggregate, type MetricType } from "./aggregate.ts";
import { EXACT_VALUES } from "./histogram.ts";
import type { KnownMetric } from "./points.ts";
import type { Subject } from "./subject.ts";

/** All points of one metric and subject. */
export interface Cell extends Subject {
  readonly metric: string;
  /**
   * For the trends of http requests, by k6's tag expected_response: refused and failed requests have durations that mean
   * something else. null where k6 did not say, and for all other metrics: http_reqs and http_req_failed count both.
   */
  readonly expected: boolean | null;
  /** Stands for all subjects of its slot that came after the table was full. */
  readonly other: boolean;
  readonly aggregate: Aggregate;
}

export const CELLS = 20_000;
/** Cells beyond this many turn to buckets sooner, so that many cells take no more memory than a few. */
const ROOMY_CELLS = 1000;
const EXACT_VALUES_IN_CROWD = 128;

/** The cells of one subject (and `expected`), found by the metric's index. */
export interface Row {
  readonly cellOf: (metric: KnownMetric) => Aggregate;
}

/** Finds or makes cells; a full table sends what is new to one cell a slot and metric. */
export class CellTable {
  readonly cells: Cell[] = [];
  readonly #limit: number;
  readonly #rows = new Map<string, Row>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.cells.length >= this.#limit;
  }

  row(subject: Subject, expected: boolean | null): Row {
    const { slot, scenario, method, name, check } = subject;
    const key = JSON.stringify([slot, scenario, method, name, check, expected]);
    return (
      this.#rows.get(key) ?? (this.full ? this.#others(subject.slot, expected) : this.#newRow(key, subject, expected))
    );
  }

  /** How many values a trend made now may keep. */
  get exactValues(): number {
    return this.cells.length < ROOMY_CELLS ? EXACT_VALUES : EXACT_VALUES_IN_CROWD;
  }

  #newRow(key: string, subject: Subject, expected: boolean | null): Row {
    const byMetric: Aggregate[] = [];
    const cellOf = (metric: KnownMetric): Aggregate => {
      const known = byMetric[metric.index];
      if (known !== undefined) return known;
      if (this.full) return this.#others(subject.slot, expected).cellOf(metric);
      const made = this.#make(metric, subject, expected, false);
      byMetric[metric.index] = made;
      return made;
    };
    const row = { cellOf };
    this.#rows.set(key, row);
    return row;
  }

  #others(slot: Subject["slot"], expected: boolean | null): Row {
    const key = `other ${slot} ${expected}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const byMetric: Aggregate[] = [];
    const subject: Subject = { slot, scenario: null, method: null, name: null, check: null };
    const row: Row = {
      cellOf: (metric) => (byMetric[metric.index] ??= this.#make(metric, subject, expected, true)),
    };
    this.#rows.set(key, row);
    return row;
  }

  #make(
    metric: { name: string; type: MetricType },
    subject: Subject,
    expected: boolean | null,
    other: boolean,
  ): Aggregate {
    const aggregate = createAggregate(metric.type, this.exactValues);
    this.cells.push({ ...subject, metric: metric.name, expected, other, aggregate });
    return aggregate;
  }
}

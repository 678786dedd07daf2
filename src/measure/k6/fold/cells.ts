import { type Aggregate, createAggregate } from "./aggregate.ts";
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
  /** Stands for all endpoints or checks of its slot and scenario that are not told apart. */
  readonly other: boolean;
  readonly aggregate: Aggregate;
}

/** Endpoints and checks of one run that are told apart; a round of seconds seldom has more requests of different kinds. */
export const MOST_SUBJECTS = 2000;
/** Cells beyond this many turn to buckets sooner, so that many cells take no more memory than a few. */
const ROOMY_CELLS = 1000;
const EXACT_VALUES_IN_CROWD = 128;

/** The cells of one subject (and `expected`), found by the metric's index. */
export interface Row {
  readonly cellOf: (metric: KnownMetric) => Aggregate;
}

/** As many as nobody's script has; `scenario` is a tag that a script may set too. */
const MOST_SCENARIOS = 100;

/** Whether what has a name or a check may have cells of its own. */
export type TellApart = (subject: Subject) => boolean;

/**
 * Finds or makes cells. What comes when the table is full goes to one cell a slot, scenario and metric. Whether a subject is
 * told apart is decided for both slots at once, so that neither side has an endpoint that the other lacks for want of room.
 */
export class CellTable {
  readonly cells: Cell[] = [];
  readonly #limit: number;
  readonly #tellApart: TellApart;
  readonly #told = new Set<string>();
  readonly #scenarios = new Set<string | null>();
  readonly #rows = new Map<string, Row>();

  constructor(limit: number, tellApart: TellApart) {
    this.#limit = limit;
    this.#tellApart = tellApart;
  }

  row(subject: Subject, expected: boolean | null): Row {
    const other = !this.tells(subject);
    const about = other ? this.#othersOf(subject) : subject;
    const key = JSON.stringify([about.slot, about.scenario, about.method, about.name, about.check, expected, other]);
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const byMetric: Aggregate[] = [];
    const row: Row = {
      cellOf: (metric) => (byMetric[metric.index] ??= this.#make(metric, about, expected, other)),
    };
    this.#rows.set(key, row);
    return row;
  }

  /** Whether a subject has cells of its own; true for good once it was. */
  tells(subject: Subject): boolean {
    const { scenario, method, name, check } = subject;
    const key = JSON.stringify([scenario, method, name, check]);
    if (this.#told.has(key)) return true;
    const isNamed = name !== null || check !== null;
    if (this.#told.size >= this.#limit || (isNamed && !this.#tellApart(subject))) return false;
    this.#told.add(key);
    return true;
  }

  #make(metric: KnownMetric, about: Subject, expected: boolean | null, other: boolean): Aggregate {
    const exact = this.cells.length < ROOMY_CELLS ? EXACT_VALUES : EXACT_VALUES_IN_CROWD;
    const aggregate = createAggregate(metric.type, exact);
    this.cells.push({ ...about, metric: metric.name, expected, other, aggregate });
    return aggregate;
  }

  #othersOf({ slot, scenario }: Subject): Subject {
    if (this.#scenarios.size < MOST_SCENARIOS) this.#scenarios.add(scenario);
    const known = this.#scenarios.has(scenario) ? scenario : null;
    return { slot, scenario: known, method: null, name: null, check: null };
  }
}

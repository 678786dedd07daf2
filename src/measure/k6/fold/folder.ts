import type { Slot } from "../../../model/series.ts";
import { LONGEST_TIME } from "../../subject.ts";
import type { Aggregate } from "./aggregate.ts";
import { CellTable, MOST_SUBJECTS } from "./cells.ts";
import type { MetricDefinition, Tags } from "./json-line.ts";
import type { KnownMetric, PointTaker } from "./points.ts";
import { httpNumber, isHttpTrend, Request } from "./request.ts";
import { Selections } from "./selectors.ts";
import { type SentCount, SentCounts } from "./sent.ts";
import type { Answers, Fold, FoldOptions } from "./shapes.ts";
import { type Exclusion, exclusionOf, type Subject, subjectOf, subjectOn } from "./subject.ts";
import { WindowTable } from "./windows.ts";

/** What the folder made of one set of tags. */
interface TagSet {
  readonly tags: Tags;
  readonly excluded: Exclusion | null;
  readonly place: Place;
  readonly sent: SentCount;
  /** By metric index: what selectors want its points added to. */
  readonly selected: (readonly Aggregate[])[];
}

/** Where the points of one subject go. */
interface Place {
  readonly subject: Subject;
  readonly expected: boolean | null;
  /** By metric index. */
  readonly cells: Aggregate[];
  /** Windows of its requests; undefined before the first, null where there is no room for them. */
  track: ReturnType<WindowTable["track"]> | undefined;
}

const DROP_TIMES = 10_000;
/** Subjects found without asking the table. */
const PLACES = 4096;

export class Folder implements PointTaker<TagSet> {
  readonly #options: FoldOptions;
  readonly #from: number;
  readonly #to: number;
  readonly #cells: CellTable;
  readonly #places = new Map<string, Place>();
  readonly #selections: Selections;
  readonly #windows: WindowTable;
  readonly #request = new Request<TagSet>();
  readonly #httpNumbers: number[] = [];
  readonly #sent = new SentCounts();
  readonly #totals = { iterations: { measured: 0, all: 0 }, dropped_iterations: { measured: 0, all: 0 } };
  readonly #dropTimes: number[] = [];
  readonly #answers: Partial<Record<Slot, { -readonly [key in keyof Answers]: Answers[key] }>> = {};
  readonly #points = { measured: 0, outside: 0, setup: 0, untimed: 0 };

  constructor(options: FoldOptions) {
    this.#options = options;
    this.#from = options.from ?? Number.NEGATIVE_INFINITY;
    this.#to = options.to ?? Number.POSITIVE_INFINITY;
    this.#cells = new CellTable(options.maxSubjects ?? MOST_SUBJECTS, options.tellApart ?? (() => true));
    this.#selections = new Selections(options.selectors ?? []);
    this.#windows = new WindowTable(options.from ?? null, options.windowMs ?? 1000);
  }

  tags(tags: Tags): TagSet {
    const subject = subjectOf(tags, this.#options.nameOf ?? ((name) => name));
    const excluded = exclusionOf(tags);
    const expected = tags.expected_response === undefined ? null : tags.expected_response === "true";
    return { tags, excluded, place: this.#place(subject, expected), sent: this.#sent.of(tags), selected: [] };
  }

  point(metric: KnownMetric, time: number, value: number, tags: TagSet): void {
    const number = this.#httpNumbers[metric.index] ?? this.#httpNumber(metric);
    if (number < 0) this.#count(metric, time, value);
    else tags.sent.add(number, time, value);
    if (tags.excluded !== null) {
      this.#points[tags.excluded]++;
      return;
    }
    if (number < 0) {
      if (this.#measured(time)) this.#add(metric, value, tags);
      return;
    }
    if (!(value >= 0 && value <= LONGEST_TIME)) {
      this.#points.untimed++;
      return;
    }
    const request = this.#request;
    if (!request.takes(number, time, tags)) {
      this.#endRequest();
      request.begin(time, tags);
    }
    request.add(number, metric, value);
  }

  /** The fold of all points so far; call once, after the last. */
  result(reader: { lines: number; infinite: number; metrics: ReadonlyMap<string, MetricDefinition> }): Fold {
    this.#endRequest();
    this.#request.begin(Number.NaN, null);
    return {
      metrics: [...reader.metrics.values()].map(({ name, type, contains }) => ({ name, type, contains })),
      cells: this.#cells.cells,
      selections: this.#selections.result(),
      windows: this.#windows.result(),
      answers: this.#answers,
      sent: this.#sent.bySlot(),
      untold: this.#sent.untold,
      iterations: this.#totals.iterations,
      dropped: this.#totals.dropped_iterations,
      dropTimes: this.#dropTimes,
      lines: reader.lines,
      points: { ...this.#points, infinite: reader.infinite },
    };
  }

  #endRequest(): void {
    const { tags, points, metrics, values, start } = this.#request;
    if (tags === null) return;
    if (start < this.#from || start >= this.#to) {
      this.#points.outside += points;
      return;
    }
    for (let i = 0; i < points; i++) this.#add(metrics[i]!, values[i]!, tags);
    if (!this.#request.counted) return;
    const latency = tags.place.expected === false ? Number.NaN : this.#request.duration;
    const { place } = tags;
    this.#answered(place.subject.slot, start, this.#request.end);
    if (place.track === undefined) {
      place.track = this.#cells.tells(place.subject) ? this.#windows.track(place.subject) : null;
    }
    this.#windows.add(place.track, start, this.#request.failed, latency);
  }

  #answered(slot: Slot | null, start: number, end: number): void {
    if (slot === null) return;
    this.#answers[slot] ??= { last: end, longest: 0 };
    const answers = this.#answers[slot];
    if (end > answers.last) answers.last = end;
    if (end - start > answers.longest) answers.longest = end - start;
  }

  #measured(time: number): boolean {
    const measured = time >= this.#from && time < this.#to;
    if (!measured) this.#points.outside++;
    return measured;
  }

  #add(metric: KnownMetric, value: number, set: TagSet): void {
    this.#points.measured++;
    (set.place.cells[metric.index] ?? this.#cell(metric, set.place)).add(value);
    const selected = set.selected[metric.index] ?? this.#select(metric, set);
    for (let i = 0; i < selected.length; i++) selected[i]!.add(value);
  }

  #place(subject: Subject, expected: boolean | null): Place {
    const { slot, scenario, method, name, check } = subject;
    const key = JSON.stringify([slot, scenario, method, name, check, expected]);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    // Cells are found again by the table: what is forgotten here costs time only.
    if (this.#places.size >= PLACES) this.#places.clear();
    const place: Place = { subject, expected, cells: [], track: undefined };
    this.#places.set(key, place);
    return place;
  }

  #cell(metric: KnownMetric, place: Place): Aggregate {
    const row = this.#cells.row(
      subjectOn(metric.name, place.subject),
      isHttpTrend(metric.name) ? place.expected : null,
    );
    const cell = row.cellOf(metric);
    place.cells[metric.index] = cell;
    return cell;
  }

  #select(metric: KnownMetric, set: TagSet): readonly Aggregate[] {
    const selected = this.#selections.matching(metric, set.tags, set.place.subject.slot);
    set.selected[metric.index] = selected;
    return selected;
  }

  #count(metric: KnownMetric, time: number, value: number): void {
    const name = metric.name;
    if (name !== "iterations" && name !== "dropped_iterations") return;
    this.#totals[name].all += value;
    if (time >= this.#from && time < this.#to) this.#totals[name].measured += value;
    if (name === "dropped_iterations" && this.#dropTimes.length < DROP_TIMES) this.#dropTimes.push(time);
  }

  #httpNumber(metric: KnownMetric): number {
    const number = httpNumber(metric.name);
    this.#httpNumbers[metric.index] = number;
    return number;
  }
}

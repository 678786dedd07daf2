/** What a database's statements and connections say to the rules, whatever the database. Pure. */
import type { Found } from "./fact-rule.ts";
import { type AskedOf, shortStatement } from "./statements.ts";
import { TARGET } from "./watched.ts";

interface Timed {
  readonly calls: number;
  readonly ms: number;
}

/** What was seen of a side. */
interface SeenOf<Counters> {
  /** One request at a time. */
  readonly endpoints: ReadonlyMap<string, AskedOf<Counters>>;
  /** Under load. */
  readonly loaded: AskedOf<Counters>;
}

/** Calls a request that must be exceeded. */
const USUAL = 0.5;

/** What is known of a statement besides; null: nothing. */
type NoteOf = (statement: string) => string | null;

/** Statements of which there are more than requests, where more than `after` requests were seen. */
export function repeatedStatements(
  { endpoints }: Pick<SeenOf<Pick<Timed, "calls">>, "endpoints">,
  after: number,
  noteOf: NoteOf,
): readonly Found[] {
  return [...endpoints].flatMap(([subject, { requests, statements }]) =>
    [...statements]
      .filter(([, { calls }]) => requests > after && calls > requests)
      .map(([statement, { calls }]) => ({
        ...{ subject, name: shortStatement(statement), value: calls / requests, note: noteOf(statement) },
      })),
  );
}

/** The mean time of each statement under load. */
export function slowStatements(seen: SeenOf<Timed>, noteOf: NoteOf): readonly Found[] {
  return [...seen.loaded.statements].map(([statement, { ms, calls }]) => ({
    subject: senderOf(seen, statement),
    name: shortStatement(statement),
    key: statement,
    value: ms / calls,
    note: noteOf(statement),
  }));
}

/**
 * The endpoint that sends it most often a request; "target" where none sends it in most of its requests: what the target does by
 * itself is seen beside whatever is asked just then.
 */
export function senderOf({ endpoints }: Pick<SeenOf<Pick<Timed, "calls">>, "endpoints">, statement: string): string {
  let [sender, most] = [TARGET, USUAL];
  for (const [endpoint, { requests, statements }] of endpoints) {
    const often = (statements.get(statement)?.calls ?? 0) / requests;
    if (often > most) [sender, most] = [endpoint, often];
  }
  return sender;
}

/** `maxConnections`: 0 where it is not known. */
export function busyPool({
  connections,
  maxConnections,
}: {
  readonly connections: number;
  readonly maxConnections: number;
}): readonly Found[] {
  if (maxConnections === 0) return [];
  const note = `${connections} of ${maxConnections}`;
  return [{ subject: TARGET, name: null, value: connections / maxConnections, note }];
}

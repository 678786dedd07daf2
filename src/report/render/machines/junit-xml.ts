/** Test results as JUnit XML, as far as its many readers agree on what that is. Pure. */
import { escapeXml, SENTENCE } from "../escape.ts";
import { bytesOf } from "../fit.ts";

/** Ten thousand metrics have room. */
const LIMIT = 8_000_000;

/**
 * failure: fails the gate. skipped: nothing was shown, or it is reported only. error: could not be measured. The message is
 * a sentence.
 */
export type Result =
  | { readonly kind: "passed" }
  | { readonly kind: "failure" | "skipped" | "error"; readonly message: string };

export interface Case {
  readonly suite: string;
  readonly name: string;
  readonly result: Result;
  /** What was measured; "" for nothing. */
  readonly values: string;
}

/** A suite a name, in order of appearance, in at most `limit` UTF-8 bytes: what does not fit is left out, and counted. */
export function writeJunitXml(gate: string, cases: readonly Case[], seconds: number, limit = LIMIT): string {
  // Beside the names, the frame of all is below 2000 bytes, and that of a suite below 200.
  let left = limit - 2_000;
  const suites = new Map<string, { readonly item: Case; readonly xml: string }[]>();
  let dropped = 0;
  for (const item of cases) {
    const xml = caseXml(item);
    const suite = suites.get(item.suite);
    const size = bytesOf(xml) + (suite === undefined ? 200 + bytesOf(escapeXml(item.suite)) : 0);
    if (size > left) {
      dropped++;
      continue;
    }
    left -= size;
    if (suite === undefined) suites.set(item.suite, [{ item, xml }]);
    else suite.push({ item, xml });
  }
  const kept = [...suites.values()].flat().map(({ item }) => item);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="${escapeXml(`Weighbridge ${gate}`)}" ${countsOf(kept)} time="${seconds.toFixed(1)}">\n`,
    ...(dropped === 0 ? [] : [`  <!-- ${dropped} more are in verdict.json -->\n`]),
    ...[...suites].flatMap(([name, members]) => [
      `  <testsuite name="${escapeXml(name)}" ${countsOf(members.map(({ item }) => item))}>\n`,
      ...members.map(({ xml }) => xml),
      "  </testsuite>\n",
    ]),
    "</testsuites>\n",
  ].join("");
}

function countsOf(cases: readonly Case[]): string {
  const count = (kind: Result["kind"]) => cases.filter(({ result }) => result.kind === kind).length;
  return `tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`;
}

function caseXml({ suite, name, result, values }: Case): string {
  const inner = [
    ...(result.kind === "passed" ? [] : [`      <${result.kind} message="${escapeXml(result.message, SENTENCE)}"/>\n`]),
    ...(values === "" ? [] : [`      <system-out>${escapeXml(values, SENTENCE)}</system-out>\n`]),
  ];
  const open = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}"`;
  return inner.length === 0 ? `${open}/>\n` : `${open}>\n${inner.join("")}    </testcase>\n`;
}

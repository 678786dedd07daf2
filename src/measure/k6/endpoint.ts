/** Names of endpoints that stay the same on both sides, in every round and over commits. Pure. */
import { basename } from "node:path";
import { asName } from "../subject.ts";

/**
 * What a request is called: the script's own `name` tag (or http.url template) as it is; where k6 put the address there
 * for want of a name, the path with its changing parts replaced: the port differs a slot, ids differ a request.
 */
export function endpointName(name: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(name);
  if (!address) return name;
  // http.url`…/${id}` leaves `${}` in the name.
  const path = (address[1] || "/").replaceAll("${}", "{}");
  return path
    .split("/")
    .map((part) => (looksLikeId(part) ? "{id}" : part))
    .join("/");
}

/** Numbers, UUIDs, long hexadecimal strings and long tokens with digits: parts that name one thing, not a kind of thing. */
function looksLikeId(part: string): boolean {
  if (/^\d+$/.test(part)) return true;
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(part)) return true;
  if (/^[0-9a-f]{12,}$/i.test(part)) return true;
  return /^[A-Za-z0-9_-]{20,}$/.test(part) && /\d/.test(part) && /[A-Za-z]/.test(part);
}

/** A scenario's name for people; `default` says nothing, so the script's file name stands for it. */
function scenarioLabel(scenario: string, script: string): string {
  return scenario === "default" ? basename(script).replace(/\.[cm]?[jt]s$/, "") : scenario;
}

/** Labels that two scripts share get the script's name in front: ids must tell them apart. */
export function scenarioLabels(scripts: readonly { script: string; scenarios: readonly string[] }[]): LabelOf {
  const seen = new Map<string, Set<string>>();
  for (const { script, scenarios } of scripts) {
    for (const scenario of scenarios) {
      const label = scenarioLabel(scenario, script);
      seen.set(label, (seen.get(label) ?? new Set()).add(script));
    }
  }
  return (script, scenario) => {
    const label = scenarioLabel(scenario, script);
    return (seen.get(label)?.size ?? 0) > 1 ? `${script} ${label}` : label;
  };
}

/** The subject of metrics about one endpoint: "shop: GET /cart". Many name their requests with the method already. */
export function endpointSubject(
  { scenario, method, name }: Readonly<Record<"scenario" | "method" | "name", string | null>>,
  labelOf: (scenario: string) => string,
): string {
  return asName(`${labelOf(scenario ?? "")}: ${name?.startsWith(`${method} `) ? name : `${method} ${name}`}`);
}

/** The subject of a check: "shop: status is 200". */
export function checkSubject(
  { scenario, check }: Readonly<Record<"scenario" | "check", string | null>>,
  labelOf: (scenario: string) => string,
): string {
  return `${labelOf(scenario ?? "")}: ${check}`;
}

export type LabelOf = (script: string, scenario: string) => string;

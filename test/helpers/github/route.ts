import { type Operation, operationOf } from "./openapi.ts";
import type { Scope, State } from "./state.ts";
import type { Asked } from "./validate.ts";

export interface Exchange extends Asked {
  readonly state: State;
  /** Of the API, with its prefix; and of the storage that zips are fetched from. */
  readonly apiUrl: string;
  readonly storageUrl: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  /** "GET /repos/{owner}/{repo}": a path of GitHub's description. */
  readonly key: string;
  /** What the token must be allowed; null: any token may. What is public, any may read, but not download. */
  readonly needs: readonly [Scope, "read" | "download" | "write"] | null;
  answer(exchange: Exchange): Answer;
}

export interface Matched {
  readonly route: Route;
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

export function match(routes: readonly Route[], method: string, path: string): Matched | null {
  for (const route of routes) {
    const [verb, template] = route.key.split(" ") as [string, string];
    const form = template.replace(/\{(\w+)\}/gu, "(?<$1>[^/]+)");
    const found = verb === method ? new RegExp(`^${form}$`, "u").exec(path) : null;
    if (found) {
      const parameters = Object.entries(found.groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]);
      return { route, operation: operationOf(route.key), parameters: Object.fromEntries(parameters) };
    }
  }
  return null;
}

export function refusal(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: "https://docs.github.com/rest", status: String(status) } };
}

/** One page of a list, with the Link header that leads to its neighbours. `shape` makes the body. */
export function page<T>(
  { query, apiUrl }: Exchange,
  path: string,
  items: readonly T[],
  shape: (page: readonly T[]) => unknown,
): Answer {
  const size = Math.min(Number(query.get("per_page") ?? 30), 100);
  const current = Number(query.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (number: number, relation: string) => {
    const next = new URLSearchParams(query);
    next.set("page", String(number));
    return `<${apiUrl}${path}?${next}>; rel="${relation}"`;
  };
  const links = [
    ...(current > 1 ? [link(current - 1, "prev"), link(1, "first")] : []),
    ...(current < last ? [link(current + 1, "next"), link(last, "last")] : []),
  ];
  const body = shape(items.slice((current - 1) * size, current * size));
  return { status: 200, body, ...(links.length > 0 ? { headers: { link: links.join(", ") } } : {}) };
}

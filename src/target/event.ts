import { readFile } from "node:fs/promises";
import { ConfigError } from "../errors.ts";

/** What the CI's event says about the commits, taken from its payload. */
export interface EventFacts {
  readonly pullRequest: { readonly headSha: string; readonly baseSha: string; readonly baseRef: string } | null;
  /** The commit that a merge queue entry is put on. */
  readonly mergeGroupBase: string | null;
  readonly defaultBranch: string | null;
}

export const NO_EVENT: EventFacts = { pullRequest: null, mergeGroupBase: null, defaultBranch: null };

/** The payload in the file that GITHUB_EVENT_PATH names, parsed. @throws ConfigError when it is missing or no JSON */
export async function readPayload(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new ConfigError(`GITHUB_EVENT_PATH: ${path} cannot be read as JSON (${(cause as Error).message}).`, {
      cause,
    });
  }
}

/** Reads a GitHub event payload (parsed JSON). What is missing or not of its form counts as not said. */
export function readEvent(payload: unknown): EventFacts {
  const pull = field(payload, "pull_request");
  const headSha = sha(field(field(pull, "head"), "sha"));
  const baseSha = sha(field(field(pull, "base"), "sha"));
  const baseRef = field(field(pull, "base"), "ref");
  const branch = field(field(payload, "repository"), "default_branch");
  return {
    pullRequest: headSha && baseSha ? { headSha, baseSha, baseRef: typeof baseRef === "string" ? baseRef : "" } : null,
    mergeGroupBase: sha(field(field(payload, "merge_group"), "base_sha")),
    defaultBranch: typeof branch === "string" && branch !== "" ? branch : null,
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** SHA-1 or SHA-256, in full. */
export const FULL_SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

function sha(value: unknown): string | null {
  return typeof value === "string" && FULL_SHA.test(value) ? value : null;
}

import { type Client, type ClientOptions, createClient } from "../../src/github/client.ts";
import type { Log } from "../../src/system/system.ts";
import type { FakeGitHub } from "../helpers/github/index.ts";
import { TOKEN } from "../helpers/github/state.ts";

export const REPOSITORY = { owner: "octo", name: "shop" };

export interface TestClient extends Client {
  readonly lines: readonly string[];
}

/** The real client, speaking to the fake and logging into a list. */
export function testClient(github: Pick<FakeGitHub, "apiUrl">, overrides: Partial<ClientOptions> = {}): TestClient {
  const lines: string[] = [];
  const add = (line: string) => void lines.push(line);
  const log: Log = { info: add, warn: add, progress: add, group: (_, body) => body() };
  return { ...createClient({ token: TOKEN.value, urls: { api: github.apiUrl }, log, ...overrides }), lines };
}

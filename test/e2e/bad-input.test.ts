import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { config, type Files, mini, miniRepository, runCli, script, server } from "../helpers/mini.ts";

interface Bad {
  readonly what: string;
  readonly base?: Files;
  readonly head: Files;
  readonly args?: readonly string[];
  /** The sentence, in what it printed. */
  readonly says: RegExp;
}

const only = (text: string): Files => ({ "weighbridge.yml": text });

const CASES: readonly Bad[] = [
  {
    what: "broken YAML",
    head: only("target: {\n  start: node"),
    says: /^weighbridge\.yml:\d+:\d+: this cannot be read as YAML/,
  },
  { what: "an unknown key", head: only(`${config}gatee: {}\n`), says: /^weighbridge\.yml:\d+:\d+: .*gatee.*gate/ },
  {
    what: "a wrong unit",
    head: only(config.replace("200ms", "200kB")),
    says: /^weighbridge\.yml:\d+:\d+: k6\.round\.warmup.*200kB.*ms/,
  },
  {
    what: "a missing script",
    head: only(config.replace("perf/shop.js", "perf/gone.js")),
    says: /^k6\.scripts\[0\]: perf\/gone\.js does not exist/,
  },
  {
    what: "a script with a syntax error",
    head: { "perf/shop.js": "import http from 'k6/http';\nexport default function () { http.get( }\n" },
    says: /^Could not measure: The k6 script does not load: .*perf\/shop\.js:2:\d+/,
  },
  {
    what: "a script without requests",
    head: { "perf/shop.js": "import { sleep } from 'k6';\nexport default function () { sleep(0.1); }\n" },
    says: /^Could not measure: perf\/shop\.js made no request to \w+ in the measured time/,
  },
  {
    what: "a script that throws before its first request",
    head: { "perf/shop.js": "export default function () { throw new Error('no token given'); }\n" },
    says: /^Could not measure: perf\/shop\.js made no request [\s\S]*no token given/,
  },
  {
    what: "a script that calls another host",
    head: { "perf/shop.js": script.replaceAll("__ENV.BASE_URL", '"http://api.example.com"') },
    says: /^Could not measure: perf\/shop\.js: \d+ requests went to api\.example\.com, 0 to the target/,
  },
  {
    what: "head's build fails",
    head: only(config.replace("start:", 'build: "echo cannot find tsc; exit 7", start:')),
    says: /^Could not measure: head: build failed: .*exit code 7.*\n?[\s\S]*cannot find tsc/,
  },
  { what: "k6 is missing", head: only(config.replace("k6: {", "k6: { path: /nowhere/k6,")), says: /\/nowhere\/k6/ },
  {
    what: "an unknown base",
    head: { "note.js": "// changed" },
    args: ["--base", "no-such-branch"],
    says: /^--base no-such-branch: there is no such commit, branch or tag/,
  },
  {
    what: "an unknown option",
    head: {},
    args: ["--bsae", "main"],
    says: /^weighbridge run has no option --bsae; did you mean --base\?/,
  },
  {
    what: "an unknown mode",
    head: {},
    args: ["--mode", "fast"],
    says: /^--mode fast: expected auto, paired, stored, budgets/,
  },
];

/** Does `what` in the place of an answer from the sixtieth request on. */
const underLoad = (what: string): string =>
  server(2, "let n = 0;").replace("response.end(String", `if (++n > 60) ${what}; response.end(String`);

/** In whichever slot: the verdict is an error, however fast what was answered was. */
const DYING: readonly Bad[] = [
  {
    what: "head dies under load",
    head: {
      "server.js": server(
        2,
        "let n = 0; process.on('SIGTERM', () => process.exit()); setInterval(() => {}, 1e6); const die = () => { if (++n > 60) { console.log('out of cheese'); process.exit(9); } };",
      ).replace("response.end(String", "die(); response.end(String"),
    },
    says: /^Could not measure: head.*exit code 9[\s\S]*out of cheese/,
  },
  {
    what: "both sides die under load",
    base: {
      "server.js": server(2, "let n = 0; const die = () => { if (++n > 60) process.exit(9); };").replace(
        "response.end(String",
        "die(); response.end(String",
      ),
    },
    head: { "note.js": "// changed" },
    says: /^Could not measure: head.*exit code 9/,
  },
  {
    what: "head is killed under load, as for want of memory",
    head: { "server.js": underLoad("process.kill(process.pid, 'SIGKILL')") },
    says: /^Could not measure: head: the server "node server\.js" (was ended by SIGKILL|ended with exit code 137) while it was measured/,
  },
];

const NEVER_READY: readonly Bad[] = [
  {
    what: "head ends at once",
    head: { "server.js": "console.log('no database'); process.exit(3);" },
    says: /^Could not measure: head.*exit code 3[\s\S]*no database/,
  },
  {
    what: "head is never ready",
    head: {
      ...only(config.replace("30s", "1s")),
      "server.js":
        "require('node:http').createServer((q, r) => { r.statusCode = 500; r.end(); }).listen(process.env.PORT)",
    },
    says: /^Could not measure: head.*(not ready|ready)[\s\S]*500/,
  },
];

async function refuses({ base = {}, head, args = [], says }: Bad): Promise<void> {
  await using repository = await miniRepository({ ...mini, ...base }, head);
  const ended = await repository.weighbridge(["run", ...args]);
  const said =
    ended.stdout +
    ended.stderr
      .split("\n")
      .filter((line) => !/^(head|base): /.test(line) || /failed/.test(line))
      .join("\n");
  expect(said).toMatch(new RegExp(says.source, `${says.flags}m`));
  expect(said).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(ended.code).toBe(2);
  expect(ended.leftovers).toEqual([]);
}

describe("bad input: one clear sentence, exit code 2, nothing left behind", () => {
  test.each(CASES)("$what", refuses);
  test.each(NEVER_READY)("$what", { tags: ["R19"] }, refuses);
  test.each(DYING)("$what", { tags: ["R20"] }, refuses);

  test("no config", async () => {
    await using repository = await miniRepository({ "server.js": server(1) });
    const { code, stderr } = await repository.weighbridge(["run"]);
    expect(stderr).toContain("No config found in");
    expect(stderr).toContain("A first weighbridge.yml could be:");
    expect(code).toBe(2);
  });

  test("not a git repository", async () => {
    const folder = await mkdtemp(join(tmpdir(), "weighbridge-plain-"));
    try {
      const { writeAll } = await import("../helpers/mini.ts");
      await writeAll(folder, mini);
      const { code, stderr } = await runCli(folder, ["run"]);
      expect(stderr).toContain("is not in a git repository");
      expect(code).toBe(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("a fixed port that is taken", { tags: ["R18"] }, async () => {
    const other = createServer((_, response) => response.end("somebody else"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    try {
      const text = config.replace("deadline:", `ports: [${port}, ${port === 65_535 ? port - 1 : port + 1}], deadline:`);
      await using repository = await miniRepository(mini, only(text));
      const { code, stderr, leftovers } = await repository.weighbridge(["run"]);
      expect(stderr).toContain(`target.ports: port ${port} is taken by another program`);
      expect([code, leftovers]).toEqual([2, []]);
    } finally {
      other.close();
    }
  });

  test.each([
    ["is not ready", { "server.js": "setInterval(() => {}, 1000);" }],
    ["does not build", { "weighbridge.yml": config.replace("30s", "2s").replace("start:", 'build: "exit 1", start:') }],
  ])("base %s: head is held to its limits alone, which is said", async (_, base) => {
    const shorter = config.replace("30s", "2s").replace("effort: quick", "effort: quick, maxMinutes: 0.1");
    await using repository = await miniRepository({ ...mini, ...base }, { ...mini, "weighbridge.yml": shorter });
    const { code, stdout, leftovers } = await repository.weighbridge(["run"]);
    expect(stdout).toMatch(/^Inconclusive, not blocked: /);
    expect(stdout.replace(/\s+/g, " ")).toMatch(/base.*(not ready|build failed)/);
    expect([code, leftovers]).toEqual([0, []]);
    const verdict = JSON.parse(await readFile(join(repository.folder, ".weighbridge/verdict.json"), "utf8"));
    expect(verdict).toMatchObject({ verdict: "inconclusive", rung: "budgets" });
    expect(verdict.budgets).toHaveLength(1);

    const insisting = await repository.weighbridge(["run", "--mode", "paired"]);
    expect(insisting.code).toBe(2);
  });

  test("a run that comes to no verdict leaves none of an earlier one, and its rounds to go on with", async () => {
    const small = "target: { static: dist }\nbundle: { files: '**/*.js' }\n";
    await using repository = await miniRepository({ "weighbridge.yml": small, "dist/a.js": "1" }, { "dist/a.js": "2" });
    const output = () => readdir(join(repository.folder, ".weighbridge"));
    expect((await repository.weighbridge(["run"])).code).toBe(0);
    expect(await output()).toContain("comment.md");
    await writeFile(join(repository.folder, "weighbridge.yml"), `${small}foo: 1\n`);
    const { code, stderr } = await repository.weighbridge(["run"]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^weighbridge\.yml:3:1: .*foo/)]);
    expect(await output()).toEqual(["earlier.json"]);
  });

  test("something else in the place of the folder that it writes to is said before anything is built", {
    tags: ["R22"],
  }, async () => {
    await using repository = await miniRepository(mini);
    await writeFile(join(repository.folder, ".weighbridge"), "");
    const { code, stderr } = await repository.weighbridge(["run"]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/\.weighbridge cannot hold what this job writes: .*\n$/)]);
  });
});

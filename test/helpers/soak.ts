/** A gate that is watched while it runs: what our own process, its children and its temporary files come to. */
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { config, type Files, mini, processesIn, script, server } from "./mini.ts";

/** At the end of a round. */
export interface Reading {
  readonly round: number;
  /** Bytes that our process holds, and the most that it ever held. */
  readonly resident: number;
  readonly peak: number;
  readonly descriptors: number;
  /** Bytes of what it has in its temporary folder. */
  readonly disk: number;
}

export interface Soaked {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly readings: readonly Reading[];
  /** Processes that the run left behind, and what is left of its temporary files. */
  readonly leftovers: readonly string[];
}

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Runs the built command line in `folder`, reading its state at each line that says a round. */
export async function soak(folder: string, args: readonly string[]): Promise<Soaked> {
  const temporary = await mkdtemp(join(tmpdir(), "weighbridge-soak-"));
  try {
    const { CI: _, GITHUB_ACTIONS: __, GITHUB_EVENT_PATH: ___, RUNNER_TEMP: ____, ...rest } = process.env;
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: folder,
      env: { ...rest, CI: "true", TMPDIR: temporary },
    });
    const said = { stdout: "", stderr: "" };
    const readings: Promise<Reading | null>[] = [];
    child.stdout.on("data", (data) => (said.stdout += data));
    child.stderr.on("data", (data) => {
      said.stderr += data;
      const round = /: round (\d+) of/.exec(String(data))?.[1];
      if (round !== undefined) readings.push(readingOf(child.pid!, Number(round), temporary));
    });
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    const read = (await Promise.all(readings)).filter((one) => one !== null);
    const leftovers = [...(await processesIn(temporary)), ...(await readdir(temporary))];
    return { code, ...said, readings: read, leftovers };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** null where the process has ended meanwhile. */
async function readingOf(pid: number, round: number, temporary: string): Promise<Reading | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    const kibibytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1]) * 1024;
    const descriptors = (await readdir(`/proc/${pid}/fd`)).length;
    return {
      round,
      resident: kibibytes("VmRSS"),
      peak: kibibytes("VmHWM"),
      descriptors,
      disk: await sizeOf(temporary),
    };
  } catch {
    return null;
  }
}

/** Bytes of all files below a folder; what goes away meanwhile counts nothing. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries.map(async (entry) => {
    if (!entry.isFile()) return 0;
    return await stat(join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0,
    );
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const WOBBLES = 12;

/** What a wobbling server answers at /wobble: numbers of about that much, a few per cent off. */
const wobbling = (work: string, about: number) =>
  work.replace(
    "=> {\n",
    `=> {\n  if (request.url === "/wobble") return response.end(JSON.stringify(Array.from({ length: ${WOBBLES} }, () => ${about} * (0.954 + Math.random() * 0.092))));\n`,
  );

/** Each request keeps 40 KiB and prints as much: some 5 MB a round of each. */
const LEAK =
  'const kept = [];\nconst leak = () => { kept.push(Buffer.alloc(40960, 1)); console.log("x".repeat(40960)); };';

/**
 * Gates metrics whose true change is a little less than what is tolerated: more than can be called unchanged, less than can
 * be called regressed. Some stay open, so that all 60 rounds run.
 */
export const restless: Files = {
  ...mini,
  "server.js": wobbling(server(2), 100),
  "perf/shop.js": script
    .replace(
      "export const",
      `import { Trend } from "k6/metrics";\nconst wobbles = Array.from({ length: ${WOBBLES} }, (_, i) => new Trend("wobble_" + i));\nexport const`,
    )
    .replace(
      "function () {",
      'function () {\n  for (const [i, value] of http.get(__ENV.BASE_URL + "/wobble").json().entries()) wobbles[i].add(value);',
    ),
  "weighbridge.yml": [
    config
      .replace("effort: quick", "effort: thorough, maxMinutes: 360")
      .trimEnd()
      .replace(/metrics: .*$/, "metrics:"),
    '  "k6/wobble*@*": { role: gate, detect: 10%, tolerate: { relative: 10%, absolute: 0 } }',
  ].join("\n"),
};

/** The head of it, which leaks. */
export const leaking: Files = {
  "server.js": wobbling(server(2, LEAK).replace("=> {\n", "=> {\n  leak();\n"), 109.85),
};

/**
 * A script that asks for one of 5,000 things ten times, and for /slow and /fast once. addresses: each has a path of its own,
 * as where ids stand in it. names: the script names each itself.
 */
export function manyEndpoints(kind: "addresses" | "names", work: number): Files {
  const ask =
    kind === "addresses"
      ? 'http.get(__ENV.BASE_URL + "/products/item-" + n + "-blue");'
      : 'http.get(__ENV.BASE_URL + "/products", { tags: { name: "item " + n } });';
  const draw = `for (let i = 0; i < 10; i++) { const n = Math.floor(Math.random() * 5000); ${ask} }`;
  return {
    "server.js": server(work).replace(": 2))", ': request.url.startsWith("/products") ? 0 : 2))'),
    "perf/shop.js": script
      .replace(/executor: .*preAllocatedVUs: 75/, 'executor: "constant-vus", vus: 5, duration: "1m"')
      .replace("function () {", `function () {\n  ${draw}`),
    "weighbridge.yml": config.replace("measure: 1s", "measure: 2500ms"),
  };
}

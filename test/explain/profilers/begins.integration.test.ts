/** What a profiler takes to begin, inside the target: the Flight Recorder some 0.7 s of processor time. */
import { chmodSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestSystem, testSystem } from "../../helpers/system.ts";
import { builtFrom, explainOf, FIXTURES } from "../harness.ts";

let own: TestSystem;
beforeAll(async () => {
  own = await testSystem();
});
afterAll(() => own[Symbol.asyncDispose]());

/** Milliseconds of processor time that beginning takes. */
const BEGINS = 500;
const REQUESTS = 20;

/** It works when it is told to, as a JVM does that is made to record. */
const SERVER = `
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
process.on("SIGUSR2", () => {
  const spent = () => process.cpuUsage().user + process.cpuUsage().system;
  const before = spent();
  while (spent() - before < ${BEGINS * 1000});
  writeFileSync("begun", "");
});
createServer((_, response) => response.end("ok")).listen(Number(process.env.PORT), "127.0.0.1");
`;

const JCMD = `#!/bin/sh
[ "$2" = JFR.start ] || exit 0
cd "/proc/$1/cwd" && rm -f begun && kill -USR2 "$1"
while [ ! -e begun ]; do sleep 0.05; done
`;

test("is no cost of a request", async () => {
  const dirs = await builtFrom(own.system, { base: "shop/base", head: "shop/base" });
  const programs = await own.system.processes.temporaryFolder("programs");
  const java = join(programs, "java");
  copyFileSync(process.execPath, java);
  const write = (path: string, text: string) => {
    writeFileSync(path, text);
    chmodSync(path, 0o755);
  };
  write(join(programs, "jcmd"), JCMD);
  // Its shell writes what it prints to a file.
  write(join(programs, "jfr"), `#!/bin/sh\ncat ${join(FIXTURES, "recorded/jfr.json")}\n`);
  for (const side of ["base", "head"] as const) writeFileSync(join(dirs[side], "server.mjs"), SERVER);
  const { time, notWeighed } = await explainOf({
    system: { ...own.system, env: { ...own.system.env, PATH: `${programs}:${own.system.env.PATH}` } },
    dirs,
    target: { start: [java, "server.mjs"] },
    paths: [],
    config: { profiler: "jvm", profiles: 3 },
    load: {
      async drive({ served }) {
        for (const { url } of served) {
          for (let sent = 0; sent < REQUESTS; sent++) await (await fetch(url)).text();
        }
        const requests = Object.fromEntries(served.map(({ slot }) => [slot, REQUESTS]));
        return { requests, median: {}, seconds: 1, loaded: 1 };
      },
    },
  });
  expect(notWeighed).toEqual([]);
  expect(Math.max(time!.base, time!.head) * REQUESTS).toBeLessThan(BEGINS);
});

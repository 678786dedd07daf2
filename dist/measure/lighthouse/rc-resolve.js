// src/measure/lighthouse/rc-resolve.ts
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ConfigError } from "../../errors.js";
import { leadsOut, staysInside } from "../../system/inside.js";
var print = (make) => `
  const { argv, exit, stderr, stdout } = process;
  const [lhci, file] = argv.slice(1);
  const load = require("node:module").createRequire(lhci);
  async function print() {
    const json = JSON.stringify(await (${make}), (_, value) => (value instanceof RegExp ? value.source : value));
    stdout.write("\\n" + json, () => exit());
  }
  print().catch((error) => stderr.write(String(error?.message ?? error), () => exit(1)));
`;
var RC = print(`load("@lhci/utils/src/lighthouserc.js").loadAndParseRcFile(file)`);
var BUDGETS = print(
  `load("@lhci/utils/src/budgets-converter.js").convertBudgetsToAssertions(JSON.parse(require("node:fs").readFileSync(file, "utf8")))`
);
var PATIENCE = 3e4;
var MEMORY = 256;
async function resolveRc(file, lhci, system) {
  const read = await printed(RC, [lhci, file.path], file, system);
  const { budgetMatrix: _, ...rc } = { ...read };
  if (typeof rc.budgetsFile !== "string" || rc.budgetsFile === "") return rc;
  const budgets = locate("budgetsFile", rc.budgetsFile, file);
  const made = await printed(BUDGETS, [lhci, budgets], file, system);
  return { ...rc, budgetMatrix: made?.assertMatrix };
}
function locate(key, path, { name, path: config, root }) {
  const places = [resolve(root, path), resolve(dirname(config), path)];
  const found = places.find((place) => existsSync(place));
  if (found === void 0) {
    throw new ConfigError(`${name}: ${key}: ${path} does not exist, neither in ${root} nor beside ${name}.`);
  }
  if (!staysInside(root, found)) throw new ConfigError(`${name}: ${key}: ${leadsOut(path)}.`);
  return found;
}
async function printed(script, args, { name, root }, system) {
  const node = [process.execPath, `--max-old-space-size=${MEMORY}`, "-e", script];
  const finished = await system.processes.run([...node, ...args], { cwd: root, env: system.env, timeout: PATIENCE });
  if (finished.timedOut) throw new ConfigError(`${name}: reading it took longer than ${PATIENCE / 1e3} s.`);
  if (finished.exitCode !== 0) {
    const said = finished.stderr.replaceAll(root, ".").trim().split("\n")[0].slice(0, 500);
    const reason = finished.signal === null ? said || "it gave no reason" : `it takes more than ${MEMORY} MB of memory`;
    throw new ConfigError(`${name}: Lighthouse CI cannot read it: ${reason.replace(/(?<![.:])[.:]+$/u, "")}.`);
  }
  try {
    return JSON.parse(finished.stdout.slice(finished.stdout.lastIndexOf("\n") + 1));
  } catch (cause) {
    throw new ConfigError(`${name} is more than a config may hold, 1 MiB.`, { cause });
  }
}
export {
  locate,
  resolveRc
};

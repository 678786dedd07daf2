// src/measure/lighthouse/rc-resolve.ts
import { dirname } from "node:path";
import { ConfigError } from "../../errors.js";
import { repositoryOf } from "../../system/inside.js";
var PRINT = `
  const { existsSync, readFileSync, realpathSync } = require("node:fs");
  const { resolve } = require("node:path");
  const { argv, exit, stderr, stdout } = process;
  const [lhci, top, file, ...folders] = argv.slice(1);
  const load = require("node:module").createRequire(lhci);
  async function print() {
    const rc = load("@lhci/utils/src/lighthouserc.js").loadAndParseRcFile(file);
    const places = rc.budgetsFile ? folders.map((folder) => resolve(folder, rc.budgetsFile)) : [];
    const budgets = places.find(existsSync) ?? places[0];
    if (budgets && !realpathSync(budgets).startsWith(realpathSync(top)))
      throw new Error("budgetsFile " + rc.budgetsFile + " leads out of the repository");
    const { convertBudgetsToAssertions } = load("@lhci/utils/src/budgets-converter.js");
    const converted = budgets && (await convertBudgetsToAssertions(JSON.parse(readFileSync(budgets, "utf8"))));
    const all = { ...rc, budgetMatrix: converted?.assertMatrix };
    const json = JSON.stringify(all, (_, value) => (value instanceof RegExp ? value.source : value));
    stdout.write("\\n" + json, () => exit());
  }
  print().catch((error) => stderr.write(String(error?.message ?? error), () => exit(1)));
`;
var PATIENCE = 3e4;
var MEMORY = 256;
async function resolveRc({ name, path, root }, lhci, system) {
  const node = [process.execPath, `--max-old-space-size=${MEMORY}`, "-e", PRINT];
  const finished = await system.processes.run([...node, lhci, repositoryOf(root), path, root, dirname(path)], {
    cwd: root,
    env: system.env,
    timeout: PATIENCE
  });
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
  resolveRc
};

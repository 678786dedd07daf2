// src/commands/report-join.ts
import { resolve } from "node:path";
import { ConfigError } from "../errors.js";
import { renderJoined } from "../report/render/markdown/joined.js";
import { readVerdict } from "../stored/read.js";
import { writeAtomically } from "../stored/write.js";
async function join(values, files, { cwd, stdout }) {
  if (files.length === 0) throw new ConfigError("--join needs the verdict.json of each gate.");
  const verdicts = await Promise.all(files.map((file) => readVerdict(resolve(cwd, file))));
  const first = /* @__PURE__ */ new Map();
  for (const [index, { gate }] of verdicts.entries()) {
    const file = files[index];
    const other = first.get(gate);
    if (other !== void 0)
      throw new ConfigError(`${other} and ${file} are both of the gate ${gate}: give each a gate.id of its own.`);
    first.set(gate, file);
  }
  const body = renderJoined(verdicts.map((verdict) => ({ verdict })));
  const output = values.output;
  if (output === void 0) stdout.write(body);
  else await writeAtomically(resolve(cwd, output), body);
  return 0;
}
export {
  join
};

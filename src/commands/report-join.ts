/** `report --join`: one comment of several gates, from their files. */
import { resolve } from "node:path";
import { ConfigError } from "../errors.ts";
import { renderJoined } from "../report/render/markdown/joined.ts";
import { readVerdict } from "../stored/read.ts";
import { writeAtomically } from "../stored/write.ts";
import type { Terminal, Values } from "./command.ts";

/** @throws ConfigError when there is no file, or two are of one gate; DataError when one is not what we wrote */
export async function join(values: Values, files: readonly string[], { cwd, stdout }: Terminal): Promise<number> {
  if (files.length === 0) throw new ConfigError("--join needs the verdict.json of each gate.");
  const verdicts = await Promise.all(files.map((file) => readVerdict(resolve(cwd, file))));
  const first = new Map<string, string>();
  for (const [index, { gate }] of verdicts.entries()) {
    const file = files[index]!;
    const other = first.get(gate);
    if (other !== undefined)
      throw new ConfigError(`${other} and ${file} are both of the gate ${gate}: give each a gate.id of its own.`);
    first.set(gate, file);
  }
  const body = renderJoined(verdicts.map((verdict) => ({ verdict })));
  const output = values.output as string | undefined;
  if (output === undefined) stdout.write(body);
  else await writeAtomically(resolve(cwd, output), body);
  return 0;
}

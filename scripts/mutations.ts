/**
 * Takes each protection away by its patch in test/mutations/ and shows that a test of its row then fails.
 *
 *   npx tsx scripts/mutations.ts              all of them, some minutes
 *   npx tsx scripts/mutations.ts T8 R6-       those whose name begins so
 *   npx tsx scripts/mutations.ts --write …    writes what came of them to test/mutations/README.md
 *   npx tsx scripts/mutations.ts --check      runs nothing: every patch applies, and README.md lists each
 *
 * A patch is called `<row>-<what it takes away>.patch` and begins with one sentence on that, then `Tests: <file> …`. `Build: dist`
 * where the tests run dist/. It is applied to a copy of this tree.
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { doNotApply, mutations, notListed, README, readme } from "../test/protections/mutation.ts";
import { tryAll } from "../test/protections/trial.ts";

const { values, positionals } = parseArgs({
  options: { check: { type: "boolean" }, write: { type: "boolean" } },
  allowPositionals: true,
});
const all = await mutations();
const faulty = await doNotApply(all);
if (values.check) faulty.push(...(await notListed(all)));
else {
  const chosen = all.filter(
    ({ file }) => positionals.length === 0 || positionals.some((begin) => file.startsWith(begin)),
  );
  const outcomes = await tryAll(chosen);
  const unnoticed = outcomes.filter(({ failed }) => failed.length === 0);
  faulty.push(
    ...unnoticed.map(({ mutation: { file } }) => `test/mutations/${file} is not noticed by any test of its row.`),
  );
  console.log(`${outcomes.length} protections taken away: a test failed for ${outcomes.length - unnoticed.length}.`);
  if (values.write && unnoticed.length === 0)
    await writeFile(README, readme(all, outcomes, await readFile(README, "utf8").catch(() => "")));
}
for (const line of faulty) console.error(line);
process.exitCode = faulty.length > 0 ? 1 : 0;

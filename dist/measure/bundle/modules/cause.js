// src/measure/bundle/modules/cause.ts
import { z } from "../../../vendor/zod.js";
import { placeInside, readInside } from "../files.js";
function changeOf(parts) {
  return parts.reduce((sum, { base, head }) => sum + (head ?? 0) - (base ?? 0), 0);
}
async function causesOf(head, part, metrics, whole, { way, copied, wholes }) {
  const { name } = part;
  const isCopied = part.kind === "package" && copied.has(name) && part.copies.head.length > 1;
  const isOwn = part.kind === "module" && part.head !== null && !wholes.has(name);
  const said = isCopied ? [await copiesOf(head, part)] : part.kind === "package" ? [modulesOf(part)] : [];
  const cause = {
    kind: isCopied ? "copies" : part.kind,
    name,
    base: part.base,
    head: part.head,
    unit: "bytes",
    whole,
    at: isOwn && await placeInside(head, name) !== null ? { file: name, line: null } : null
  };
  return metrics.map(({ id, kind }) => {
    const clauses = [...said, ...caveatsOf(wholes.has(name) ? null : way.caveat, kind)];
    return { metric: id, ...cause, note: clauses.length > 0 ? clauses.join(", ") : null };
  });
}
function caveatsOf(caveat, kind) {
  if (caveat !== null) return [caveat];
  return kind === "raw" ? [] : ["uncompressed"];
}
function modulesOf({ modules }) {
  return modules === 1 ? "1 module" : `${modules} modules`;
}
var MOST_VERSIONS = 4;
async function copiesOf(head, { copies }) {
  const count = `${copies.head.length} copies`;
  if (copies.head.length > MOST_VERSIONS) return count;
  const before = new Set(copies.base);
  const folders = [...copies.head].sort((a, b) => Number(before.has(a)) - Number(before.has(b)));
  const versions = await Promise.all(folders.map((folder) => versionOf(head, folder)));
  if (versions.includes(null)) return count;
  const distinct = [...new Set(versions)];
  return distinct.length === 1 ? `${count} of ${distinct[0]}` : distinct.join(" beside ");
}
var manifest = z.object({ version: z.string().regex(/^[\w.+-]{1,60}$/u) });
async function versionOf(build, folder) {
  try {
    const text = await readInside(build, `${folder}/package.json`);
    return text === null ? null : manifest.parse(JSON.parse(text)).version;
  } catch {
    return null;
  }
}
export {
  causesOf,
  changeOf
};

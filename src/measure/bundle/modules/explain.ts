/** Which modules and packages are behind the sizes that differ. */
import type { Cause } from "../../../model/cause.ts";
import type { Tree } from "../../../model/details.ts";
import type { Side } from "../../../model/series.ts";
import { placeInside } from "../files.ts";
import { differingIn } from "../parse.ts";
import type { Subject } from "../subjects.ts";
import { causesOf, changeOf } from "./cause.ts";
import type { Composition, Modules } from "./composition.ts";
import { type BuiltSide, findCompositions, notThere } from "./find.ts";
import { differing, newlyCopied, partsOf } from "./parts.ts";
import { treeOf } from "./tree.ts";

type Sides<Of> = Readonly<Record<Side, Of>>;

interface Explained {
  readonly causes: readonly Cause[];
  readonly details: readonly Tree[];
  readonly notes: readonly string[];
}

const NOTHING: Explained = { causes: [], details: [], notes: [] };

/** Subjects that are told of, those that differ most: every chunk may differ by the names of the others. */
const MOST = 200;

/**
 * `named`: the file that says what modules there are; without it, what lies beside the built files. Where no size
 * differs, nothing is looked for but that file; where it cannot be told why one does, a note says what would help.
 */
export async function explain(
  { base, head }: Sides<BuiltSide | null>,
  subjects: readonly Subject[],
  named: string | undefined,
): Promise<Explained> {
  const moved = subjects.filter((subject) => differingIn(subject).length > 0);
  if (!base || !head || moved.length === 0) return { ...NOTHING, notes: await misnamed(head, named) };
  const { found, problems } = await findCompositions({ base, head }, named);
  if (!found) return { ...NOTHING, notes: [unknown(problems)] };
  const { made, wholes } = completed(found, { base, head }, subjects);
  const all = { base: [...made.base.keys()], head: [...made.head.keys()] };
  const known = { way: found.head.way, copied: newlyCopied(partsOf(made, all)), wholes };
  const causes: Cause[] = [];
  for (const subject of [...moved].sort((a, b) => growth(b) - growth(a)).slice(0, MOST)) {
    // A file whose modules are not known is no explanation of itself.
    const parts = partsOf(made, subject.paths).filter(({ name }) => name !== subject.name);
    const metrics = differingIn(subject);
    const whole = changeOf(parts);
    const told = await Promise.all(differing(parts).map((part) => causesOf(head.build, part, metrics, whole, known)));
    causes.push(...metrics.flatMap(({ id }) => told.flat().filter(({ metric }) => metric === id)));
  }
  return { causes, details: [treeOf(known.way, made)], notes: problems.slice(0, 1) };
}

/** Found at once, not when a size differs for the first time and its cause is wanted. */
async function misnamed(head: BuiltSide | null, named: string | undefined): Promise<readonly string[]> {
  if (head === null || named === undefined || (await placeInside(head.build, named)) !== null) return [];
  return [`bundle.modules: ${notThere(head.build, named)}`];
}

function unknown([problem]: readonly string[]): string {
  return problem === undefined
    ? "Which modules made sizes differ is not known: have the bundler write source maps beside the files, or its metafile or stats, and set bundle.modules to it."
    : `Which modules made sizes differ is not known: ${problem}`;
}

function growth({ sizes }: Subject): number {
  return Math.abs((sizes.head?.raw ?? 0) - (sizes.base?.raw ?? 0));
}

/**
 * What every weighed file is made of. A file that is not known on both sides is a part of its own, under its name
 * without hash (`wholes`): half known it would seem to be replaced by its modules.
 */
function completed(
  found: Sides<Composition>,
  sides: Sides<BuiltSide>,
  subjects: readonly Subject[],
): { readonly made: Sides<Modules>; readonly wholes: ReadonlySet<string> } {
  const made = { base: new Map(found.base.files), head: new Map(found.head.files) };
  const wholes = new Set<string>();
  const raw = { base: rawSizes(sides.base), head: rawSizes(sides.head) };
  for (const { name, paths } of subjects.filter(({ of }) => of === "file")) {
    const isKnown = (side: Side) => paths[side].every((path) => found[side].files.has(path));
    if (isKnown("base") && isKnown("head")) continue;
    wholes.add(name);
    for (const side of ["base", "head"] as const) {
      for (const path of paths[side]) made[side].set(path, new Map([[name, raw[side].get(path)!]]));
    }
  }
  return { made, wholes };
}

function rawSizes({ files }: BuiltSide): ReadonlyMap<string, number> {
  return new Map(files.map(({ path, sizes }) => [path, sizes.raw]));
}

/** Profiles made of texts: "main;render" → milliseconds. */
import type { Located, LocatedSample } from "../../src/explain/locate.ts";
import { GARBAGE } from "../../src/explain/profile.ts";
import type { Profiled, ProfiledSides } from "../../src/explain/spent.ts";

/** "lib:name" is of a package, "vm:name" of the runtime, "name" the target's own. */
function frameOf(text: string, line: number): Located {
  const [kind, name] = text.includes(":") ? text.split(":") : ["own", text];
  const own = kind === "own";
  const internal = kind === "vm" || name === GARBAGE;
  const file = own ? `${name}.js` : `node_modules/${name}.js`;
  return { name: name!, file: internal ? null : file, line, own: own && !internal, inTree: own && !internal, internal };
}

export function profiled(costs: Readonly<Record<string, number>>, requests = 1, line = 1): Profiled {
  const samples = Object.entries(costs).map(
    ([stack, value]): LocatedSample => ({ stack: stack.split(";").map((name) => frameOf(name, line)), value }),
  );
  return { samples, requests };
}

/** Each stack with its values in three profiles of base and of head. */
export function sidesOf(
  costs: Readonly<Record<string, { readonly base: readonly number[]; readonly head: readonly number[] }>>,
): ProfiledSides {
  const of = (side: "base" | "head", index: number) =>
    Object.fromEntries(Object.entries(costs).map(([stack, values]) => [stack, values[side][index]!]));
  const side = (one: "base" | "head", line: number) => [0, 1, 2].map((index) => profiled(of(one, index), 1, line));
  return { base: side("base", 1), head: side("head", 7) };
}

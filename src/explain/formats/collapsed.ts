/** Collapsed stacks: a line a stack, `outer;inner 12`, as flame graph tools read them. Pure. */
import { boundedStacks, DEEPEST, type Frame, type Profile, type Sample } from "../profile.ts";

/** @throws Error naming the first line that is none */
export function parseCollapsed(text: string): Profile {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const bounded = boundedStacks();
  const samples = lines.map((line): Sample => {
    const end = line.trimEnd().lastIndexOf(" ");
    const value = Number(line.slice(end + 1));
    if (end < 1 || !Number.isFinite(value) || value < 0) throw new Error(`"${line.slice(0, 80)}" is no stack`);
    return { stack: bounded(line.slice(0, end).split(";").slice(-DEEPEST).map(frameOf)), value };
  });
  return { unit: "samples", samples };
}

/** "render (shop/cart.py:12)", as py-spy writes it, or a name alone. */
function frameOf(text: string): Frame {
  const open = text.lastIndexOf(" (");
  const colon = text.lastIndexOf(":");
  const line = Number(text.slice(colon + 1, -1));
  if (open < 1 || colon < open || !text.endsWith(")") || !Number.isInteger(line)) {
    return { name: text, file: null, line: null, internal: false };
  }
  return { name: text.slice(0, open), file: text.slice(open + 2, colon), line: line || null, internal: false };
}

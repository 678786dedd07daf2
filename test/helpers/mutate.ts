/** Files that were written honestly, then damaged or forged: for tests of what reads them. */
import fc from "fast-check";

/** What becomes of one node: the members that stand in its place, from its key (`"name":`, or nothing in an array) and value. */
type Edit = (key: string, value: string) => readonly string[];

/** JSON texts that stand where something else was expected. Some no JSON writer writes, but every reader takes. */
const STRANGE = [
  "null",
  "true",
  "{}",
  "[]",
  '""',
  '"NaN"',
  '"Infinity"',
  '"-1"',
  "-1",
  "-0",
  "0.5",
  "1e999",
  "-1e999",
  "9007199254740993",
  "1e-320",
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"valueOf":null,"length":-1}',
  '"__proto__"',
  '"<img src=x onerror=alert(1)>|\\n# @everyone"',
  '"\\ud800\\u0000\\u202e"',
  "NaN",
  "undefined",
];

const DEPTH = 20_000;
const LENGTH = 100_000;

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.constantFrom(...STRANGE).map(
    (text): Edit =>
      (key) => [key + text],
  ),
  fc.jsonValue().map(
    (value): Edit =>
      (key) => [key + JSON.stringify(value)],
  ),
  fc.double().map(
    (value): Edit =>
      (key) => [key + String(value)],
  ),
  fc.constantFrom<Edit>(
    () => [],
    (key, value) => [`${key}${value}`, `${key}null`],
    (key, value) => [`${key}[]`, `${key}${value}`],
    (_, value) => [`"__proto__":${value}`],
    (key, value) => [`${key}${value}`, `"__proto__":{"polluted":true}`],
    (key, value) => [`${key}${value}`, `"unknown":1`],
    (key, value) => [`${key}${"[".repeat(DEPTH)}${value}${"]".repeat(DEPTH)}`],
    (key) => [`${key}${'{"a":'.repeat(DEPTH)}1${"}".repeat(DEPTH)}`],
    (key) => [`${key}"${"x".repeat(LENGTH)}"`],
    (key) => [`${key}"${"<".repeat(LENGTH)}"`],
    (key) => [`${key}[${"0,".repeat(LENGTH / 2)}0]`],
    (key, value) => [`${key}[${`${value},`.repeat(Math.ceil(LENGTH / (value.length + 1)))}${value}]`],
  ),
);

/**
 * The texts of files like `example`, in which a few nodes are left out, named twice or replaced by what does not belong there
 * (other types, numbers beyond all bounds, deep nesting, an object's prototype); some are cut or have a letter changed besides.
 * Up to some 100 kB a node.
 */
export function mutatedJson(example: unknown): fc.Arbitrary<string> {
  const nodes = countNodes(example);
  const edits = fc
    .array(fc.tuple(fc.nat({ max: nodes - 1 }), edit), { minLength: 1, maxLength: 3 })
    .map((pairs) => write(example, new Map(pairs)));
  const damaged = edits.chain((text) => mutatedBytes(Buffer.from(text)).map((bytes) => bytes.toString()));
  return fc.oneof({ arbitrary: edits, weight: 4 }, { arbitrary: damaged, weight: 1 });
}

/** `bytes` with bits flipped, a part cut away, zeroed, doubled or replaced, or its end missing. */
export function mutatedBytes(bytes: Uint8Array): fc.Arbitrary<Buffer> {
  const place = fc.nat({ max: bytes.length });
  const whole = Buffer.from(bytes);
  const span = fc.tuple(place, place).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const between = (middle: (part: Buffer) => Uint8Array) =>
    span.map(([from, to]) =>
      Buffer.concat([whole.subarray(0, from), middle(whole.subarray(from, to)), whole.subarray(to)]),
    );
  const flips = fc.array(fc.nat({ max: Math.max(bytes.length * 8 - 1, 0) }), { minLength: 1, maxLength: 8 });
  return fc.oneof(
    flips.map((bits) => flipped(whole, bits)),
    place.map((end) => Buffer.from(whole.subarray(0, end))),
    between(() => Buffer.alloc(0)),
    between((part) => Buffer.alloc(part.length)),
    between((part) => Buffer.concat([part, part])),
    fc.uint8Array({ maxLength: 64 }).chain((other) => between(() => other)),
  );
}

function flipped(bytes: Buffer, bits: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  for (const bit of bits) if (bit >> 3 < copy.length) copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}

function countNodes(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, inner) => sum + countNodes(inner), 1);
}

/** As JSON.stringify, with some nodes edited; they are numbered as they are met. */
function write(root: unknown, edits: ReadonlyMap<number, Edit>): string {
  let met = 0;
  const member = (key: string, value: unknown): readonly string[] => {
    const change = edits.get(met++);
    const text = nodeText(value);
    return change ? change(key, text) : [key + text];
  };
  const nodeText = (value: unknown): string => {
    if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
    if (Array.isArray(value)) return `[${value.flatMap((inner) => member("", inner)).join()}]`;
    const members = Object.entries(value).flatMap(([key, inner]) => member(`${JSON.stringify(key)}:`, inner));
    return `{${members.join()}}`;
  };
  return member("", root).join();
}

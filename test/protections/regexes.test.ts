/** Every regular expression of our own: none takes more than linear time on what comes from outside. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Literal, parse } from "acorn";
import { simple } from "acorn-walk";
import { transformSync } from "esbuild";
import { expect, test } from "vitest";
import { quantityPattern } from "../../src/model/quantity.ts";

// In JavaScript alone, so that it runs wherever the tests do.
process.env.RECHECK_BACKEND = "pure";
const { checkSync } = await import("recheck");

const SOURCES = join(import.meta.dirname, "../../src");

interface Found {
  readonly file: string;
  /** As it is written. */
  readonly written: string;
}

interface InFile {
  readonly literals: readonly Found[];
  /** Made while the program runs. */
  readonly made: readonly Found[];
}

function regexesIn(file: string): InFile {
  const source = readFileSync(join(SOURCES, file), "utf8");
  const { code } = transformSync(source, { loader: file.endsWith(".ts") ? "ts" : "js", format: "esm" });
  const literals: Found[] = [];
  const made: Found[] = [];
  const note = (list: Found[], { start, end }: { start: number; end: number }) =>
    list.push({ file, written: code.slice(start, end) });
  const isRegExp = (callee: { readonly type: string; readonly name?: unknown }) => callee.name === "RegExp";
  simple(parse(code, { ecmaVersion: "latest", sourceType: "module" }), {
    Literal: (node: Literal) => void (node.regex && note(literals, node)),
    NewExpression: (node) => void (isRegExp(node.callee) && note(made, node)),
    CallExpression: (node) => void (isRegExp(node.callee) && note(made, node)),
  });
  return { literals, made };
}

const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /\.[jt]s$/.test(file) && !file.endsWith(".d.ts"))
  .sort()
  .map(regexesIn);
const literals = files.flatMap((file) => file.literals);

/** Not shown linear by the checker, and why that harms nobody. By what is written; the same in any file. */
const OTHERWISE: Readonly<Record<string, string>> = {
  // Quadratic.
  "/\\/+$/u": "on paths and addresses of at most 1000 characters, and on GitHub's own address",
  "/\\/+$/": "on addresses of at most 1000 characters",
  "/ \\(\\+(.*)\\)/": "on a number that we wrote",
  "/ \\(-(.*)\\)/": "on a number that we wrote",
  "/ \\(.*\\)$/": "on a number that we wrote",
  "/\\.?0+$/": "on a number that we wrote",
  "/<style[\\s\\S]*?<\\/style>/g": "on a chart that we drew, in which names hold no <",
  "/<[^>]+>/g": "on a chart that we drew, in which names hold no <",
  // The checker comes to no end; by hand: from one place in a line each has one way only to match.
  "/^http\\.\\S*extraheader \\S|^\\S+ https?:\\/\\/[^/\\s@]+@/imu": "on git's own settings, of which 1 MiB is kept",
  "/^gh-readonly-queue\\/.+\\/pr-([1-9]\\d{0,9})-[0-9a-f]{40,64}$/u": "anchored; on a branch's name, which git bounds",
  "/^\\/weighbridge +override +([0-9a-f]{7,64}) +(\\S.{0,999})$/iu": "anchored; blanks and letters are told apart",
  '/Sample\\(s\\) couldn\'t be marshalled.*? error="([^"]*)"/': "a fixed text, then the rest of its line",
  "/Runtime error encountered: (.+)/u": "a fixed text, then the rest of its line",
  "/dubious ownership in repository at '(.+)'/": "a fixed text, then the rest of its line",
  "/(?:\\bfrom|\\bimport|\\brequire|\\bopen)\\s*(?:\\(\\s*)?[\"'`](\\.{1,2}\\/[^\"'`\\n]{1,500})[\"'`]/gu":
    "after a fixed word; on files of at most 1 MiB",
  '/ (?:class|ecmeta_\\w+|pointer-events|xml:space|xmlns:xlink|version|baseProfile)="[^"]*"/g':
    "on a chart that we drew",
  '/^PRETTY_NAME="?([^"\\n]*)"?$/m': "on a file of the machine",
  "/^k6(?:\\.exe)? v(\\d+\\.\\d+\\.\\d+(?:-[\\w.-]+)?)(?:\\s|$)/m": "on the first words of a program of the user's",
  "/^ref: refs\\/heads\\/(\\S+)\\s+HEAD$/m": "blanks and letters are told apart",
  // What looks around or back, of which the checker knows nothing.
  "/^(?!\\.\\.?\\/)[\\w.-]+\\/(?!\\.\\.?$)[\\w.-]+$/u": "anchored; two classes with a / between them",
  "/^(?:LC_|JAVA_HOME_|GOROOT_|NVM_|FNM_|NODENV_|ASDF_|MISE_|PYTHON|PYENV_|PIP_|UV_|RBENV_|npm_config_(?!local_prefix)[a-z0-9_]+$|NPM_CONFIG_[A-Z0-9_]+$)/":
    "anchored; on names of variables",
  "/^at .*\\((?!native)/": "anchored, one way back",
  "/^([\"'])(.*)\\1$/s": "anchored at both ends, one way back",
  "/(?<![.:])[.:]+$/u": "begins once a run; on 500 characters",
  "/^\\/(?!\\/)[^\\s\\\\]*$/u": "one class, anchored",
  "/^(\\d+)(?=[.)](?: |$))/": "anchored",
  "/(?<!\\d):(?=[\\w+-]+:)/g": "what is looked ahead for ends at the next colon, where the next begins",
  "/\\B(?=(?:\\d{3})+$)/g": "on a number that we wrote",
};

/** Milliseconds a regular expression; one that is decided at all is within a second of a processor that it has to itself. */
const TIME = 120_000;

/** By proof: what other checkers find depends on chance and on the machine. */
const isLinear = (source: string, flags: string) =>
  checkSync(source, flags, { timeout: TIME, checker: "automaton" }).status === "safe";

test("none of our regular expressions takes more than linear time on text from outside", {
  tags: ["T20"],
  timeout: 600_000,
}, () => {
  expect(literals.length).toBeGreaterThan(150);
  const doubtful = literals.filter(({ written }) => {
    if (Object.hasOwn(OTHERWISE, written)) return false;
    const [, source = "", flags = ""] = /^\/(.*)\/([a-z]*)$/su.exec(written) ?? [];
    return !isLinear(source, flags);
  });
  expect(doubtful).toEqual([]);
});

test("what is excused is still there", () => {
  const written = new Set(literals.map((one) => one.written));
  expect(Object.keys(OTHERWISE).filter((one) => !written.has(one))).toEqual([]);
});

test("regular expressions are made of our own units alone, or of a user's text only to see whether it is one", {
  tags: ["T20"],
}, () => {
  expect(files.flatMap(({ made }) => made)).toEqual([
    { file: "config/amounts.ts", written: 'new RegExp(quantityPattern(["ms", "bytes", "fraction"]))' },
    { file: "config/findings.ts", written: "new RegExp(`^off$|${quantityPattern([dimension])}`)" },
    { file: "measure/fields.ts", written: "new RegExp(quantityPattern([dimension]))" },
    { file: "measure/lighthouse/rc-schema.ts", written: "new RegExp(source)" },
    { file: "model/quantity.ts", written: 'new RegExp(`^(${NUMBER}) ?(${[...UNITS.keys()].join("|")})$`)' },
  ]);
  for (const dimensions of [["ms"], ["fraction"], ["ms", "bytes", "fraction"]] as const)
    for (const pattern of [quantityPattern(dimensions), `^off$|${quantityPattern(dimensions)}`])
      expect(isLinear(pattern, "")).toBe(true);
});

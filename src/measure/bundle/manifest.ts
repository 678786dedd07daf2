/** What a bundler's manifest says of the files it wrote: text in, chunks and entries out. */
import { dirname, join, normalize } from "node:path/posix";
import { z } from "zod";
import { DataError } from "../../errors.ts";

interface Chunk {
  /** What it was built from; absent for what the bundler made up (shared chunks). */
  readonly source?: string;
  /** What stands before the hash in the file's name. */
  readonly name?: string;
  /** Files that are loaded with it: statically imported chunks and their styles. */
  readonly loads: readonly string[];
}

/** All paths are below the side's folder, with `/`. */
export interface Manifest {
  readonly chunks: ReadonlyMap<string, Chunk>;
  /** Name of an entry → the files that it starts from. */
  readonly entries: ReadonlyMap<string, readonly string[]>;
}

/** Where bundlers put them, below the folder of the built files or a folder above it. */
export const manifestNames = [
  ".vite/manifest.json",
  "meta.json",
  "metafile.json",
  "build-manifest.json",
  "app-build-manifest.json",
] as const;

const vite = z.record(
  z.string(),
  z.looseObject({
    file: z.string(),
    src: z.string().optional(),
    name: z.string().optional(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).optional(),
    css: z.array(z.string()).optional(),
  }),
);

const esbuild = z.looseObject({
  inputs: z.record(z.string(), z.unknown()),
  outputs: z.record(
    z.string(),
    z.looseObject({
      entryPoint: z.string().optional(),
      cssBundle: z.string().optional(),
      imports: z.array(z.looseObject({ path: z.string(), kind: z.string(), external: z.boolean().optional() })),
    }),
  ),
});

const next = z.looseObject({ pages: z.record(z.string(), z.array(z.string())) });

/**
 * Reads a manifest of Vite, esbuild or Next. `path` is the manifest's own; `files` are the built files, to find out what
 * esbuild's paths start from. Throws DataError when it is none of them.
 */
export function parseManifest(path: string, text: string, files: ReadonlySet<string>): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DataError(`${path} is not JSON (${(cause as Error).message}): correct bundle.manifest.`, { cause });
  }
  const metafile = esbuild.safeParse(json);
  if (metafile.success) return fromEsbuild(path, metafile.data, files);
  const pages = next.safeParse(json);
  if (pages.success) return fromNext(path, pages.data);
  const chunks = vite.safeParse(json);
  if (chunks.success) return fromVite(path, chunks.data);
  throw new DataError(
    `${path} is not a manifest that Weighbridge reads: Vite's manifest.json, esbuild's metafile or Next's build-manifest.json is expected.`,
  );
}

function fromVite(path: string, data: z.output<typeof vite>): Manifest {
  const folder = dirname(path).replace(/(?:^|\/)\.vite$/, "");
  const at = (file: string) => join(folder, file);
  const chunks = new Map<string, Chunk>();
  const entries = new Map<string, readonly string[]>();
  for (const { file, src, name, isEntry, imports = [], css = [] } of Object.values(data)) {
    const imported = imports.flatMap((key) => (Object.hasOwn(data, key) ? [at(data[key]!.file)] : []));
    chunks.set(at(file), {
      ...(src !== undefined && { source: src }),
      ...(name !== undefined && { name }),
      loads: [...imported, ...css.map(at)],
    });
    if (isEntry) entries.set(entryName(src ?? name ?? file), [at(file)]);
  }
  return { chunks, entries };
}

/** Kinds of import that a browser follows before it runs the file. */
const STATIC = new Set(["import-statement", "require-call", "import-rule"]);

function fromEsbuild(path: string, { outputs }: z.output<typeof esbuild>, files: ReadonlySet<string>): Manifest {
  const root = rootOf(path, Object.keys(outputs), files);
  const at = (file: string) => join(root, normalize(file));
  const all = Object.entries(outputs);
  // What is imported on demand has an entryPoint too, without being one.
  const onDemand = new Set(
    all.flatMap(([, { imports }]) => imports.filter(({ kind }) => kind === "dynamic-import").map((to) => to.path)),
  );
  const chunks = new Map<string, Chunk>();
  const entries = new Map<string, readonly string[]>();
  for (const [file, { entryPoint, cssBundle, imports }] of all) {
    const imported = imports.filter(({ kind, external }) => STATIC.has(kind) && !external).map((to) => at(to.path));
    chunks.set(at(file), {
      ...(entryPoint !== undefined && { source: entryPoint, name: stem(entryPoint) }),
      loads: cssBundle === undefined ? imported : [...imported, at(cssBundle)],
    });
    if (entryPoint !== undefined && !onDemand.has(file)) entries.set(entryName(entryPoint), [at(file)]);
  }
  for (const { entryPoint, cssBundle } of Object.values(outputs)) {
    const style = cssBundle === undefined ? undefined : chunks.get(at(cssBundle));
    if (!style || style.source !== undefined || entryPoint === undefined || cssBundle === undefined) continue;
    chunks.set(at(cssBundle), { ...style, source: `${entryPoint} (styles)`, name: stem(entryPoint) });
  }
  return { chunks, entries };
}

/** esbuild's paths start from the folder it ran in: one of those above the metafile, the one in which they lead to files. */
function rootOf(path: string, outputs: readonly string[], files: ReadonlySet<string>): string {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (outputs.some((output) => files.has(join(folder, output)))) return folder;
    if (folder === dirname(folder) || folder === ".") return ".";
  }
}

function fromNext(path: string, { pages }: z.output<typeof next>): Manifest {
  const at = (file: string) => join(dirname(path), file);
  const shell = pages["/_app"] ?? [];
  const shown = Object.entries(pages).filter(([page]) => page !== "/_document");
  return {
    chunks: new Map(),
    entries: new Map(shown.map(([page, files]) => [page, [...new Set([...shell, ...files])].map(at)])),
  };
}

/** An entry is called by what its author wrote: `src/main.ts` is `src/main`. */
function entryName(source: string): string {
  return source.replace(/\.[cm]?[jt]sx?$/, "");
}

function stem(path: string): string {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return file.includes(".") ? file.slice(0, file.lastIndexOf(".")) : file;
}

/** Several manifests of one build as one. */
export function joinManifests(manifests: readonly Manifest[]): Manifest {
  return {
    chunks: new Map(manifests.flatMap(({ chunks }) => [...chunks])),
    entries: new Map(manifests.flatMap(({ entries }) => [...entries])),
  };
}

/** The files themselves and all that is loaded with them, each once. */
export function loadedWith(manifest: Manifest, files: readonly string[]): readonly string[] {
  const found = new Set(files);
  // A set that grows while it is walked hands out what was added.
  for (const file of found) for (const other of manifest.chunks.get(file)?.loads ?? []) found.add(other);
  return [...found];
}

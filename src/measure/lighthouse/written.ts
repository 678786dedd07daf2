/** The `collect` options of a user's lighthouserc that we read ourselves; all others go on to lhci as they are. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { ConfigError } from "../../errors.ts";
import { leadsOut, staysInside } from "../../system/inside.ts";
import { jsonOf } from "../json.ts";

const list = z.union([z.array(z.string()), z.string().transform((text) => text.split(","))]).optional();
const headersSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));

const writtenSchema = z.looseObject({
  chromePath: z.string().optional(),
  puppeteerScript: z.string().optional(),
  puppeteerLaunchOptions: z.looseObject({ args: z.array(z.string()).optional() }).optional(),
  settings: z
    .looseObject({
      chromeFlags: z.union([z.string(), z.array(z.string())]).optional(),
      configPath: z.string().optional(),
      preset: z.string().optional(),
      formFactor: z.string().optional(),
      extraHeaders: z.union([z.string(), headersSchema]).optional(),
      onlyCategories: list,
      onlyAudits: list,
      skipAudits: list,
    })
    .optional(),
});

export type Written = z.output<typeof writtenSchema>;
export type Headers = Readonly<Record<string, string>>;

/** Throws ConfigError that names the option; `file` is where it stands. */
export function readWritten(collect: Readonly<Record<string, unknown>>, file: string): Written {
  const parsed = writtenSchema.safeParse(collect);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigError(`${file}: collect.${issue?.path.join(".")} is wrong: ${issue?.message}.`);
}

/**
 * `extraHeaders` as Lighthouse takes it: a map, a text of JSON, or the path of a file of it, from `root`. Throws
 * ConfigError when it is none of them.
 */
export function readHeaders(extra: string | Headers | undefined, root: string, file: string): Headers {
  if (extra === undefined || typeof extra === "object") return extra ?? {};
  const text = extra.startsWith("{") ? extra : readFileSync(existing(root, extra), "utf8");
  const parsed = headersSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new ConfigError(`${file}: collect.settings.extraHeaders holds no JSON map from header to text.`);
}

/** The absolute path of a file that the config names. Throws ConfigError when it is not there, or not in the repository. */
export function existing(root: string, name: string): string {
  const path = resolve(root, name);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new ConfigError(`lighthouse: ${name} does not exist: looked for it at ${path}.`);
  if (!found.isFile()) throw new ConfigError(`lighthouse: ${name} is not a file.`);
  if (!staysInside(root, path)) throw new ConfigError(`lighthouse: ${leadsOut(name)}.`);
  return path;
}

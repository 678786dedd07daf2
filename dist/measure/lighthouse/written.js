// src/measure/lighthouse/written.ts
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "../../vendor/zod.js";
import { ConfigError } from "../../errors.js";
import { leadsOut, staysInside } from "../../system/inside.js";
import { jsonOf } from "../json.js";
var list = z.union([z.array(z.string()), z.string().transform((text) => text.split(","))]).optional();
var headersSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));
var writtenSchema = z.looseObject({
  chromePath: z.string().optional(),
  puppeteerScript: z.string().optional(),
  puppeteerLaunchOptions: z.looseObject({ args: z.array(z.string()).optional() }).optional(),
  settings: z.looseObject({
    chromeFlags: z.union([z.string(), z.array(z.string())]).optional(),
    configPath: z.string().optional(),
    preset: z.string().optional(),
    formFactor: z.string().optional(),
    extraHeaders: z.union([z.string(), headersSchema]).optional(),
    onlyCategories: list,
    onlyAudits: list,
    skipAudits: list
  }).optional()
});
function readWritten(collect, file) {
  const parsed = writtenSchema.safeParse(collect);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigError(`${file}: collect.${issue?.path.join(".")} is wrong: ${issue?.message}.`);
}
function readHeaders(extra, root, file) {
  if (extra === void 0 || typeof extra === "object") return extra ?? {};
  const text = extra.startsWith("{") ? extra : readFileSync(existing(root, extra), "utf8");
  const parsed = headersSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new ConfigError(`${file}: collect.settings.extraHeaders holds no JSON map from header to text.`);
}
function existing(root, name) {
  const path = resolve(root, name);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === void 0) throw new ConfigError(`lighthouse: ${name} does not exist: looked for it at ${path}.`);
  if (!found.isFile()) throw new ConfigError(`lighthouse: ${name} is not a file.`);
  if (!staysInside(root, path)) throw new ConfigError(`lighthouse: ${leadsOut(name)}.`);
  return path;
}
export {
  existing,
  readHeaders,
  readWritten
};

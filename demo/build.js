/**
 * Writes dist/: the two entries' bundles with hashed names, their pages, the hero pictures, `meta.json` (esbuild's
 * metafile) and `files.json` (what the server may hand out).
 *
 * esbuild is found as any package is; failing that, in the folder that `git config weighbridge.modules` names. So the
 * demo's repository, which is made in a temporary folder and built in worktrees of it, needs neither network nor
 * node_modules of its own.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { draw } from "./web/draw.js";
import { pictures } from "./web/pictures.js";

const here = import.meta.dirname;
const dist = join(here, "dist");
const esbuild = load("esbuild");

function load(name) {
  const require = createRequire(import.meta.url);
  try {
    return require(name);
  } catch {
    const asked = spawnSync("git", ["config", "--get", "weighbridge.modules"], { cwd: here, encoding: "utf8" });
    const modules = asked.stdout?.trim();
    if (modules) return require(join(modules, name));
    console.error(`${name} was not found: run npm ci in the folder above this one, and try again.`);
    process.exit(1);
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

const { metafile } = esbuild.buildSync({
  absWorkingDir: here,
  entryPoints: ["web/app.js", "web/checkout.js"],
  entryNames: "[name]-[hash]",
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  metafile: true,
});
writeFileSync(join(dist, "meta.json"), JSON.stringify(metafile));

for (const { file, ...picture } of pictures) writeFileSync(join(dist, file), draw(picture));

/** A page names its entry's outputs as `{{js}}` and `{{css}}`. */
function page(source, entry) {
  const [script, { cssBundle }] = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry);
  const html = readFileSync(join(here, "web", source), "utf8");
  const filled = html.replace("{{js}}", basename(script)).replace("{{css}}", basename(cssBundle));
  writeFileSync(join(dist, source), filled);
}
page("index.html", "web/app.js");
page("checkout.html", "web/checkout.js");

const files = readdirSync(dist).filter((file) => !file.endsWith(".json"));
writeFileSync(join(dist, "files.json"), JSON.stringify(files.sort()));

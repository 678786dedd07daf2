import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { configSchema } from "../../src/config/schema.ts";
import { existing, readHeaders } from "../../src/measure/lighthouse/written.ts";
import { refuseMissing } from "../../src/pipeline/needed-files.ts";
import { repositoryOf, staysInside } from "../../src/system/inside.ts";
import { servedFolder } from "../../src/target/folder.ts";

let all: string;
let root: string;
let app: string;

beforeEach(async () => {
  all = await realpath(await mkdtemp(join(tmpdir(), "weighbridge-inside-")));
  root = join(all, "repository");
  app = join(root, "packages/app");
  for (const folder of [
    join(root, ".git"),
    join(app, "dist"),
    join(root, "shared"),
    join(all, "repository-2"),
    join(all, "else"),
  ])
    await mkdir(folder, { recursive: true });
  for (const file of [
    join(root, "shared/a.js"),
    join(all, "else/a.js"),
    join(all, "repository-2/a.js"),
    join(app, "a.js"),
  ])
    await writeFile(file, "{}");
});
afterEach(() => rm(all, { recursive: true, force: true }));

/** A link of a name in the app's folder. */
const link = async (to: string, name: string): Promise<string> => {
  await symlink(to, join(app, name));
  return join(app, name);
};

/** Links out of the repository: to a file, by a folder, by another link, up by dots, to a folder whose name begins alike. */
async function links(): Promise<readonly string[]> {
  await link(join(all, "else"), "out");
  return [
    await link(join(all, "else/a.js"), "file.js"),
    join(app, "out/a.js"),
    await link("out/a.js", "twice.js"),
    await link("../../../else/a.js", "dots.js"),
    await link("../../../repository-2/a.js", "alike.js"),
    await link("/etc/hostname", "host.js"),
  ];
}

describe("a link", { tags: ["T18"] }, () => {
  test("inside the repository is followed, from any of its folders", async () => {
    expect(repositoryOf(app)).toBe(root);
    expect(staysInside(app, join(app, "a.js"))).toBe(true);
    expect(staysInside(app, await link("../../shared/a.js", "shared.js"))).toBe(true);
    expect(staysInside(app, await link("../../shared", "folder"))).toBe(true);
  });

  test("out of it is told, however it gets there", async () => {
    for (const path of await links()) expect([path, staysInside(app, path)]).toEqual([path, false]);
  });

  test("that leads nowhere, or to itself, is no file of the repository", async () => {
    expect(staysInside(app, await link("gone.js", "dangling.js"))).toBe(false);
    expect(staysInside(app, await link("loop.js", "loop.js"))).toBe(false);
  });

  test("where there is no repository, the folder itself is the limit", async () => {
    await rm(join(root, ".git"), { recursive: true });
    expect(repositoryOf(app)).toBe(app);
    expect(staysInside(app, await link("../../shared/a.js", "shared.js"))).toBe(false);
  });
});

describe("is refused with its key", { tags: ["T18"] }, () => {
  const config = (section: string, path: string) => {
    const sections =
      section === "k6.scripts[0]"
        ? { k6: { scripts: path } }
        : { lighthouse: { urls: "/", [/^lighthouse\.(\w+)/.exec(section)![1]!]: path } };
    return configSchema.parse({ target: { start: "node x" }, ...sections });
  };

  test.each(["k6.scripts[0]", "lighthouse.config", "lighthouse.login", "lighthouse.flows[0]"])("as %s", async (key) => {
    const tree = { dir: app, folder: "packages/app", where: "in head" } as const;
    for (const path of await links()) {
      const name = path.slice(app.length + 1);
      await expect(refuseMissing(config(key, name), tree)).rejects.toThrow(
        `${key}: packages/app/${name} leads out of the repository by a link: commit the file itself.`,
      );
    }
    await link("../../shared/a.js", "shared.js");
    await expect(refuseMissing(config(key, "shared.js"), tree)).resolves.toBeUndefined();
    await link("gone.js", "dangling.js");
    await expect(refuseMissing(config(key, "dangling.js"), tree)).rejects.toThrow(
      `${key}: packages/app/dangling.js does not exist`,
    );
  });

  test("as target.static", async () => {
    const build = { side: "head", dir: app } as Parameters<typeof servedFolder>[0];
    expect(await servedFolder(build, "dist")).toBe(join(app, "dist"));
    await link(join(all, "else"), "out");
    await link("../../shared", "shared");
    await link("gone", "dangling");
    expect(await servedFolder(build, "shared")).toBe(join(app, "shared"));
    await expect(servedFolder(build, "out")).rejects.toThrow(
      'target.static: "out" leads out of the repository by a link',
    );
    for (const folder of ["dangling", "../..", "/etc", "out/../../.."])
      await expect(servedFolder(build, folder)).rejects.toThrow("target.static: there is no folder");
  });

  test("and so is a file that a lighthouserc names", async () => {
    expect(existing(app, "a.js")).toBe(join(app, "a.js"));
    expect(existing(app, join(app, "a.js"))).toBe(join(app, "a.js"));
    for (const path of [...(await links()), "../../../else/a.js", "/etc/hostname", "/proc/self/environ"]) {
      expect(() => existing(app, path)).toThrow("leads out of the repository");
      expect(() => readHeaders(path, app, "lighthouserc.json")).toThrow("leads out of the repository");
    }
    expect(() => existing(app, "dist")).toThrow("lighthouse: dist is not a file.");
    expect(() => existing(app, "gone.js")).toThrow("does not exist");
  });
});

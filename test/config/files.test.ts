/** The config's file: its size, and where links lead. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gateIdOf, loadConfig } from "../../src/config/load.ts";
import { ConfigError } from "../../src/errors.ts";

const MIB = 1024 * 1024;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "weighbridge-config-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (name: string, content: string) => writeFile(join(folder, name), content);

describe("a config's size", () => {
  it("is read up to 1 MiB, whatever size the file is said to have", { tags: ["L12"] }, async () => {
    const text = "target: { start: x }\nk6: { scripts: [a.js] }\n# ";
    for (const bytes of [MIB - 1, MIB]) {
      await put("weighbridge.yml", text.padEnd(bytes, "x"));
      expect((await loadConfig(folder)).text).toHaveLength(bytes);
    }
    await put("weighbridge.yml", text.padEnd(MIB + 1, "x"));
    await expect(loadConfig(folder)).rejects.toThrow("has more than 1048576 bytes (1 MiB)");
  });
});

describe("a config that is a link", { tags: ["T18"] }, () => {
  const GOOD = "target: { start: x }\nk6: { scripts: [a.js] }\n";
  const link = async (to: string) => {
    await rm(join(folder, "weighbridge.yml"), { force: true });
    await symlink(to, join(folder, "weighbridge.yml"));
  };

  it("is read where it leads to a file of the repository, and refused where it leads out of it", async () => {
    await mkdir(join(folder, "shared"));
    await put("shared/gate.yml", GOOD);
    await link("shared/gate.yml");
    expect((await loadConfig(folder)).file).toBe("weighbridge.yml");
    const other = await mkdtemp(join(tmpdir(), "weighbridge-other-"));
    try {
      await writeFile(join(other, "gate.yml"), GOOD);
      for (const to of [join(other, "gate.yml"), "/proc/self/environ", "/etc/hostname"]) {
        await link(to);
        await expect(loadConfig(folder)).rejects.toThrow(
          new ConfigError("weighbridge.yml leads out of the repository by a link: commit the file itself."),
        );
        expect(await gateIdOf(folder)).toBeNull();
      }
      // Whoever names a file by hand may name any.
      expect((await loadConfig(folder, join(other, "gate.yml"))).config.k6?.scripts).toEqual(["a.js"]);
    } finally {
      await rm(other, { recursive: true });
    }
  });

  it("is refused where a folder of its path leads to another repository", async () => {
    await mkdir(join(folder, "head/.git"), { recursive: true });
    await mkdir(join(folder, "other/.git"), { recursive: true });
    await put("other/weighbridge.yml", GOOD);
    await symlink("../other", join(folder, "head/.github"));
    const head = join(folder, "head");
    const refused = (name: string) =>
      new ConfigError(`${name} leads out of the repository by a link: commit the file itself.`);
    const place = ".github/weighbridge.yml";
    for (const named of [undefined, place]) {
      await expect(loadConfig(head, named)).rejects.toThrow(refused(place));
      expect(await gateIdOf(head, named)).toBeNull();
    }
    await expect(loadConfig(head, join(head, place))).rejects.toThrow(refused(join(head, place)));
    // By hand, not by a link.
    expect((await loadConfig(head, "../other/weighbridge.yml")).file).toBe("../other/weighbridge.yml");
  });

  it("is none where it leads nowhere, or round and round", async () => {
    await link("gone.yml");
    await expect(loadConfig(folder)).rejects.toThrow("No config found");
    await link("weighbridge.yml");
    await expect(loadConfig(folder)).rejects.toThrow("weighbridge.yml cannot be read (ELOOP).");
  });
});

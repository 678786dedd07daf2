import { expect, test } from "vitest";
import type { Config } from "../../src/config/schema.ts";
import type { TargetConfig } from "../../src/target/config.ts";
import { environmentOf, substitute, substituteWords } from "../../src/target/substitute.ts";

const place = { dir: "/tmp/it's $1 $& here", slot: "a", port: 20001 } as const;

test("replaces our three words and leaves the shell's own", () => {
  expect(substitute("cd ${dir} && serve ${port} ${slot} ${HOME} $port ${port:-1}", place)).toBe(
    "cd /tmp/it's $1 $& here && serve 20001 a ${HOME} $port ${port:-1}",
  );
  expect(substitute("${port} ${slot}", { dir: "/x" })).toBe("${port} ${slot}");
  expect(substituteWords(["${dir}/bin", "-p", "${port}"], place)).toEqual([`${place.dir}/bin`, "-p", "20001"]);
});

test("the target's variables win over ours, and those of a slot do not exist where there is none", () => {
  const own = { DB: "postgres:///app_${slot}", ROOT: "${dir}", PATH: "/own" };
  expect(environmentOf({ PATH: "/bin", HOME: "/h" }, own, { dir: "/x", slot: "b" })).toEqual({
    PATH: "/own",
    HOME: "/h",
    DB: "postgres:///app_b",
    ROOT: "/x",
  });
  expect(environmentOf({}, own, { dir: "/x" })).toEqual({ ROOT: "/x", PATH: "/own" });
});

test("the config's schema gives what this folder takes", () => {
  const fits = (target: Config["target"]): TargetConfig => target;
  expect(fits({ kind: "url", url: { base: "http://a", head: "http://b" } }).kind).toBe("url");
});

import { expect, test } from "vitest";
import { installK6 } from "../../src/commands/install-k6.ts";
import { ConfigError } from "../../src/errors.ts";

const terminal = { cwd: "/", env: {}, stdout: process.stdout, stderr: process.stderr };

test.each([
  [{ sha256: "abc", version: "2.2.0" }, "--sha256 is abc: give the 64 hexadecimal digits of the archive's SHA-256."],
  [{ sha256: "0".repeat(64) }, "--sha256 is of one version's archive: name it with --version."],
])("no k6 is looked for by a checksum that cannot be meant: %o", { tags: ["T14"] }, async (values, says) => {
  await expect(installK6.run(values, [], terminal)).rejects.toThrow(new ConfigError(says));
});

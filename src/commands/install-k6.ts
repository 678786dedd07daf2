import { ConfigError } from "../errors.ts";
import { defaultK6Version, findK6 } from "../system/tools.ts";
import type { Command } from "./command.ts";
import { withSystem } from "./weighing.ts";

export const installK6: Command = {
  name: "install-k6",
  summary: "Finds or installs k6 and prints where it is; the other commands do so when they need it.",
  words: [],
  options: {
    version: {
      type: "string",
      value: "VERSION",
      help: `The version to have. Without it any k6 1 or 2 on PATH, else ${defaultK6Version} is installed.`,
    },
    sha256: {
      type: "string",
      value: "HEX",
      help: "SHA-256 of that version's release archive: nothing else is used. Needed where it is not known here and there is no Go.",
    },
  },
  async run(values, _, terminal) {
    const version = values.version as string | undefined;
    const sha256 = values.sha256 as string | undefined;
    checkSha256(sha256, version);
    const found = await withSystem(terminal, (system) =>
      findK6({ system, ...(version ? { version } : {}), ...(sha256 === undefined ? {} : { sha256 }) }),
    );
    terminal.stdout.write(`${found.path}\n`);
    return 0;
  },
};

function checkSha256(sha256: string | undefined, version: string | undefined): void {
  if (sha256 === undefined) return;
  if (!/^[0-9a-f]{64}$/i.test(sha256))
    throw new ConfigError(
      `--sha256 is ${sha256.slice(0, 100)}: give the 64 hexadecimal digits of the archive's SHA-256.`,
    );
  if (version === undefined) throw new ConfigError("--sha256 is of one version's archive: name it with --version.");
}

import { defaultK6Version, findK6 } from "../system/tools.ts";
import type { Command } from "./command.ts";
import { withSystem } from "./weighing.ts";

export const installK6: Command = {
  name: "install-k6",
  summary: "Finds or installs k6 and prints where it is; the other commands do so when they need it.",
  words: [],
  options: {
    version: { type: "string", value: "VERSION", help: `The version to have (default ${defaultK6Version}).` },
  },
  async run(values, _, terminal) {
    const version = (values.version as string | undefined) ?? defaultK6Version;
    const found = await withSystem(terminal, (system) => findK6({ version, system }));
    terminal.stdout.write(`${found.path}\n`);
    return 0;
  },
};

// src/commands/install-k6.ts
import { defaultK6Version, findK6 } from "../system/tools.js";
import { withSystem } from "./weighing.js";
var installK6 = {
  name: "install-k6",
  summary: "Finds or installs k6 and prints where it is; the other commands do so when they need it.",
  words: [],
  options: {
    version: { type: "string", value: "VERSION", help: `The version to have (default ${defaultK6Version}).` }
  },
  async run(values, _, terminal) {
    const version = values.version ?? defaultK6Version;
    const found = await withSystem(terminal, (system) => findK6({ version, system }));
    terminal.stdout.write(`${found.path}
`);
    return 0;
  }
};
export {
  installK6
};

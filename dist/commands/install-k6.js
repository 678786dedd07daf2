// src/commands/install-k6.ts
import { defaultK6Version, findK6 } from "../system/tools.js";
import { withSystem } from "./weighing.js";
var installK6 = {
  name: "install-k6",
  summary: "Finds or installs k6 and prints where it is; the other commands do so when they need it.",
  words: [],
  options: {
    version: {
      type: "string",
      value: "VERSION",
      help: `The version to have. Without it any k6 1 or 2 on PATH, else ${defaultK6Version} is installed.`
    }
  },
  async run(values, _, terminal) {
    const version = values.version;
    const found = await withSystem(terminal, (system) => findK6({ system, ...version ? { version } : {} }));
    terminal.stdout.write(`${found.path}
`);
    return 0;
  }
};
export {
  installK6
};

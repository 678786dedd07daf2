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
    },
    sha256: {
      type: "string",
      value: "HEX",
      help: "SHA-256 of that version's release archive: nothing else is used. Needed where it is not known here and there is no Go."
    }
  },
  async run(values, _, terminal) {
    const version = values.version;
    const sha256 = values.sha256;
    const found = await withSystem(
      terminal,
      (system) => findK6({ system, ...version ? { version } : {}, ...sha256 === void 0 ? {} : { sha256 } })
    );
    terminal.stdout.write(`${found.path}
`);
    return 0;
  }
};
export {
  installK6
};

// src/commands/demo.ts
import { join } from "node:path";
import { readRuntime } from "../config/inputs.js";
import { loadConfig } from "../config/load.js";
import { createDemoRepository } from "../demo/repository.js";
import { shopWithServices } from "../demo/services.js";
import { plainShop } from "../demo/shop.js";
import { weigh } from "../gate.js";
import { pairOf } from "../pipeline/request.js";
import { RAW_FOLDER } from "../report/deliver/uploads.js";
import { OPEN, openReport } from "./open.js";
import { clearOutput, outputOf, writeOutput } from "./output.js";
import { jobOf, print, withSystem } from "./weighing.js";
var STEPS = {
  pass: [],
  fail: [
    { text: "Explain it: `report.html` shows every round, and what is behind it." },
    { text: "Confirm it: run the demo again, here or on another machine." }
  ],
  inconclusive: [
    {
      text: "Run the demo again on a quieter machine: its repository was a temporary one, so these rounds cannot be gone on with."
    }
  ],
  error: [{ text: "Repair what is named above and run the demo again." }]
};
var demo = {
  name: "demo",
  summary: "Weighs a small shop whose head is slower and heavier, or two builds of the same commit.",
  words: [],
  options: {
    identical: { type: "boolean", help: "Build one commit twice: nothing may be called regressed." },
    services: {
      type: "boolean",
      help: "A shop with PostgreSQL and Redis, whose head has five faults inside; both must be installed."
    },
    quick: {
      type: "boolean",
      help: "k6 and bundles only, without Lighthouse; the shop with services has neither pages nor bundles."
    },
    open: OPEN,
    json: { type: "boolean", help: "Print the verdict as JSON instead of the report." }
  },
  notes: [
    "Makes a git repository of the shop in a temporary folder, and writes the report to .weighbridge/demo/ here. Ends with 0 when the gate found what was planted and nothing else, with 1 when it did not, with 2 when it could not measure."
  ],
  async run(values, _, terminal) {
    const variant = values.identical === true ? "identical" : "regressed";
    const extent = values.quick === true ? "quick" : "all";
    const shop = values.services === true ? shopWithServices : plainShop;
    const output = join(outputOf(terminal.cwd), "demo");
    await clearOutput(output);
    const weighing = await withSystem(terminal, async (system) => {
      const folder = await system.processes.temporaryFolder("weighbridge-demo");
      const configured = await shop.open(system);
      const { base, head } = await createDemoRepository({ folder, variant, system, files: shop.files, configured });
      const loaded = await loadConfig(folder);
      const { lighthouse: _2, ...quick } = loaded.config;
      const config = extent === "quick" ? quick : loaded.config;
      const runtime = readRuntime(terminal.env);
      const { env } = terminal;
      const asked = { cwd: folder, base, head, rounds: null, job: jobOf(runtime), ci: runtime.ci, env };
      const request = { ...pairOf(asked), keep: join(output, RAW_FOLDER) };
      return weigh(request, { ...loaded, config }, system);
    });
    const { verdict } = weighing;
    const steps = STEPS[verdict.verdict];
    print(verdict, values.json === true, terminal, steps);
    await writeOutput(output, { ...weighing, snapshot: null, steps }, terminal);
    if (values.open === true) await openReport(join(output, "report.html"), terminal);
    if (verdict.verdict === "error") return 2;
    const surprises = shop.surprises({ variant, extent }, verdict);
    for (const surprise of surprises) terminal.stderr.write(`The demo was not judged as planned: ${surprise}
`);
    if (surprises.length === 0) terminal.stderr.write("The demo was judged as planned.\n");
    return surprises.length === 0 ? 0 : 1;
  }
};
export {
  STEPS,
  demo
};

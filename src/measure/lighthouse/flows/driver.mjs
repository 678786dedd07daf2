/**
 * Runs one user flow on one side, in a process of its own, and writes what came of it: each step's name and values, or what
 * kept the flow from its end. Chrome and Lighthouse are told what Lighthouse CI would tell them for a page.
 *
 *   node driver.mjs order.json    in the folder that it writes outcome.json to; run.ts says what is in either
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { lhci, chrome, script, url, collect } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const ofLhci = createRequire(lhci);
const ofLighthouse = createRequire(ofLhci.resolve("lighthouse"));
const fromLighthouse = (file) => import(new URL(file, pathToFileURL(ofLhci.resolve("lighthouse"))).href);

/** The step that was begun last, from 1; 0 before the first. */
let step = { number: 0, name: null };

/** At once: a script may leave timers and connections behind that would keep the process. */
function end(outcome) {
  writeFileSync("outcome.json", JSON.stringify(outcome));
  process.exit();
}

const said = (error) => String(error?.friendlyMessage || error?.message || error);

/** Lighthouse's settings as its program reads them from what Lighthouse CI hands it. */
async function readFlags() {
  mkdirSync(".lighthouseci");
  const { args } = ofLhci("./collect/node-runner.js").computeArgumentsAndCleanup(url, collect);
  process.argv.splice(2, Infinity, ...args);
  const { getFlags } = await fromLighthouse("../cli/cli-flags.js");
  return { ...getFlags(), logLevel: "error" };
}

/** As Lighthouse's program does (cli/bin.js). */
async function readConfig({ configPath, preset }) {
  if (configPath?.endsWith(".json")) return JSON.parse(readFileSync(configPath, "utf8"));
  if (configPath) return (await import(pathToFileURL(configPath).href)).default;
  return preset && (await fromLighthouse(`./config/${preset}-config.js`)).default;
}

async function launch(flags) {
  const { parseChromeFlags } = await fromLighthouse("../cli/run.js");
  const { default: puppeteer } = await import(pathToFileURL(ofLighthouse.resolve("puppeteer-core")).href);
  const { puppeteerLaunchOptions: own = {}, headful } = collect;
  const args = [...parseChromeFlags(flags.chromeFlags), ...(own.args ?? [])];
  return puppeteer.launch({ ...own, args, headless: headful !== true, pipe: false, executablePath: chrome });
}

/** The function that a script exports, as a module of either kind. */
async function functionOf(path) {
  const { default: exported } = await import(pathToFileURL(path).href);
  const found = exported?.default ?? exported;
  if (typeof found !== "function") throw new Error("it exports no function (module.exports = async (…) => {…})");
  return found;
}

/** Notes which step is begun, and waits for the paint after the last interaction: without it there is no INP. */
function watched(flow, page) {
  for (const method of ["navigate", "startNavigation", "startTimespan", "snapshot"]) {
    const begin = flow[method].bind(flow);
    flow[method] = (...args) => {
      const own = method === "navigate" ? args[1] : args[0];
      step = { number: flow.createArtifactsJson().gatherSteps.length + 1, name: own?.name ?? null };
      return begin(...args);
    };
  }
  const endTimespan = flow.endTimespan.bind(flow);
  flow.endTimespan = async () => {
    await page.evaluate(painted).catch(() => {});
    return endTimespan();
  };
  return flow;
}

/** In the page. A page that is not shown paints nothing. */
function painted() {
  return new Promise((resolve) => {
    setTimeout(resolve, 5000);
    requestAnimationFrame(() => setTimeout(resolve, 100));
  });
}

/** What is read of a step: without the details of its audits. */
async function stepsOf(flow) {
  const names = flow.createArtifactsJson().gatherSteps.map(({ flags }) => flags?.name ?? null);
  if (names.length === 0) throw new Error("it measures no step: call flow.navigate() or flow.startTimespan() in it");
  const { steps } = await flow.createFlowResult();
  return steps.map(({ lhr: { runtimeError, environment, audits } }, index) => ({
    name: names[index],
    error: runtimeError?.message ?? null,
    benchmarkIndex: environment.benchmarkIndex,
    values: Object.fromEntries(Object.entries(audits).map(([id, { numericValue }]) => [id, numericValue ?? null])),
  }));
}

async function main() {
  // First of all: it takes no time to find out.
  const run = await functionOf(script);
  const flags = await readFlags();
  const config = await readConfig(flags);
  const { startFlow } = await fromLighthouse("./index.js");
  const browser = await launch(flags).catch((error) => {
    // No failure of the flow: whoever started this reads it from what is printed.
    console.error(error);
    process.exit(1);
  });
  try {
    if (collect.puppeteerScript) await logIn(browser, collect.puppeteerScript);
    const page = await browser.newPage();
    await page.setExtraHTTPHeaders(flags.extraHeaders ?? {});
    const flow = watched(await startFlow(page, { config, flags }), page);
    await run(flow, { page, url });
    return await stepsOf(flow);
  } finally {
    await browser.close();
  }
}

async function logIn(browser, path) {
  try {
    await (await functionOf(path))(browser, { url, options: collect });
  } catch (cause) {
    throw new Error(`the login script failed: ${said(cause)}`, { cause });
  }
}

try {
  end({ kind: "done", steps: await main() });
} catch (error) {
  end({ kind: "failed", step, why: said(error) });
}

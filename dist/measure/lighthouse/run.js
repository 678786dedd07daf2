// src/measure/lighthouse/run.ts
import { mkdtemp, readdir, readFile, realpath, writeFile } from "node:fs/promises";
import { delimiter, dirname, join, relative } from "node:path";
import { TargetError, ToolError } from "../../errors.js";
import { temporaryFiles } from "../chrome.js";
import { otherPage, parseLhr } from "./lhr.js";
var TIME = 18e4;
async function runPage(input) {
  const first = await tryPage(input);
  if (first.kind === "done") return first.run;
  const second = await tryPage(input);
  if (second.kind === "done") return second.run;
  const { side } = input.served;
  throw new TargetError(side, `${side}: Lighthouse could not measure ${input.page} in two tries: ${second.why}`);
}
async function tryPage(input) {
  const folder = await realpath(await mkdtemp(join(input.folder, "run-")));
  const url = input.served.url + input.page;
  const finished = await collect(input, folder, url);
  if (finished.exitCode !== 0) return { kind: "failed", why: failureOf(finished) };
  const { lhrText, html } = await findResult(join(folder, ".lighthouseci"));
  const lhr = parseLhr(lhrText, input.page);
  if (lhr.runtimeError) return { kind: "failed", why: sentence(lhr.runtimeError.message) };
  const elsewhere = otherPage(url, lhr.finalUrl);
  if (elsewhere !== null) {
    const cure = "name that page in lighthouse.urls, or let lighthouse.login or lighthouse.headers log in.";
    return { kind: "failed", why: `it leads to ${elsewhere}: ${cure}` };
  }
  return { kind: "done", run: { lhr, lhrText, html } };
}
async function collect(input, folder, url) {
  const { tool } = input;
  const config = join(folder, "lighthouserc.json");
  const { puppeteerScript, ...rest } = input.collect;
  const login = puppeteerScript === void 0 ? {} : { puppeteerScript: relative(folder, await realpath(puppeteerScript)) };
  const options = { ...rest, ...login, chromePath: tool.chrome, method: "node", url: [url], numberOfRuns: 1 };
  await writeFile(config, JSON.stringify({ ci: { collect: options } }));
  return runNode([tool.lhci, "collect", `--config=${config}`], folder, input);
}
async function runNode(words, folder, { tool, system, abort }) {
  const env = {
    ...system.env,
    ...temporaryFiles(tool.temporary),
    // Lighthouse CI starts `node` by its name: it must be the one that runs us.
    PATH: [dirname(process.execPath), system.env.PATH].filter(Boolean).join(delimiter)
  };
  const running = await system.processes.start([process.execPath, ...words], { cwd: folder, env, timeout: TIME });
  try {
    return await Promise.race([running.exited, abort]);
  } finally {
    await running.stop("SIGTERM", 1e3);
  }
}
function failureOf({ exitCode, signal, timedOut, stderr }) {
  if (timedOut) return `it did not end within ${TIME / 1e3} s.`;
  const lines = stderr.split("\n");
  const chrome = lines.find((line) => /Unable to connect to Chrome|Failed to launch the browser/u.test(line));
  if (chrome !== void 0) {
    throw new ToolError(
      `Chrome did not start for Lighthouse: ${sentence(chrome)} Free memory, or set CHROME_PATH to another Chrome.`
    );
  }
  const runtime = /Runtime error encountered: (.+)/u.exec(stderr)?.[1];
  const said = runtime ?? lines.find((line) => /^\w*Error\b/u.test(line)) ?? lines.find((line) => line.trim() !== "");
  return said === void 0 ? `it ended with ${signal ?? `exit code ${exitCode}`}.` : sentence(said);
}
async function findResult(folder) {
  const files = await readdir(folder).catch(() => []);
  const [json] = files.filter((file) => /^lhr-\d+\.json$/u.test(file));
  if (json === void 0) throw new ToolError(`lhci collect ended well, but left no result in ${folder}.`);
  const path = join(folder, json);
  return { lhrText: await readFile(path, "utf8"), html: path.replace(/json$/u, "html") };
}
var sentence = (text) => `${text.trim().slice(0, 500).replace(/\.$/u, "")}.`;
export {
  failureOf,
  runNode,
  runPage
};

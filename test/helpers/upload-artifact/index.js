/** Hands the files below the input path to the fake GitHub, which zips and keeps them as GitHub does. */
const { readdirSync, readFileSync, statSync } = require("node:fs");
const { join, relative } = require("node:path");

const { INPUT_NAME: name, INPUT_PATH: path, INPUT_OVERWRITE: overwrite, GITHUB_API_URL, GITHUB_RUN_ID } = process.env;

function files(folder) {
  // The real one leaves hidden files out too.
  return readdirSync(folder)
    .filter((entry) => !entry.startsWith("."))
    .map((entry) => join(folder, entry))
    .flatMap((entry) => (statSync(entry).isDirectory() ? files(entry) : [entry]));
}

async function main() {
  const entries = files(path).map((file) => [relative(path, file), readFileSync(file, "base64")]);
  const query = new URLSearchParams({ name, run: GITHUB_RUN_ID, overwrite });
  const body = JSON.stringify(Object.fromEntries(entries));
  const answer = await fetch(`${GITHUB_API_URL}/_fake/artifacts?${query}`, { method: "POST", body });
  if (!answer.ok) throw new Error(`the fake said ${answer.status}: ${await answer.text()}`);
  console.log(`Stored ${name}: ${entries.map(([file]) => file).join(", ")}`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

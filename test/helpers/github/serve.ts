/**
 * The fake as a program: prints {"apiUrl", "storageUrl"} as one line of JSON and serves until it is stopped.
 * Its first argument may be a JSON of FakeOptions.
 */
import { type FakeOptions, fakeGitHub } from "./index.ts";

const github = await fakeGitHub(JSON.parse(process.argv[2] ?? "{}") as FakeOptions);
console.log(JSON.stringify({ apiUrl: github.apiUrl, storageUrl: github.storageUrl }));
process.once("SIGTERM", async () => {
  await github[Symbol.asyncDispose]();
  process.exit();
});

// src/target/event.ts
import { readFile } from "node:fs/promises";
import { ConfigError } from "../errors.js";
var NO_EVENT = { pullRequest: null, mergeGroupBase: null, defaultBranch: null };
async function readPayload(path) {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new ConfigError(`GITHUB_EVENT_PATH: ${path} cannot be read as JSON (${cause.message}).`, {
      cause
    });
  }
}
function readEvent(payload) {
  const pull = field(payload, "pull_request");
  const headSha = sha(field(field(pull, "head"), "sha"));
  const baseSha = sha(field(field(pull, "base"), "sha"));
  const baseRef = field(field(pull, "base"), "ref");
  const branch = field(field(payload, "repository"), "default_branch");
  return {
    pullRequest: headSha && baseSha ? { headSha, baseSha, baseRef: typeof baseRef === "string" ? baseRef : "" } : null,
    mergeGroupBase: sha(field(field(payload, "merge_group"), "base_sha")),
    defaultBranch: typeof branch === "string" && branch !== "" ? branch : null
  };
}
function field(value, name) {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? value[name] : void 0;
}
var FULL_SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
function sha(value) {
  return typeof value === "string" && FULL_SHA.test(value) ? value : null;
}
export {
  FULL_SHA,
  NO_EVENT,
  readEvent,
  readPayload
};

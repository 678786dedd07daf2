// src/action/client.ts
import { ConfigError } from "../errors.js";
import { createClient } from "../github/client.js";
var clients = /* @__PURE__ */ new WeakMap();
function clientOf(job, log) {
  const { inputs, context } = job;
  if (inputs.token === null) throw new ConfigError("The input token is empty: GitHub cannot be asked without one.");
  const client = clients.get(job) ?? createClient({ token: inputs.token, urls: { api: context.apiUrl }, log });
  clients.set(job, client);
  return client;
}
export {
  clientOf
};

// src/action/client.ts
import { ConfigError } from "../errors.js";
import { createClient } from "../github/client.js";
function clientOf({ inputs, context }, log) {
  if (inputs.token === null) throw new ConfigError("The input token is empty: GitHub cannot be asked without one.");
  return createClient({ token: inputs.token, urls: { api: context.apiUrl }, log });
}
export {
  clientOf
};

import { ConfigError } from "../errors.ts";
import { type Client, createClient } from "../github/client.ts";
import type { Log } from "../system/system.ts";
import type { ActionJob } from "./job.ts";

/** @throws ConfigError when the step was given no token */
export function clientOf({ inputs, context }: ActionJob, log: Log): Client {
  if (inputs.token === null) throw new ConfigError("The input token is empty: GitHub cannot be asked without one.");
  return createClient({ token: inputs.token, urls: { api: context.apiUrl }, log });
}

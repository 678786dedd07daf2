import { ConfigError } from "../errors.ts";
import { type Client, createClient } from "../github/client.ts";
import type { Log } from "../system/system.ts";
import type { ActionJob } from "./job.ts";

const clients = new WeakMap<ActionJob, Client>();

/**
 * One a step, so that what it may take of time and calls holds for all that the step does. It keeps the log that it was
 * first asked for with, the step's only one.
 *
 * @throws ConfigError when the step was given no token
 */
export function clientOf(job: ActionJob, log: Log): Client {
  const { inputs, context } = job;
  if (inputs.token === null) throw new ConfigError("The input token is empty: GitHub cannot be asked without one.");
  const client = clients.get(job) ?? createClient({ token: inputs.token, urls: { api: context.apiUrl }, log });
  clients.set(job, client);
  return client;
}

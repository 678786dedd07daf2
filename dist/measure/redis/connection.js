// src/measure/redis/connection.ts
import { setTimeout as delay } from "node:timers/promises";
import { NotThereError, ToolError } from "../../errors.js";
import { networkFault } from "../../system/network.js";
var PATIENCE = 3e3;
var INTERVAL = 50;
var ConnectionLost = class extends Error {
};
var NotPermitted = class extends ToolError {
};
async function connect(address) {
  const client = address.createClient({
    url: address.url,
    // The older protocol, without commands that introduce a client: the fewer of ours there are, the fewer are to be taken out.
    RESP: 2,
    disableClientInfo: true,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: false, connectTimeout: PATIENCE }
  });
  client.on("error", () => {
  });
  const close = () => {
    if (client.isOpen) client.destroy();
  };
  const asked = async (what, answer) => {
    try {
      return await inTime(answer);
    } catch (error) {
      const refused = refusal(address, what, error);
      if (refused) throw refused;
      close();
      throw new ConnectionLost(networkFault(error) ?? words(error), { cause: error });
    }
  };
  try {
    await asked("AUTH", client.connect());
  } catch (error) {
    close();
    if (!(error instanceof ConnectionLost)) throw error;
    throw new NotThereError(
      `Redis at ${address.place} was not reached: ${error.message}; start it before the gate runs, or correct redis.url.`,
      { cause: error }
    );
  }
  return {
    send: (...command) => asked(command[0], client.sendCommand(command)),
    monitor: (onLine) => asked(
      "MONITOR",
      client.MONITOR((line) => onLine(String(line)))
    ),
    get isOpen() {
      return client.isReady;
    },
    close
  };
}
async function connectAgain(address, signal) {
  for (const giveUp = Date.now() + PATIENCE; ; ) {
    try {
      return await connect(address);
    } catch (error) {
      if (Date.now() > giveUp) throw error;
      await delay(INTERVAL, void 0, { signal });
    }
  }
}
async function inTime(answer) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it gave no answer in ${PATIENCE / 1e3} s`)), PATIENCE);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
function refusal({ place, user }, command, error) {
  const text = words(error);
  if (/^(?:NOAUTH|WRONGPASS|ERR (?:invalid password|AUTH ))/u.test(text))
    return new ToolError(
      `Redis at ${place} refused the user and password of redis.url: give those of a user who may run INFO, as redis://user:password@host:port, or the password in REDISCLI_AUTH.`
    );
  if (/^NOPERM/u.test(text))
    return new NotPermitted(
      `Redis at ${place} does not let the user ${user} run ${command}: allow it by ACL SETUSER ${user} +info +echo +monitor +slowlog.`
    );
  if (/^ERR unknown command/u.test(text)) return new NotPermitted(`Redis at ${place} does not know ${command}.`);
  if (/^[A-Z]{3,20} /u.test(text))
    return new ToolError(`Redis at ${place} answered ${command} by: ${text.slice(0, 200)}.`);
  return void 0;
}
function words(error) {
  return error instanceof Error ? error.message : String(error);
}
export {
  ConnectionLost,
  NotPermitted,
  connect,
  connectAgain
};

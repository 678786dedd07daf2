// A server whose every request does exactly WORK units of arithmetic: a slowdown of a known amount.
import { createServer } from "node:http";

const work = Number(process.env.WORK);

function spend(units) {
  let sum = 1;
  for (let i = 0; i < units * 1000; i++) sum = Math.imul(sum ^ i, 0x9e3779b1);
  return sum;
}

// Compiled before it counts: else a rarely asked server would run slower code than a busy one.
for (let i = 0; i < 200; i++) spend(work);

const server = createServer((_, response) => response.end(String(spend(work))));
server.listen(Number(process.env.PORT), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));

// src/target/ready.ts
import { request } from "node:http";
import { connect } from "node:net";
var HOSTS = ["127.0.0.1", "::1"];
var NO_ANSWER = "no answer";
var TRY = 1e4;
async function probe(port, ready, deadline) {
  const said = [];
  for (const host of HOSTS) {
    const timeout = Math.ceil(Math.min(TRY, deadline - performance.now()));
    if (timeout <= 0) break;
    const answer = ready === "tcp" ? await accepts(host, port, timeout) : await get(host, port, ready, timeout);
    if (answer === null) return { kind: "ready", host };
    said.push(answer);
  }
  return { kind: "not-yet", said: said.find((answer) => /^\d/.test(answer)) ?? said[0] ?? "" };
}
function origin(host, port) {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
function accepts(host, port, timeout) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout });
    const done = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => done(null));
    socket.once("timeout", () => done(NO_ANSWER));
    socket.once("error", (error) => done(error.code ?? error.message));
  });
}
async function answers(host, port, ready, timeout) {
  if (ready === "tcp") return true;
  const isAnswer = (said) => said === null || /^\d/.test(said);
  const first = await get(host, port, ready, timeout);
  if (isAnswer(first) || first === NO_ANSWER) return isAnswer(first);
  return isAnswer(await get(host, port, ready, timeout));
}
function get(host, port, path, timeout) {
  return new Promise((resolve) => {
    const asking = request({ host, port, path, agent: false, signal: AbortSignal.timeout(timeout) }, (response) => {
      const { statusCode = 0, statusMessage = "" } = response;
      response.destroy();
      resolve(statusCode >= 200 && statusCode < 400 ? null : `${statusCode} ${statusMessage}`.trim());
    });
    asking.once("error", (error) => {
      resolve(error.name === "AbortError" || error.name === "TimeoutError" ? NO_ANSWER : error.code ?? error.message);
    });
    asking.end();
  });
}
export {
  HOSTS,
  accepts,
  answers,
  origin,
  probe
};

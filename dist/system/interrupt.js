// src/system/interrupt.ts
import { ExpectedError } from "../errors.js";
var InterruptedError = class extends ExpectedError {
  name = "InterruptedError";
};
var SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
function listenForInterrupts() {
  const controller = new AbortController();
  const handlers = SIGNALS.map((name) => {
    const handler = () => {
      dispose();
      controller.abort(new InterruptedError(`Interrupted by ${name}: nothing was decided.`));
    };
    process.on(name, handler);
    return () => process.off(name, handler);
  });
  const dispose = () => {
    for (const off of handlers) off();
  };
  return { signal: controller.signal, dispose };
}
export {
  InterruptedError,
  listenForInterrupts
};

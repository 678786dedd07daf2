// src/explain/formats/jfr.ts
import { z } from "../../vendor/zod.js";
import { DEEPEST } from "../profile.js";
var frame = z.object({
  method: z.object({ type: z.object({ name: z.string() }), name: z.string() }),
  lineNumber: z.number()
});
var stackTrace = z.object({ frames: z.array(frame) }).nullish();
var event = z.object({
  type: z.string(),
  values: z.object({ stackTrace, weight: z.number().nullish() })
});
var recording = z.object({ recording: z.object({ events: z.array(event) }) });
var EXECUTION = "jdk.ExecutionSample";
var ALLOCATION = "jdk.ObjectAllocationSample";
var JDK = /^(?:java|javax|jdk|sun|com\.sun)\./u;
function parseJfr(json) {
  const { events } = recording.parse(json).recording;
  const samplesOf = (type) => events.filter((one) => one.type === type).flatMap(({ values: { stackTrace: trace, weight } }) => {
    const stack = (trace?.frames ?? []).slice(0, DEEPEST).map(frameOf).reverse();
    const isRecorder = stack.some(({ name }) => name.startsWith("jdk.jfr."));
    return stack.length === 0 || isRecorder ? [] : [{ stack, value: weight ?? 1 }];
  });
  return {
    time: { unit: "samples", samples: samplesOf(EXECUTION) },
    memory: { unit: "bytes", samples: samplesOf(ALLOCATION) }
  };
}
function frameOf({ method, lineNumber }) {
  const type = method.type.name.replaceAll("/", ".");
  return {
    name: `${type}.${method.name}`,
    file: null,
    line: lineNumber > 0 ? lineNumber : null,
    internal: JDK.test(type)
  };
}
export {
  ALLOCATION,
  EXECUTION,
  parseJfr
};

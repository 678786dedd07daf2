/** What `jfr print --json` shows of a recording of the Java Flight Recorder. Pure. */
import { z } from "zod";
import { DEEPEST, type Frame, type Profile } from "../profile.ts";

const frame = z.object({
  method: z.object({ type: z.object({ name: z.string() }), name: z.string() }),
  lineNumber: z.number(),
});
const stackTrace = z.object({ frames: z.array(frame) }).nullish();
const event = z.object({
  type: z.string(),
  values: z.object({ stackTrace, weight: z.number().nullish() }),
});
const recording = z.object({ recording: z.object({ events: z.array(event) }) });

export const EXECUTION = "jdk.ExecutionSample";
export const ALLOCATION = "jdk.ObjectAllocationSample";

/** Of the JDK itself. */
const JDK = /^(?:java|javax|jdk|sun|com\.sun)\./u;

/** Samples of threads that ran, and bytes that were allocated, without what the recorder itself did. @throws ZodError when it is none */
export function parseJfr(json: unknown): { readonly time: Profile; readonly memory: Profile } {
  const { events } = recording.parse(json).recording;
  const samplesOf = (type: string) =>
    events
      .filter((one) => one.type === type)
      .flatMap(({ values: { stackTrace: trace, weight } }) => {
        const stack = (trace?.frames ?? []).slice(0, DEEPEST).map(frameOf).reverse();
        const isRecorder = stack.some(({ name }) => name.startsWith("jdk.jfr."));
        return stack.length === 0 || isRecorder ? [] : [{ stack, value: weight ?? 1 }];
      });
  return {
    time: { unit: "samples", samples: samplesOf(EXECUTION) },
    memory: { unit: "bytes", samples: samplesOf(ALLOCATION) },
  };
}

/** JFR names no files. Of a class in its package, "shop.Cart.render". */
function frameOf({ method, lineNumber }: z.output<typeof frame>): Frame {
  const type = method.type.name.replaceAll("/", ".");
  return {
    name: `${type}.${method.name}`,
    file: null,
    line: lineNumber > 0 ? lineNumber : null,
    internal: JDK.test(type),
  };
}

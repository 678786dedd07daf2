// src/measure/inside/post.ts
import { ExpectedError, OtherAnswersError, TargetError, ToolError } from "../../errors.js";
import { asSentence } from "../subject.js";
var LIMIT = 3e4;
function createPost({ watching }, server, { signal, onFailure }) {
  let watch = null;
  let hasFailed = false;
  const fail = (error) => {
    hasFailed = true;
    onFailure(sayFailure(error));
  };
  const guarded = async (work) => {
    try {
      return await inTime(work);
    } catch (error) {
      signal.throwIfAborted();
      if (isTargets(error)) throw error;
      fail(error);
      return void 0;
    }
  };
  const ask = async (step) => {
    const asked = watch;
    if (asked !== null && !hasFailed) await guarded(() => step(asked));
  };
  return {
    slot: server.slot,
    async open() {
      const opening = Promise.resolve(server).then((up) => watching.watch(up));
      watch = await guarded(() => opening) ?? null;
      if (watch === null) opening.then((late) => late.stop()).catch(() => {
      });
    },
    ask,
    async readings() {
      const found = [];
      await ask(async (asked) => void found.push(...asked.readings()));
      return hasFailed ? [] : found;
    },
    async stop() {
      const stopping = watch;
      if (stopping !== null) await guarded(() => stopping.stop());
    },
    keep() {
      try {
        watch?.keep?.();
      } catch (error) {
        fail(error);
      }
    }
  };
}
async function inTime(work) {
  const late = new ToolError(`It did not answer within ${LIMIT / 1e3} s.`);
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(late), LIMIT);
  });
  try {
    return await Promise.race([work(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
var isTargets = (error) => error instanceof TargetError || error instanceof OtherAnswersError;
function sayFailure(error) {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ""] = message.split("\n");
  const sentence = error instanceof ExpectedError ? line : `It failed unexpectedly: ${line || "no reason given"}`;
  return asSentence(/[.?]$/u.test(sentence) ? sentence : `${sentence}.`);
}
export {
  createPost,
  inTime,
  sayFailure
};

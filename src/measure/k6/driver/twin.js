/**
 * One k6 iteration drives every slot's copy of the script, in an order drawn in balanced blocks of two: the first call
 * of a pair is slower than the second, so each side is first equally often, and nobody can tell beforehand when.
 */
import exec from "k6/execution";

/** A fair bit from the round's seed and a block number (a 32-bit finalizer, as in MurmurHash3). */
function coin(seed, block) {
  let h = (seed ^ Math.imul(block + 1, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) & 1;
}

export function order(slots, seed, iteration) {
  if (slots.length < 2) return slots;
  const first = coin(seed, Math.floor(iteration / 2)) ^ (iteration & 1);
  return first === 0 ? slots : [slots[1], slots[0]];
}

/** Calls `body` for each slot in turn; an error of one never keeps the other from running. The first is thrown at the end. */
async function each(slots, body) {
  let failed = false;
  let failure;
  for (const slot of slots) {
    try {
      await body(slot);
    } catch (error) {
      if (!failed) failure = error;
      failed = true;
    }
  }
  if (failed) throw failure;
}

/** The functions that k6 calls, over `slots`: [{ name, script, runtime }]. */
export function twin(slots, seed) {
  const exported = (slot, name) => slot.script[name] ?? slot.script.default?.[name];
  const keepCookies = Boolean(exported(slots[0], "options")?.noCookiesReset);
  return {
    iteration: (name) => async (data) =>
      each(order(slots, seed, exec.scenario.iterationInTest), async (slot) => {
        slot.runtime.begin(keepCookies);
        await exported(slot, name)(data?.[slot.name]);
      }),
    setup: async () => {
      const data = {};
      await each(slots, async (slot) => {
        slot.runtime.beginSetup();
        data[slot.name] = await exported(slot, "setup")?.();
      });
      return data;
    },
    teardown: async (data) =>
      each(slots, async (slot) => {
        slot.runtime.beginTeardown();
        await exported(slot, "teardown")?.(data?.[slot.name]);
      }),
    options: (overrides) => Object.assign({}, exported(slots[0], "options"), overrides),
  };
}

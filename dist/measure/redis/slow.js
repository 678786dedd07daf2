// src/measure/redis/slow.ts
import { keyPattern, keysOf } from "./keys.js";
function parseSlow(answer) {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((entry) => {
    if (!Array.isArray(entry) || !Array.isArray(entry[3])) return [];
    const [command = "", ...words] = entry[3].map(String);
    const shown = { command: command.toUpperCase(), words };
    const [key] = keysOf(shown);
    return [{ id: Number(entry[0]), name: key === void 0 ? shown.command : `${shown.command} ${keyPattern(key)}` }];
  });
}
export {
  parseSlow
};

// src/target/port.ts
import { TargetError } from "../errors.js";
import { freePorts } from "../system/ports.js";
var TRIES = 5;
async function onFreePort(side, first, use) {
  const tried = [];
  while (tried.length < TRIES) {
    const [port = first] = tried.length === 0 ? [first] : await freePorts(1);
    const made = await use(port);
    if (made !== null) return made;
    tried.push(port);
  }
  throw new TargetError(
    side,
    `${side}: no port could be had for the server: ${tried.join(", ")} were free, and each was taken by another program before it could be used; see what opens so many ports here.`
  );
}
export {
  onFreePort
};

// src/measure/mysql/shared.ts
import { randomUUID } from "node:crypto";
import { ToolError } from "../../errors.js";
import { isSameServer } from "./address.js";
function newMeeting(addresses) {
  const job = `weighbridge ${randomUUID()}`;
  let hasMet = isSameServer(addresses.a, addresses.b);
  let newest = null;
  return {
    async arrived(slot, connection) {
      const other = slot === "a" ? "b" : "a";
      await connection.query("SELECT GET_LOCK(?, 0)", [`${job} ${slot}`]);
      const [row] = await connection.query("SELECT IS_USED_LOCK(?) AS holder", [
        `${job} ${other}`
      ]);
      if (row.holder === null) return;
      hasMet = true;
      const { place, database } = addresses[slot];
      if (addresses[other].database === database)
        throw new ToolError(
          `mysql.url leads to one and the same database, ${place}, in both slots: give each slot one of its own.`
        );
    },
    isOneServer: () => hasMet,
    looked(executed) {
      newest = executed;
    },
    executed: () => hasMet ? newest : null
  };
}
export {
  newMeeting
};

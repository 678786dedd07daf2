/** Whether both slots' addresses lead to one server, which may have many names. */
import { randomUUID } from "node:crypto";
import { ToolError } from "../../errors.ts";
import type { Slot } from "../../model/series.ts";
import { type Address, isSameServer } from "./address.ts";
import type { Connection } from "./connection.ts";

export interface Meeting {
  /**
   * Told of each slot's connection as long as it is open. A lock that one slot's connection holds is known to the other's
   * where both are on one server: versions, names and ids of servers may be alike though they are two.
   *
   * @throws ToolError where it is the other slot's database too
   */
  arrived(slot: Slot, connection: Connection): Promise<void>;
  /** As far as their addresses and those who arrived tell. */
  isOneServer(): boolean;
}

export function newMeeting(addresses: Readonly<Record<Slot, Address>>): Meeting {
  const job = `weighbridge ${randomUUID()}`;
  let hasMet = isSameServer(addresses.a, addresses.b);
  return {
    async arrived(slot, connection) {
      const other = slot === "a" ? "b" : "a";
      await connection.query("SELECT GET_LOCK(?, 0)", [`${job} ${slot}`]);
      const [row] = await connection.query<{ holder: number | null }>("SELECT IS_USED_LOCK(?) AS holder", [
        `${job} ${other}`,
      ]);
      if (row!.holder === null) return;
      hasMet = true;
      const { place, database } = addresses[slot];
      if (addresses[other].database === database)
        throw new ToolError(
          `mysql.url leads to one and the same database, ${place}, in both slots: give each slot one of its own.`,
        );
    },
    isOneServer: () => hasMet,
  };
}

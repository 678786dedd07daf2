/** Whether both slots' addresses lead to one server, which may have many names. */
import { randomUUID } from "node:crypto";
import { ToolError } from "../../errors.ts";
import type { Slot } from "../../model/series.ts";
import { type Address, isSameServer } from "./address.ts";
import type { Connection } from "./connection.ts";
import type { Executed } from "./counters.ts";

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
  /** Told of each look of either slot. */
  looked(executed: Executed): void;
  /** As either slot saw it last, so that what the other was asked before is not taken for one's own; null: each has its server. */
  executed(): Executed | null;
}

export function newMeeting(addresses: Readonly<Record<Slot, Address>>): Meeting {
  const job = `weighbridge ${randomUUID()}`;
  let hasMet = isSameServer(addresses.a, addresses.b);
  let newest: Executed | null = null;
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
    looked(executed) {
      newest = executed;
    },
    executed: () => (hasMet ? newest : null),
  };
}

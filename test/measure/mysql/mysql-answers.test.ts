/** What MySQL 9.7.4 answered, recorded, where MariaDB answers otherwise. MySQL itself is not in Debian's stable release. */
import type { Connection as Library } from "mysql2/promise";
import { describe, expect, test } from "vitest";
import type { Reachable } from "../../../src/measure/mysql/address.ts";
import { readCatalog, wantFreshSizes } from "../../../src/measure/mysql/catalog.ts";
import { ConnectionLost, connect, Forbidden, Refused } from "../../../src/measure/mysql/connection.ts";
import { explain } from "../../../src/measure/mysql/explain.ts";
import { statementOf } from "../../../src/measure/mysql/statements.ts";

type Answer = readonly object[] | { readonly code: string; readonly errno: number; readonly message: string };

/** A server that answers the first of these whose beginning a statement has, and nothing else; `asked`: what it was sent. */
function recorded(answers: Readonly<Record<string, Answer>>, asked: string[] = []): Reachable {
  const connection = {
    on: () => {},
    destroy: () => {},
    async query({ sql }: { readonly sql: string }) {
      asked.push(sql);
      const [, answer] = Object.entries(answers).find(([beginning]) => sql.startsWith(beginning)) ?? [];
      if (Array.isArray(answer)) return [answer, []];
      throw Object.assign(new Error("not recorded"), answer);
    },
  };
  const createConnection = async () => connection as unknown as Library;
  const address = { server: "mysql://reader@127.0.0.1", database: "shop_a", user: "reader", place: "shop_a at h:3306" };
  return { ...address, createConnection };
}

describe("plans", () => {
  const QUERY = "SELECT o.id, p.title FROM orders o JOIN products p ON p.id = o.product WHERE o.customer = 1";
  const SETTINGS = {
    "SET SESSION max_execution_time = 1000": [],
    "SET SESSION lock_wait_timeout = 1": [],
    "START TRANSACTION READ ONLY": [],
  };
  const SYS = Array.from({ length: 49 }, () => ({ "1": 1 }));
  const NONE_BUT_OF_SYS = {
    "SELECT 1 FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA <> 'sys'": [],
    "SELECT 1 FROM information_schema.ROUTINES": SYS,
  };
  const DENIED = {
    code: "ER_PROCACCESS_DENIED_ERROR",
    errno: 1370,
    message: "execute command denied to user 'reader'@'%' for routine 'sys.version_major'",
  };
  const PLAN = [
    {
      ...{ id: 1, select_type: "SIMPLE", table: "o", partitions: null, type: "ref" },
      ...{ possible_keys: "orders_customer_idx", key: "orders_customer_idx", key_len: "5", ref: "const", rows: 6 },
      ...{ filtered: 100, Extra: "Using where" },
    },
    {
      ...{ id: 1, select_type: "SIMPLE", table: "p", partitions: null, type: "eq_ref" },
      ...{ possible_keys: "PRIMARY", key: "PRIMARY", key_len: "4", ref: "shop_a.o.product", rows: 1 },
      ...{ filtered: 100, Extra: null },
    },
  ];

  async function explained(answers: Readonly<Record<string, Answer>>) {
    const notes = new Set<string>();
    const planner = { address: recorded({ ...SETTINGS, ...answers }), server: { isMariadb: false }, notes };
    return { plans: [...(await explain(planner, new Map([["q", QUERY]]))).values()], notes: [...notes] };
  }

  test("are asked for by a user who sees the routines of sys, as all do, and may run none", async () => {
    const answers = { ...NONE_BUT_OF_SYS, "SELECT sys.": DENIED, "EXPLAIN FORMAT=TRADITIONAL ": PLAN };
    expect(await explained(answers)).toEqual({
      plans: [["o by orders_customer_idx (ref)", "p by PRIMARY (eq_ref)"]],
      notes: [],
    });
  });

  test("are not asked for by one who may run them, nor where that is not known", { tags: ["T27"] }, async () => {
    const ran = [{ "sys.version_major()": 9 }];
    const gone = { code: "ER_SP_DOES_NOT_EXIST", errno: 1305, message: "FUNCTION sys.version_major does not exist" };
    const own = { "SELECT 1 FROM information_schema.ROUTINES WHERE": [{ "1": 1 }], "SELECT sys.": DENIED };
    const all = [{ ...NONE_BUT_OF_SYS, "SELECT sys.": ran }, { ...NONE_BUT_OF_SYS, "SELECT sys.": gone }, own];
    const found = await Promise.all(all.map((one) => explained({ ...one, "EXPLAIN ": PLAN })));
    expect(found.map(({ plans }) => plans)).toEqual([[], [], []]);
    expect(found.map(({ notes }) => notes.join())).toEqual([
      expect.stringContaining("The user reader of mysql.url may run functions"),
      expect.stringContaining("FUNCTION sys.version_major does not exist. Until then statements have no plans"),
      expect.stringContaining("The user reader of mysql.url may run functions"),
    ]);
  });
});

describe("texts of digests", () => {
  test("of a statement that was prepared are those of the statement", () => {
    expect(statementOf("EXECUTE SELECT `title` FROM `shop_a` . `products` WHERE `id` = ?", "shop_a")).toBe(
      "SELECT `title` FROM `products` WHERE `id` = ?",
    );
  });

  test.each(["EXECUTE `s`", "EXECUTE IMMEDIATE ?", "SELECT ?"])("MariaDB's %s stays", (text) => {
    expect(statementOf(text, "shop_a")).toBe(text);
  });
});

describe("sizes of tables", () => {
  const expiry = (rows: readonly object[]) => ({ "SHOW VARIABLES WHERE": rows, "SET SESSION information_schema": [] });

  test("are those of now where the server would keep them for a day", async () => {
    const asked: string[] = [];
    const known = expiry([{ Variable_name: "information_schema_stats_expiry", Value: "86400" }]);
    await wantFreshSizes(await connect(recorded(known, asked)));
    expect(asked.at(-1)).toBe("SET SESSION information_schema_stats_expiry = 0");
  });

  test("are left as they are where it keeps none", async () => {
    const asked: string[] = [];
    await wantFreshSizes(await connect(recorded(expiry([]), asked)));
    expect(asked).toHaveLength(1);
  });

  test("and indexes, one of them of an expression", async () => {
    const part = { table: "t", direction: "A", part: null, other: 1, type: "BTREE" };
    const answers = {
      "SELECT TABLE_NAME AS name": [{ name: "t", bytes: 16_384, indexBytes: 32_768 }],
      "SELECT TABLE_NAME AS `table`": [
        { ...part, name: "lower_idx", column: null },
        { ...part, name: "made_idx", column: "made", direction: "D" },
        { ...part, name: "made_idx", column: "name", part: 10 },
        { ...part, name: "PRIMARY", column: "id", other: 0 },
      ],
      "SELECT OBJECT_NAME AS `table`": [
        { table: "t", name: "PRIMARY", rowsRead: 0 },
        { table: "t", name: "made_idx", rowsRead: 3 },
        { table: "t", name: "lower_idx", rowsRead: 0 },
      ],
    };
    const address = recorded(answers);
    const { tables, indexes } = await readCatalog(await connect(address), address);
    expect(tables).toEqual([{ name: "t", bytes: 16_384, indexBytes: 32_768 }]);
    expect(indexes.map(({ name, columns, bytes, reads }) => [name, columns, bytes, reads])).toEqual([
      ["lower_idx", null, 16_384, 0],
      ["made_idx", ["made DESC", "name(10)"], 16_384, 3],
      ["PRIMARY", ["id"], 0, 0],
    ]);
  });
});

describe("what is wrong", { tags: ["R28"] }, () => {
  const faultOf = async (code: string, errno: number, message: string): Promise<unknown> =>
    (await connect(recorded({ SELECT: { code, errno, message } }))).query("SELECT 1").catch((error: unknown) => error);

  test("a server that is being stopped is gone, and may come back", async () => {
    const fault = await faultOf("ER_SERVER_SHUTDOWN", 1053, "Server shutdown in progress");
    expect(fault).toBeInstanceOf(ConnectionLost);
  });

  test("a server that wants TLS says how to have it", async () => {
    const message = "Connections using insecure transport are prohibited while --require_secure_transport=ON.";
    const fault = await faultOf("ER_SECURE_TRANSPORT_REQUIRED", 3159, message);
    expect(fault).toBeInstanceOf(Refused);
    expect((fault as Error).message).toContain("put ?ssl=%7B%7D behind the address in mysql.url");
  });

  test("a right that is missing is told from a function that may not be run", async () => {
    const fault = await faultOf("ER_PROCACCESS_DENIED_ERROR", 1370, "execute command denied to user 'reader'@'%'");
    expect(fault).toBeInstanceOf(Refused);
    expect(fault).not.toBeInstanceOf(Forbidden);
  });
});

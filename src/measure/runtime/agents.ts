/** Where the modules that were loaded into the target's processes connect to: asks them, and waits for their answers. */
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { ToolError } from "../../errors.ts";

/** Milliseconds that a process may take to answer: a full collection of a heap of gigabytes takes seconds. */
const ANSWER = 15_000;
/** An idle process that takes longer to say who it is does nothing but wait for another, as a script that starts the server may. */
const SILENT = 2_000;
/** A profile of some minutes; whoever sends more is not ours, nor is who sends that much without having been asked. */
const LONGEST_LINE = 64_000_000;
const UNASKED = 1_000_000;
/** Characters that all processes of a side together may have sent of lines that are not at their end. */
const MOST_PENDING = 4 * LONGEST_LINE;
/** Threads of all processes of a side; whoever opens more connections is not ours. */
const MOST_AGENTS = 256;

const identity = z.object({ pid: z.int(), thread: z.int(), node: z.string().max(50), serves: z.boolean() });

/** A thread of a Node process of the target. */
interface Agent {
  readonly gone: boolean;
  /** @throws ToolError when it does not answer in time, or answers what it should not */
  ask<Schema extends z.ZodType>(what: string, answer: Schema): Promise<z.output<Schema>>;
  /** The module goes silent. */
  close(): void;
}

export type KnownAgent = Agent & z.output<typeof identity>;

export interface Listener {
  /** The threads of those processes that serve, else of all; those that have ended are left out. */
  serving(): Promise<readonly KnownAgent[]>;
  close(): void;
}

/** Listens on a socket of the file system. It keeps no process alive. */
export async function listenOn(path: string): Promise<Listener> {
  const agents = new Set<Agent>();
  const memory: Memory = { pending: 0 };
  const server: Server = createServer((socket) => {
    if (agents.size >= MOST_AGENTS) return socket.destroy();
    const agent = agentOn(socket, memory);
    agents.add(agent);
    socket.unref().once("close", () => agents.delete(agent));
  });
  await new Promise<void>((resolve, reject) => {
    const refused = (cause: Error) =>
      reject(
        new ToolError(`runtime: no socket can be made at ${path} (${cause.message}); set TMPDIR to a short path.`),
      );
    server.once("error", refused).listen(path, resolve);
  });
  server.unref();
  return {
    async serving() {
      const known = await Promise.all(
        [...agents].map(async (agent): Promise<KnownAgent | null> => {
          const asked = agent.ask("who", identity).catch(unlessGone(agent));
          const told = await Promise.race([asked, delay(SILENT, "silent" as const, { ref: false })]);
          // Itself, for it says whether it is gone.
          if (told !== "silent") return told && Object.assign(agent, told);
          agent.close();
          return null;
        }),
      );
      const living = known.filter((agent) => agent !== null);
      const servers = new Set(living.filter(({ serves }) => serves).map(({ pid }) => pid));
      return servers.size === 0 ? living : living.filter(({ pid }) => servers.has(pid));
    },
    close: () => void server.close(),
  };
}

/** The answers of those that live on; throws as `ask` does. */
export async function askAll<Schema extends z.ZodType>(
  agents: readonly KnownAgent[],
  what: string,
  answer: Schema,
): Promise<ReadonlyMap<KnownAgent, z.output<Schema>>> {
  const told = await Promise.all(
    agents.map(async (agent) => [agent, await agent.ask(what, answer).catch(unlessGone(agent))] as const),
  );
  return new Map(told.flatMap(([agent, one]) => (one === null ? [] : [[agent, one] as const])));
}

/** For a question to a process that may end meanwhile: null then; anything else is thrown on. */
function unlessGone(agent: Agent): (error: unknown) => null {
  return (error) => {
    if (agent.gone) return null;
    throw error;
  };
}

/** What is held of unfinished lines. */
interface Memory {
  /** Characters. */
  pending: number;
}

function agentOn(socket: Socket, memory: Memory): Agent {
  const waiting = new Map<number, { resolve(told: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  let answered = 0;
  let isRefused = false;
  let rest: string[] = [];
  let length = 0;
  socket.setEncoding("utf8");
  const hold = (parts: string[], characters: number) => {
    memory.pending += characters - length;
    [rest, length] = [parts, characters];
  };
  socket.on("data", (text: string): unknown => {
    const [first, ...others] = text.split("\n");
    rest.push(first!);
    hold(rest, length + first!.length);
    for (const next of others) {
      settle(rest.join(""));
      hold([next], next.length);
      // A question has one line as its answer. Reading more would keep us busy for as long as they come.
      if (++answered > asked) return refuse();
    }
    const longest = waiting.size === 0 ? UNASKED : LONGEST_LINE;
    if (length > longest || memory.pending > MOST_PENDING) socket.destroy();
  });
  socket.on("error", () => {});
  socket.once("close", () => {
    hold([], 0);
    for (const { reject } of waiting.values()) reject(new ToolError("runtime: a Node process of the target ended."));
    waiting.clear();
  });
  const refuse = () => {
    isRefused = true;
    socket.destroy();
  };
  const settle = (line: string) => {
    const told = readLine(line);
    waiting.get(told?.id ?? -1)?.resolve(told);
  };
  return {
    get gone() {
      return socket.destroyed && !isRefused;
    },
    close: () => void socket.destroy(),
    async ask(what, answer) {
      const id = asked++;
      let timer: NodeJS.Timeout | undefined;
      const told = await new Promise<unknown>((resolve, reject) => {
        const late = `runtime: a Node process of the target did not answer within ${ANSWER / 1000} s, its main thread is busy or blocked.`;
        timer = setTimeout(() => reject(new ToolError(late)), ANSWER);
        waiting.set(id, { resolve, reject });
        if (socket.destroyed) reject(new ToolError("runtime: a Node process of the target has ended."));
        else socket.write(`${JSON.stringify({ id, ask: what })}\n`);
      }).finally(() => {
        clearTimeout(timer);
        waiting.delete(id);
      });
      const parsed = answer.safeParse(told);
      if (parsed.success) return parsed.data;
      throw new ToolError(
        `runtime: a Node process of the target answered what Weighbridge's module would not: does the target write to its socket?`,
      );
    },
  };
}

function readLine(line: string): { readonly id: number } | null {
  try {
    return z.looseObject({ id: z.int() }).parse(JSON.parse(line));
  } catch {
    return null;
  }
}

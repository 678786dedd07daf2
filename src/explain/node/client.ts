/** Talks to preload.cjs in the threads of a Node target. */
import { readdir } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolError } from "../../errors.ts";

const PRELOAD = fileURLToPath(new URL("preload.cjs", import.meta.url));

/** Milliseconds for a thread to begin, and to hand over what it recorded: under load it answers when it comes to it. */
const PATIENCE = 20_000;
/** Bytes of one thread's recording; a profile of some seconds has one or two million. */
const LARGEST = 64 * 1024 * 1024;
/** Of all threads of a side together: they answer at the same time. */
const MOST = 256 * 1024 * 1024;
/** Milliseconds that a thread may record; longer than any load is driven. */
const LONGEST = 10 * 60_000;
/** Threads of a side that are asked: whoever runs there may open sockets as he likes. */
export const MOST_THREADS = 64;

/** What a side is started with so that its Node processes can be asked, by sockets in `folder`. */
export function environmentFor(folder: string, what: "profile" | "coverage"): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
    WEIGHBRIDGE_EXPLAIN: folder,
    ...(what === "coverage" ? { WEIGHBRIDGE_COVERAGE: "1" } : {}),
  };
}

export interface Threads {
  /** Sockets of those that are asked and may still be there, absolute: those of the lowest process ids first. */
  readonly paths: readonly string[];
  /** How many there are besides. */
  readonly left: number;
}

export async function threadsIn(folder: string): Promise<Threads> {
  const names = await readdir(folder).catch(() => []);
  const threads = names
    .filter((name) => /^\d+-\d+$/u.test(name))
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
  const asked = threads.slice(0, MOST_THREADS);
  return { paths: asked.map((name) => join(folder, name)), left: threads.length - asked.length };
}

/** One thread that records. */
interface Thread {
  /** What it recorded, as JSON reads it. @throws ToolError when it ends before, or answers nonsense */
  end(): Promise<unknown>;
}

/** Those that are still there, when they record. */
export async function recordAll(paths: readonly string[]): Promise<readonly Thread[]> {
  const room = { left: MOST };
  return (await Promise.all(paths.map((path) => record(path, room)))).filter((one) => one !== null);
}

/** Bytes that may still come, of all threads of a side. */
interface Room {
  left: number;
}

/** Resolves when the thread records; null when it is no longer there. */
async function record(path: string, room: Room): Promise<Thread | null> {
  const socket = connect({ path, allowHalfOpen: true });
  const answer = answerOf(socket, room);
  socket.write("record\n");
  if (!(await answer.begun)) return null;
  return {
    async end() {
      socket.end();
      return answer.recorded();
    },
  };
}

/** The first line says that it has begun; what follows is what it recorded. */
function answerOf(socket: Socket, room: Room) {
  const parts: Buffer[] = [];
  let bytes = 0;
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  const begun = new Promise<boolean>((resolve) => {
    socket.once("data", () => resolve(true));
    void closed.then(() => resolve(false));
  });
  socket.on("error", () => {});
  socket.on("data", (part: Buffer) => {
    bytes += part.length;
    room.left -= part.length;
    if (bytes > LARGEST || room.left < 0) socket.destroy();
    else parts.push(part);
  });
  let timer: NodeJS.Timeout | undefined;
  const within = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.destroy(), milliseconds).unref();
  };
  within(PATIENCE);
  void closed.then(() => clearTimeout(timer));
  void begun.then(() => {
    // Whoever fails meanwhile may never ask for the end.
    within(LONGEST);
    socket.unref();
  });
  return {
    begun,
    async recorded(): Promise<unknown> {
      within(PATIENCE);
      socket.ref();
      await closed;
      const text = Buffer.concat(parts).toString("utf8");
      try {
        return JSON.parse(text.slice(text.indexOf("\n") + 1));
      } catch (cause) {
        throw new ToolError("a Node process of the target ended, or did not answer, while it was profiled", { cause });
      }
    },
  };
}

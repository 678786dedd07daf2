import { spawn } from "node:child_process";
import { once } from "node:events";
import { COOKIE } from "./group.ts";

/**
 * Cleans up after us when we cannot: a small shell in a session of its own that reads what is to be cleaned from a pipe
 * which only we hold. However we end, the pipe ends, and it does what was not yet done.
 */
export interface Watchdog {
  group(pid: number): void;
  gone(pid: number): void;
  /** A folder to remove; cleanups are done in reverse order. */
  remove(path: string): void;
  /** A command to run. */
  run(words: readonly string[]): void;
  /** Tells it that everything is clean, and waits until it has ended. */
  standDown(): Promise<void>;
}

/**
 * POSIX sh, so that nothing needs to be shipped or found. Words come with every unusual byte as \0ooo, which `printf %b`
 * turns back; the x keeps newlines at the end, which `$( )` would drop. TERM, at most 2 seconds, KILL, cleanups.
 */
const SCRIPT = `
trap '' HUP INT TERM
job=$1 groups= cleanups=
decode() { word=$(printf '%bx' "$1"); word=\${word%x}; }
strays() { grep -lsF -e "${COOKIE}=$job-" /proc/[0-9]*/environ 2>/dev/null | sed 's,/proc/,,; s,/environ,,'; }
strike() {
  for group in $groups; do kill -s "$1" -- "-$group" 2>/dev/null; done
  for stray in $(strays); do kill -s "$1" "$stray" 2>/dev/null; done
}
left() {
  for group in $groups; do kill -s 0 -- "-$group" 2>/dev/null && return 0; done
  test -n "$(strays)"
}
while read -r verb rest; do
  case $verb in
    group) groups="$groups $rest" ;;
    gone) kept=; for group in $groups; do test "$group" = "$rest" || kept="$kept $group"; done; groups=$kept ;;
    remove|run) cleanups="$verb $rest
$cleanups" ;;
    done) exit 0 ;;
  esac
done
strike TERM
left && sleep 1 && left && sleep 1
# Again, while something is started anew between the looking and the killing.
strike KILL; for again in 1 2 3 4 5; do left || break; sleep 0.2; strike KILL; done
printf '%s' "$cleanups" | while read -r verb rest; do
  set --
  for code in $rest; do decode "$code"; set -- "$@" "$word"; done
  if test "$verb" = run; then "$@"
  else rm -rf -- "$1" || { chmod -R u+rwX -- "$1"; rm -rf -- "$1"; }
  fi </dev/null >/dev/null 2>&1
done
`;

/** Starts it for the processes that carry `job` in their cookie; `env` is all that its cleanups get. */
export function startWatchdog(job: string, env: Readonly<Record<string, string>>): Watchdog {
  const child = spawn("/bin/sh", ["-c", SCRIPT, "weighbridge-watchdog", job], {
    cwd: "/",
    env,
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // If it cannot be started or was killed, we still clean up ourselves: not worth failing a job for.
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  child.unref();
  const tell = (...words: readonly string[]) => child.stdin.write(words.join(" ") + "\n");
  return {
    group: (pid) => tell("group", String(pid)),
    gone: (pid) => tell("gone", String(pid)),
    remove: (path) => tell("remove", encode(path)),
    run: (words) => tell("run", ...words.map(encode)),
    async standDown() {
      tell("done");
      child.stdin.end();
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      await once(child, "exit");
    },
  };
}

/** One word for the script above: free of blanks, quotes, newlines, glob characters; reversible for any bytes. */
function encode(word: string): string {
  if (word === "") return "\\c"; // printf's "print nothing more"
  return [...Buffer.from(word)]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9/._-]/.test(letter) ? letter : "\\0" + byte.toString(8).padStart(3, "0");
    })
    .join("");
}

import type { Command } from "../system/system.ts";

/** The `target:` section as this folder needs it; the config's schema gives it. Each side may have its own. */
export type TargetConfig = CommandTarget | UrlTarget | StaticTarget;

/** How a tree is made ready. In commands (texts are for the shell) and in env, ${port} ${slot} ${dir} are replaced. */
interface Building {
  readonly install?: Command | undefined;
  readonly build?: Command | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Names of our own variables that `install` gets besides. */
  readonly passEnv: readonly string[];
}

/** A program that we install, build and start. */
export interface CommandTarget extends Building {
  readonly kind: "command";
  /** Once a slot, before the first round. */
  readonly prepare?: Command | undefined;
  /** Before a side is started in a slot. */
  readonly reset?: Command | undefined;
  readonly start: Command;
  /** "tcp", or a path that answers with 2xx or 3xx. */
  readonly ready: string;
  /** Milliseconds from the start until it must be ready. */
  readonly deadline: number;
  readonly stop: NodeJS.Signals;
  /** Fixed ports of slot a and b, for a program that cannot be told its port freely. */
  readonly ports?: readonly [number, number] | undefined;
}

/** Already running elsewhere: it cannot be started afresh. */
interface UrlTarget {
  readonly kind: "url";
  readonly url: Readonly<Record<"base" | "head", string>>;
}

/** Files only, served by us: a folder relative to the root of the built tree. */
interface StaticTarget extends Building {
  readonly kind: "static";
  readonly static: string;
}

/** Commands as MONITOR shows them, and the keys that they name. Pure. */
import { shortened } from "../subject.ts";

/** One command that a server ran. */
export interface Shown {
  /** Of the client: "127.0.0.1:35658", "unix:/run/redis.sock"; "lua" inside a script. */
  readonly from: string;
  /** In capitals. */
  readonly command: string;
  /** What stands between quotes, escapes left as they are; one that was cut off is left out. */
  readonly words: readonly string[];
}

const HEAD = /^\d{1,20}\.\d{1,9} \[\d{1,9} ([^ ]{1,200})\] /u;

/** null: it is no line of MONITOR. */
export function parseShown(line: string): Shown | null {
  const head = HEAD.exec(line);
  if (!head) return null;
  const [command, ...words] = quoted(line.slice(head[0].length));
  return command === undefined ? null : { from: head[1]!, command: command.toUpperCase(), words };
}

/** What stands between quotes, one after the other; a backslash takes the next character with it. */
function quoted(text: string): readonly string[] {
  const words: string[] = [];
  for (let open = text.indexOf('"'); open >= 0; ) {
    let end = open + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
    if (end >= text.length) break;
    words.push(text.slice(open + 1, end));
    open = text.indexOf('"', end + 1);
  }
  return words;
}

const named = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const EVERY_WORD = named("MGET EXISTS DEL UNLINK TOUCH WATCH SINTER SUNION SDIFF PFCOUNT");
const EVERY_OTHER_WORD = named("MSET MSETNX");
/** Scripts too: what they run is shown on lines of its own. */
const NO_KEY = named(
  "PING ECHO INFO SELECT MULTI EXEC DISCARD UNWATCH PUBLISH SPUBLISH SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SCRIPT EVAL EVALSHA EVAL_RO EVALSHA_RO FCALL FCALL_RO FUNCTION CONFIG DEBUG CLIENT HELLO AUTH SCAN KEYS RANDOMKEY DBSIZE FLUSHDB FLUSHALL TIME WAIT WAITAOF COMMAND CLUSTER SLOWLOG LATENCY MEMORY OBJECT MODULE ROLE RESET QUIT READONLY XREAD XREADGROUP XINFO BITOP LMPOP ZMPOP",
);
/** Those that count as a hit or a miss for each key. */
const READS = named(
  "GET MGET GETEX GETRANGE STRLEN EXISTS HGET HMGET HGETALL HEXISTS HKEYS HVALS HLEN HSTRLEN LRANGE LINDEX LLEN SMEMBERS SISMEMBER SMISMEMBER SCARD ZRANGE ZRANGEBYSCORE ZREVRANGE ZREVRANGEBYSCORE ZSCORE ZMSCORE ZCARD ZCOUNT ZRANK ZREVRANK GETBIT BITCOUNT TYPE TTL PTTL",
);

export const isRead = ({ command }: Pick<Shown, "command">): boolean => READS.has(command);

export function keysOf({ command, words }: Pick<Shown, "command" | "words">): readonly string[] {
  if (NO_KEY.has(command)) return [];
  if (EVERY_WORD.has(command)) return words;
  if (EVERY_OTHER_WORD.has(command)) return words.filter((_, at) => at % 2 === 0);
  return words.slice(0, 1);
}

const LONGEST = 200;
/** Letters of a part; names of kinds of keys do not reach it. */
const LONGEST_PART = 24;
const VERSION = /^v\d{1,3}$/iu;
const HEX = /^[0-9a-f]{8,}$/iu;
/** By its header, `{"`, in Base64. */
const JWT = /^eyJ[\w-]*\./u;
/** Words of any language are shorter. */
const ENDLESS = /[a-z]{16}|[A-Z]{16}/u;

/**
 * What a key has in common with others of its kind: "product:42" is "product:*". Numbers, UUIDs and digests vary, and so do
 * addresses, tokens and what people are called, which are nobody's to read in a report.
 */
export function keyPattern(key: string): string {
  // A longer one holds data; what its kind is shows at the front.
  const parts = shortened(key, LONGEST).split(/([:/|{}#,;=&?()[\]])/u);
  return parts.map((part, at) => (at % 2 === 1 ? part : partPattern(part))).join("");
}

/** Dots divide, but in what holds more than names do, as an address of mail. */
function partPattern(part: string): string {
  if (!/^[\w.-]*$/u.test(part) || JWT.test(part)) return "*";
  return part.split(".").map(wordPattern).join(".");
}

function wordPattern(word: string): string {
  if (VERSION.test(word)) return word;
  return isToken(word) ? "*" : word.replace(/\d+/gu, "*");
}

function isToken(word: string): boolean {
  if (word.length > LONGEST_PART || ENDLESS.test(word)) return true;
  if (/\d/u.test(word) && (word.length >= 20 || HEX.test(word))) return true;
  return word.split(/[_-]/u).some((one) => one.length >= 8 && isMixed(one));
}

/** Digits between letters, or more capitals than "getUserById" has. */
function isMixed(letters: string): boolean {
  if (/\d[A-Za-z]+\d/u.test(letters)) return true;
  return /[a-z]/u.test(letters) && 3 * letters.replace(/[^A-Z]+/gu, "").length > letters.length;
}

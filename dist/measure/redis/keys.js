// src/measure/redis/keys.ts
import { shortened } from "../subject.js";
var HEAD = /^\d{1,20}\.\d{1,9} \[\d{1,9} ([^ ]{1,200})\] /u;
function parseShown(line) {
  const head = HEAD.exec(line);
  if (!head) return null;
  const [command, ...words] = quoted(line.slice(head[0].length));
  return command === void 0 ? null : { from: head[1], command: command.toUpperCase(), words };
}
function quoted(text) {
  const words = [];
  for (let open = text.indexOf('"'); open >= 0; ) {
    let end = open + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
    if (end >= text.length) break;
    words.push(text.slice(open + 1, end));
    open = text.indexOf('"', end + 1);
  }
  return words;
}
var named = (words) => new Set(words.split(" "));
var EVERY_WORD = named("MGET EXISTS DEL UNLINK TOUCH WATCH SINTER SUNION SDIFF PFCOUNT");
var EVERY_OTHER_WORD = named("MSET MSETNX");
var NO_KEY = named(
  "PING ECHO INFO SELECT MULTI EXEC DISCARD UNWATCH PUBLISH SPUBLISH SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SCRIPT EVAL EVALSHA EVAL_RO EVALSHA_RO FCALL FCALL_RO FUNCTION CONFIG DEBUG CLIENT HELLO AUTH SCAN KEYS RANDOMKEY DBSIZE FLUSHDB FLUSHALL TIME WAIT WAITAOF COMMAND CLUSTER SLOWLOG LATENCY MEMORY OBJECT MODULE ROLE RESET QUIT READONLY XREAD XREADGROUP XINFO BITOP LMPOP ZMPOP"
);
var READS = named(
  "GET MGET GETEX GETRANGE STRLEN EXISTS HGET HMGET HGETALL HEXISTS HKEYS HVALS HLEN HSTRLEN LRANGE LINDEX LLEN SMEMBERS SISMEMBER SMISMEMBER SCARD ZRANGE ZRANGEBYSCORE ZREVRANGE ZREVRANGEBYSCORE ZSCORE ZMSCORE ZCARD ZCOUNT ZRANK ZREVRANK GETBIT BITCOUNT TYPE TTL PTTL"
);
var isRead = ({ command }) => READS.has(command);
function keysOf({ command, words }) {
  if (NO_KEY.has(command)) return [];
  if (EVERY_WORD.has(command)) return words;
  if (EVERY_OTHER_WORD.has(command)) return words.filter((_, at) => at % 2 === 0);
  return words.slice(0, 1);
}
var LONGEST = 200;
var LONGEST_PART = 24;
var VERSION = /^v\d{1,3}$/iu;
var HEX = /^[0-9a-f]{8,}$/iu;
var JWT = /^eyJ[\w-]*\./u;
var ENDLESS = /[a-z]{16}|[A-Z]{16}/u;
function keyPattern(key) {
  const parts = shortened(key, LONGEST).split(/([:/|{}#,;=&?()[\]])/u);
  return parts.map((part, at) => at % 2 === 1 ? part : partPattern(part)).join("");
}
function partPattern(part) {
  if (!/^[\w.-]*$/u.test(part) || JWT.test(part)) return "*";
  return part.split(".").map(wordPattern).join(".");
}
function wordPattern(word) {
  if (VERSION.test(word)) return word;
  return isToken(word) ? "*" : word.replace(/\d+/gu, "*");
}
function isToken(word) {
  if (word.length > LONGEST_PART || ENDLESS.test(word)) return true;
  if (/\d/u.test(word) && (word.length >= 20 || HEX.test(word))) return true;
  return word.split(/[_-]/u).some((one) => one.length >= 8 && isMixed(one));
}
function isMixed(letters) {
  if (/\d[A-Za-z]+\d/u.test(letters)) return true;
  return /[a-z]/u.test(letters) && 3 * letters.replace(/[^A-Z]+/gu, "").length > letters.length;
}
export {
  isRead,
  keyPattern,
  keysOf,
  parseShown
};

/** A large file of k6 lines: those of a real short run again and again, with later times and other values. */
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { generator } from "../../src/compare/statistics/random.ts";

const POINT = /^(\{"metric":"([^"]+)","type":"Point","data":\{"time":")([^"]+)(","value":)([^,]+)(,"tags":.*)$/;
const TIMED = /^http_req_(?!failed)|^iteration_duration$|^shop_waited$/;

/** Writes at least `bytes` unpacked bytes; returns how many it wrote, and lines. */
export async function generate(recorded: string, to: string, bytes: number, seed: number) {
  const counted = { bytes: 0, lines: 0 };
  async function* text(): AsyncGenerator<string> {
    for await (const block of blocks(recorded, seed)) {
      counted.bytes += Buffer.byteLength(block.text);
      counted.lines += block.lines;
      yield block.text;
      if (counted.bytes >= bytes) return;
    }
  }
  const out = createWriteStream(to);
  await pipeline(text(), createGzip({ level: 6 }), out);
  if (!out.closed) await once(out, "close");
  return counted;
}

/** The lines of the recorded run for ever, a run's length at a time: the first block defines the metrics. */
export async function* blocks(recorded: string, seed: number): AsyncGenerator<{ text: string; lines: number }> {
  const lines: string[] = [];
  const source = createReadStream(recorded).pipe(createGunzip());
  for await (const line of createInterface({ input: source })) lines.push(line);
  const definitions = lines.filter((line) => !POINT.test(line));
  const points = lines.map((line) => POINT.exec(line)!).filter((match) => match !== null);
  const first = Date.parse(points[0]![3]!);
  const span = Date.parse(points.at(-1)![3]!) - first + 1;
  const draw = generator(seed);
  yield { text: `${definitions.join("\n")}\n`, lines: definitions.length };
  for (let pass = 0; ; pass++) {
    let text = "";
    let oldTime = "";
    let time = "";
    let factor = 1;
    for (const [, before, metric, at, middle, value, after] of points) {
      // The points of a request keep one time, and their values change alike.
      if (at !== oldTime) {
        oldTime = at!;
        const nanoseconds = String(Math.floor(draw() * 1e6)).padStart(6, "0");
        time = `${new Date(Date.parse(at!) + pass * span).toISOString().slice(0, 23)}${nanoseconds}Z`;
        factor = Math.exp((draw() + draw() + draw() - 1.5) * 0.6);
      }
      const jittered = TIMED.test(metric!) ? String(Math.round(Number(value) * factor * 1e6) / 1e6) : value;
      // The one address that differs a request goes on differing.
      const rest = after!.replace(/products\/(\d+)/g, (_, id: string) => `products/${Number(id) + pass * 1000}`);
      text += `${before}${time}${middle}${jittered}${rest}\n`;
    }
    yield { text, lines: points.length };
  }
}

/** Draws a picture of the hills behind the shop: a real PNG, the same bytes in every build. */

import { deflateSync } from "node:zlib";
import { random } from "../lib/random.js";
import { crc32 } from "./crc32.js";

/** `grain`: how much each pixel strays from the shading; the finer the picture, the more bytes it takes. */
export function draw({ width, height, grain, seed }) {
  const next = random(seed);
  const rows = Buffer.alloc(height * (1 + width * 3));
  let at = 0;
  for (let y = 0; y < height; y++) {
    rows[at++] = 0;
    for (let x = 0; x < width; x++) {
      const hill = height * (0.55 + 0.2 * Math.sin((x / width) * 5 + seed));
      const light = y < hill ? 190 - (y / height) * 60 : 90 - ((y - hill) / height) * 50;
      const noise = Math.floor((next() - 0.5) * grain);
      for (const tint of [0.9, 1, y < hill ? 1.2 : 0.7]) rows[at++] = Math.min(255, Math.round(light * tint) + noise);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits a channel, red, green and blue
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(rows, { level: 9 });
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(8 + named.length);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), 4 + named.length);
  return framed;
}

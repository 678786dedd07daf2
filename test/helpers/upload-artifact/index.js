/** Zips the files below the input path and hands them to the fake GitHub, as actions/upload-artifact does to GitHub. */
const { readdirSync, readFileSync, statSync } = require("node:fs");
const { join, relative } = require("node:path");
const { crc32 } = require("node:zlib");

const { INPUT_NAME: name, INPUT_PATH: path, INPUT_OVERWRITE: overwrite, GITHUB_API_URL, GITHUB_RUN_ID } = process.env;

function files(folder) {
  // The real one leaves hidden files out too.
  return readdirSync(folder)
    .filter((entry) => !entry.startsWith("."))
    .map((entry) => join(folder, entry))
    .flatMap((entry) => (statSync(entry).isDirectory() ? files(entry) : [entry]));
}

/** A zip of stored, not compressed, files (PKWARE's APPNOTE 4.3). */
function zip(entries) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, data } of entries) {
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, label, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, tail, label]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from("PK\x05\x06", "latin1"), end]);
}

async function main() {
  const entries = files(path).map((file) => ({ name: relative(path, file), data: readFileSync(file) }));
  const query = new URLSearchParams({ name, run: GITHUB_RUN_ID, overwrite });
  const answer = await fetch(`${GITHUB_API_URL}/_fake/artifacts?${query}`, { method: "POST", body: zip(entries) });
  if (!answer.ok) throw new Error(`the fake said ${answer.status}: ${await answer.text()}`);
  console.log(`Stored ${name}: ${entries.map((entry) => entry.name).join(", ")}`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

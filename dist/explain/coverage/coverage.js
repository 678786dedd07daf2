// src/explain/coverage/coverage.ts
import { shortened } from "../../measure/subject.js";
import { LONGEST_NAME } from "../locate.js";
var MOST = 5;
function coverageSentence(changed, coverage) {
  const loaded = changed.filter(({ file }) => coverage.has(file));
  const unloaded = changed.filter(({ file }) => !coverage.has(file) && CODE.test(file));
  if (loaded.length === 0) {
    return unloaded.length === 0 ? null : `Whether the change was run is not known: none of the files that head changes was loaded by the server (${listed(unloaded.map(({ file }) => file))}), and no source map beside a file that was loaded names them.`;
  }
  const lines = loaded.flatMap(
    ({ file, lines: lines2 }) => lines2.map((line) => ({ file, line, ran: coverage.get(file).ran(line) }))
  );
  const code = lines.filter(({ ran }) => ran !== null);
  const idle = code.filter(({ ran }) => ran === false);
  const functions = idle.map(({ file, line }) => {
    const name = coverage.get(file).functionAt(line);
    return name === null ? file : `${shortened(name, LONGEST_NAME)} (${file})`;
  });
  if (code.length === 0) return null;
  const not = idle.length === 0 ? "" : ` The others are in ${listed([...new Set(functions)])}.`;
  const none = unloaded.length === 0 ? "" : ` Not loaded by the server: ${listed(unloaded.map(({ file }) => file))}.`;
  return `${code.length - idle.length} of ${code.length} changed lines ran, at the start or under load.${not}${none}`;
}
var CODE = /\.(?:[cm]?[jt]sx?|py|go|java|kt|rb|php|rs|cs)$/u;
function listed(names) {
  const more = names.length > MOST ? [`${names.length - MOST} more`] : [];
  const all = [...names.slice(0, MOST), ...more];
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}
export {
  coverageSentence
};

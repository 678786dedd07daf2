// src/target/substitute.ts
function substitute(text, place) {
  return text.replace(/\$\{(port|slot|dir)\}/g, (whole, name) => String(place[name] ?? whole));
}
function substituteWords(command, place) {
  if (typeof command === "string") return substitute(command, place);
  const [file, ...words] = command;
  return [substitute(file, place), ...words.map((word) => substitute(word, place))];
}
function environmentOf(safe, own, place) {
  const known = Object.entries(own).map(([name, value]) => [name, substitute(value, place)]).filter(([, value]) => !/\$\{(?:port|slot|dir)\}/.test(value));
  return { ...safe, ...Object.fromEntries(known) };
}
export {
  environmentOf,
  substitute,
  substituteWords
};

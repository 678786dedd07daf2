// src/github/cut.ts
var CUT = "…";
function cutCharacters(text, most) {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, "")}${CUT}`;
}
function cutBytes(text, most) {
  const bytes = Buffer.from(text);
  const whole = () => new TextDecoder().decode(bytes.subarray(0, most - Buffer.byteLength(CUT)), { stream: true });
  return bytes.length <= most ? text : whole() + CUT;
}
export {
  cutBytes,
  cutCharacters
};

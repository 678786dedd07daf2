// src/measure/json.ts
function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
export {
  jsonOf
};

// src/measure/served.ts
function deathOf(served) {
  const death = Promise.race(served.map(({ died }) => died));
  death.catch(() => {
  });
  return death;
}
export {
  deathOf
};

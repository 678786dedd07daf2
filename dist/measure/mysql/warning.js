// src/measure/mysql/warning.ts
var WARNING = "Warning: got packets out of order.";
var isHushed = false;
function hushLibrary() {
  if (isHushed) return;
  isHushed = true;
  const { error } = console;
  console.error = (...said) => {
    if (!String(said[0]).startsWith(WARNING)) error(...said);
  };
}
export {
  hushLibrary
};

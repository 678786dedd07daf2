/** mysql2 prints one of its warnings itself, past our log: a line for each packet of a server that speaks nonsense. */

const WARNING = "Warning: got packets out of order.";

let isHushed = false;

/** From now on that one is not printed: what comes of it is said where it shows. Safe to call again. */
export function hushLibrary(): void {
  if (isHushed) return;
  isHushed = true;
  const { error } = console;
  console.error = (...said: readonly unknown[]) => {
    if (!String(said[0]).startsWith(WARNING)) error(...said);
  };
}

/** How two plans of a statement differ, whatever the database. Pure. */
import { shortened } from "./subject.ts";

const LONGEST = 300;

/** "Index Scan using orders_customer_idx → Seq Scan on orders", of steps as a person reads them; null: the same ones. */
export function planDifference(base: readonly string[], head: readonly string[]): string | null {
  const [gone, come] = [without(base, head), without(head, base)];
  if (gone.length === 0 && come.length === 0) return null;
  const said = (list: readonly string[]) => (list.length === 0 ? "nothing" : list.join(", "));
  return shortened(`${said(gone)} → ${said(come)}`, LONGEST);
}

/** What is in one list more often than in the other. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return list.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

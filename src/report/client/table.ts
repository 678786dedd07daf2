/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** Makes tables sortable, and that of metrics filterable, by mouse and keyboard. Without this it is all there, what moved first. */

const ORDER = new Intl.Collator("en", { numeric: true });

/** All tables and the filters of `page`. */
export function enliven(page: Document): void {
  for (const table of page.querySelectorAll<HTMLTableElement>("table[data-sortable]")) {
    makeSortable(table);
    const section = table.closest("section")!;
    const filters = section.querySelector<HTMLFormElement>("form[data-filters]");
    const count = section.querySelector<HTMLElement>("[data-count]");
    if (filters && count) makeFilterable(table, filters, count);
  }
}

/** A press sorts up, the next down, the third puts the rows back as they were. */
const NEXT = { none: "ascending", ascending: "descending", descending: "none" } as const;
type Sorting = keyof typeof NEXT;

function makeSortable(table: HTMLTableElement): void {
  const body = table.tBodies[0]!;
  const original = [...body.rows];
  const heads = [...table.tHead!.rows[0]!.cells];
  const sortBy = (column: number) => {
    const sorting = NEXT[(heads[column]!.getAttribute("aria-sort") ?? "none") as Sorting];
    for (const [i, head] of heads.entries()) head.setAttribute("aria-sort", i === column ? sorting : "none");
    body.append(...(sorting === "none" ? original : sorted(original, column, sorting === "ascending" ? 1 : -1)));
  };
  heads.forEach((head, column) => {
    const button = head.ownerDocument.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(column));
    head.append(button);
    head.setAttribute("aria-sort", "none");
  });
}

/** Rows with the same value stay in the order of the page, those without one go last. */
function sorted(
  rows: readonly HTMLTableRowElement[],
  column: number,
  direction: 1 | -1,
): readonly HTMLTableRowElement[] {
  const isNumeric = rows.some((row) => row.cells[column]!.dataset.v !== undefined);
  const keyed = rows.map((row) => ({ row, key: keyOf(row.cells[column]!, isNumeric) }));
  return keyed
    .sort(({ key: a }, { key: b }) => {
      if (a === null || b === null) return Number(a === null) - Number(b === null);
      return direction * (typeof a === "number" && typeof b === "number" ? a - b : ORDER.compare(String(a), String(b)));
    })
    .map(({ row }) => row);
}

function keyOf({ dataset, textContent }: HTMLElement, isNumeric: boolean): number | string | null {
  if (!isNumeric) return textContent || null;
  // What reads as the number that it is says it once.
  const number = Number(dataset.v ?? (textContent || "none"));
  return Number.isNaN(number) ? null : number;
}

function makeFilterable(table: HTMLTableElement, filters: HTMLFormElement, count: HTMLElement): void {
  const rows = [...table.tBodies[0]!.rows].map((row) => ({
    row,
    change: row.cells[0]!.dataset.v,
    metric: row.cells[1]!.textContent,
    text: row.textContent.toLowerCase(),
  }));
  const all = count.textContent;
  const filter = () => {
    const asked = new FormData(filters);
    const [collector, change, text] = ["collector", "change", "text"].map((name) => String(asked.get(name) ?? ""));
    const words = text!.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const one of rows) {
      const fits =
        (collector === "" || one.metric.startsWith(`${collector}/`)) &&
        (change === "" || one.change === change) &&
        words.every((word) => one.text.includes(word));
      one.row.hidden = !fits;
      shown += Number(fits);
    }
    count.textContent = shown === rows.length ? all : `${shown} of ${rows.length} metrics.`;
  };
  filters.hidden = false;
  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  // The fields are empty only after this event.
  filters.addEventListener("reset", () => setTimeout(filter));
}

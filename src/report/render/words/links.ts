/** Where a reader can go on. Addresses are given by code of ours; they are no words from a target. */
export interface Links {
  /** The report as a page. */
  readonly report?: string | undefined;
  /** The job that measured. */
  readonly run?: string | undefined;
  /** How to read all this. */
  readonly docs?: string | undefined;
}

/** A Markdown link; `label` is ours. */
export function linkTo(label: string, url: string): string {
  return `[${label}](<${url.replace(/[<>\\\s]/g, encodeURIComponent)}>)`;
}

/** "Report · Job · How to read this"; null without any. */
export function linkLine({ report, run, docs }: Links): string | null {
  const given = [
    ["Report", report],
    ["Job", run],
    ["How to read this", docs],
  ] as const;
  const links = given.flatMap(([label, url]) => (url === undefined ? [] : [linkTo(label, url)]));
  return links.length === 0 ? null : links.join(" · ");
}

/** The k6 script that visits one page of one side. Pure. */

/** Entries of a kind that a page is asked for: of resources a browser keeps 250 unless told otherwise. */
export const MOST_ENTRIES = 1000;

/** What the script reads from its environment. */
export interface Visiting {
  /** Whole address of the page. */
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly settle: number;
  /** What the line with the result begins with: the page cannot know it. */
  readonly nonce: string;
}

export function visitEnvironment({ url, path, headers, settle, nonce }: Visiting): Readonly<Record<string, string>> {
  return {
    WEIGHBRIDGE_URL: url,
    WEIGHBRIDGE_PATH: path,
    WEIGHBRIDGE_HEADERS: JSON.stringify(headers),
    WEIGHBRIDGE_SETTLE: String(settle),
    WEIGHBRIDGE_NONCE: nonce,
  };
}

/** `interact`: address of the user's module; null: there is none. A page is asked for numbers alone, as many as are kept. */
export function visitScript(interact: string | null): string {
  return `import { browser } from "k6/browser";
${interact === null ? "const interact = null;" : `import interact from ${JSON.stringify(interact)};`}

export const options = {
  scenarios: {
    page: { executor: "shared-iterations", vus: 1, iterations: 1, maxDuration: "2m", options: { browser: { type: "chromium" } } },
  },
};

const { WEIGHBRIDGE_URL, WEIGHBRIDGE_PATH, WEIGHBRIDGE_HEADERS, WEIGHBRIDGE_SETTLE, WEIGHBRIDGE_NONCE } = __ENV;

/** In the page, before anybody clicks: of what was before, a browser keeps long interactions alone. */
function watchInteractions() {
  const events = [];
  const note = (list) => events.push(...list.getEntries().map(({ interactionId, duration }) => ({ interactionId, duration })));
  new PerformanceObserver(note).observe({ type: "event", durationThreshold: 16 });
  globalThis.weighbridgeEvents = events;
}

/** In the page. */
function seen() {
  const of = (type, fields) =>
    performance.getEntriesByType(type).slice(0, ${MOST_ENTRIES}).map((entry) =>
      Object.fromEntries(fields.map((field) => [field, field === "name" ? entry.name.slice(0, 1000) : entry[field]])));
  const tasks = [];
  const note = (list) => tasks.push(...list.map(({ duration }) => duration));
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: "longtask", buffered: true });
  return new Promise((resolve) => {
    // Entries of the past come in a task of their own.
    setTimeout(() => {
      note(observer.takeRecords());
      resolve(JSON.stringify({
        href: location.href,
        navigation: of("navigation", ["domainLookupStart", "domainLookupEnd", "connectStart", "connectEnd", "domContentLoadedEventEnd", "loadEventEnd", "domComplete", "transferSize"])[0],
        resources: of("resource", ["name", "initiatorType", "contentType", "duration", "transferSize"]),
        measures: of("measure", ["name", "duration"]),
        tasks: tasks.slice(0, ${MOST_ENTRIES}),
        events: (globalThis.weighbridgeEvents ?? []).filter(({ interactionId }) => interactionId > 0).slice(0, ${MOST_ENTRIES}),
      }));
    }, 100);
  });
}

export default async function () {
  const context = await browser.newContext({ extraHTTPHeaders: JSON.parse(WEIGHBRIDGE_HEADERS) });
  await context.addInitScript("performance.setResourceTimingBufferSize(${MOST_ENTRIES})");
  const page = await context.newPage();
  try {
    const response = await page.goto(WEIGHBRIDGE_URL, { waitUntil: "load" });
    if (response !== null && response.status() >= 400) throw new Error(\`it was answered with \${response.status()}\`);
    await page.waitForTimeout(Number(WEIGHBRIDGE_SETTLE));
    if (interact !== null) {
      await page.evaluate(watchInteractions);
      await interact(page, WEIGHBRIDGE_PATH);
      await page.waitForTimeout(Number(WEIGHBRIDGE_SETTLE));
    }
    console.log(WEIGHBRIDGE_NONCE + (await page.evaluate(seen)));
  } finally {
    await page.close();
    await context.close();
  }
}
`;
}

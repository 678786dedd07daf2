/** The `browser` section of the config. */
import { z } from "zod";
import type { MetricFamily } from "../collected.ts";
import { duration, insidePath, oneOrMore, text } from "../fields.ts";

const PAGE = "a path of the target that starts with one /, for example /checkout";
const HEADER = "the name of an HTTP header, for example Authorization";

export const schema = z
  .strictObject({
    pages: oneOrMore(
      text(PAGE).refine((path) => /^\/(?!\/)[^\s\\]*$/u.test(path), { error: PAGE }),
      "a path or a list of paths, for example [/, /checkout]",
    )
      .refine((list) => new Set(list).size === list.length, { error: "each page once" })
      .describe("Pages to visit, as paths of the target."),
    interact: insidePath("perf/interact.js")
      .exactOptional()
      .describe(
        "A module whose default function is given k6's page and the path once a page is loaded, to click and type as people do: without it there is no INP.",
      ),
    headers: z
      .record(z.string().regex(/^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/iu, { error: HEADER }), text("a text"), {
        error: "HTTP headers, a map from name to text",
      })
      .readonly()
      .default({})
      .describe("Headers that are sent with every request of a page."),
    settle: duration({ from: "0s", upTo: "30s", example: "1s" })
      .prefault("1s")
      .describe("How long a page is left alone once it is loaded, and once more after `interact`."),
  })
  .describe(
    "Pages visited in a real browser by k6: web vitals, navigation, long tasks, resources, the page's own marks.",
  );

export type BrowserConfig = z.output<typeof schema>;

export const metrics: readonly MetricFamily[] = [
  { glob: "cls", units: ["number"], scale: "difference" },
  { glob: "requests", units: ["count"], scale: "difference" },
  { glob: "long-tasks", units: ["count"], scale: "difference" },
  { glob: "long-task-time", units: ["ms"], scale: "difference" },
  { glob: "dns", units: ["ms"], scale: "difference" },
  { glob: "connect", units: ["ms"], scale: "difference" },
  { glob: "bytes", units: ["bytes"], scale: "ratio" },
  { glob: "*-bytes", units: ["bytes"], scale: "ratio" },
  { glob: "*", units: ["ms"], scale: "ratio" },
];

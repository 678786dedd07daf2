// src/findings/catalogue/pages.ts
import { grades } from "../rule.js";
var page = { area: "page", bound: "most" };
var pages = {
  "large-bundle": {
    area: "bundle",
    title: "large bundle",
    unit: "bytes",
    of: "before compression",
    limit: 5e5,
    bound: "most",
    ...grades(3, 3, 2),
    why: "All of it is parsed and run before the page answers, on slow phones too.",
    todo: "Load what the first view does not need later, by import(), and see which modules are the largest.",
    // Single files, and what is loaded with an entry: the rest is never loaded at once.
    metrics: { of: "bundle/raw@*", but: ["bundle/raw@total", "bundle/raw@lazy"] }
  },
  "unused-css": {
    ...page,
    title: "styles that the page does not use",
    unit: "fraction",
    of: "of the bytes",
    limit: 0.3,
    ...grades(2, 3, 2),
    why: "The page is not painted before all of its styles have come.",
    todo: "Split the styles by page, and remove those that nothing matches."
  },
  "unused-javascript": {
    ...page,
    title: "script that the page does not run",
    unit: "fraction",
    of: "of the bytes",
    limit: 0.5,
    ...grades(3, 3, 2),
    why: "It is loaded and parsed for nothing.",
    todo: "Load it where it is needed, by import()."
  },
  "slow-resource": {
    ...page,
    title: "slow resource",
    unit: "ms",
    of: "to load",
    limit: 500,
    ...grades(3, 2, 2),
    why: "What needs it waits: the picture, the font, the first answer to a click.",
    todo: "Make it smaller, send it sooner (preload), or cache it."
  },
  "render-blocking": {
    ...page,
    title: "resource that delays the first paint",
    unit: "ms",
    of: "before the first paint",
    limit: 300,
    ...grades(3, 2, 2),
    why: "Nothing is shown before it has come.",
    todo: "Load scripts with defer or async; put the styles of the first view into the page, and load the others later."
  },
  "long-task": {
    ...page,
    title: "long task on the page's main thread",
    unit: "ms",
    of: "at the longest",
    limit: 200,
    ...grades(3, 3, 2),
    why: "Nobody who clicks or types meanwhile gets an answer.",
    todo: "Split it, do it later, or move it to a worker."
  }
};
export {
  pages
};

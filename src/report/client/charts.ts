/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Makes the still charts of the page live: they answer the mouse and take the width that there is. One that fails stays as
 * it was. Nothing moves by itself, and colours are the page's own custom properties, so there is no theme to follow here.
 */
import { type ChartData, heightOf, optionOf } from "../render/html/charts/chart.ts";
import { init } from "../render/html/charts/echarts.ts";

/** So early that a reader who scrolls sees no change, in CSS's form. */
const NEAR = "400px";

/** Each chart of `page` when it comes near the view; in a closed `<details>`, when that is opened. */
export function liveCharts(page: Document): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        makeLive(target);
      }
    },
    { rootMargin: NEAR },
  );
  for (const figure of page.querySelectorAll("figure[data-chart]")) observer.observe(figure);
}

function makeLive(figure: Element): void {
  const picture = figure.querySelector<HTMLElement>(":scope > [role=img]");
  const json = figure.querySelector(":scope > script[type='application/json']")?.textContent;
  if (!picture || !json) return;
  const room = figure.ownerDocument.createElement("div");
  try {
    // Written beside the picture by the same program (figure.ts).
    const data = JSON.parse(json) as ChartData;
    const chart = init(room, null, { renderer: "svg", width: picture.clientWidth, height: heightOf(data) });
    chart.setOption(optionOf(data));
    picture.replaceChildren(room);
    new ResizeObserver(() => {
      // None while it is hidden.
      if (picture.clientWidth > 0) chart.resize({ width: picture.clientWidth });
    }).observe(picture);
    figure.setAttribute("data-chart", "live");
  } catch (error) {
    console.warn("This chart stays a picture.", error);
  }
}

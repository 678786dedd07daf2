import * as echarts from "echarts";
import { STANDARD, THOROUGH } from "./ours.ts";
import { bencherT } from "./rules/bencher.ts";
import { benchstatPaired, benchstatStored } from "./rules/benchstat.ts";
import { codspeed } from "./rules/codspeed.ts";
import { githubActionBenchmark } from "./rules/github-action-benchmark.ts";
import type { Rule } from "./rules/rule.ts";
import { type Find, share } from "./tally.ts";

const FACTORS = [1, 1.03, 1.05, 1.1, 1.2];
const INK = "#1f2328";
const FAINT = "#d0d7de";

/** Colours of Okabe and Ito, told apart by colour-blind eyes; each with a mark of its own. */
const DRAWN: readonly { readonly rule: Rule; readonly colour: string; readonly mark: string }[] = [
  { rule: STANDARD, colour: "#0072b2", mark: "circle" },
  { rule: THOROUGH, colour: "#56b4e9", mark: "diamond" },
  { rule: benchstatPaired, colour: "#009e73", mark: "rect" },
  { rule: benchstatStored, colour: "#d55e00", mark: "triangle" },
  { rule: bencherT, colour: "#cc79a7", mark: "emptyCircle" },
  { rule: codspeed, colour: "#e69f00", mark: "emptyRect" },
  { rule: githubActionBenchmark(2), colour: "#6e7781", mark: "roundRect" },
];
const PANELS = ["quiet", "noisy"];

/** Power curves: pull requests called slower, by how much three of their six metrics are slower. */
export function powerCurves(find: Find): string {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 960, height: 520 });
  const panel = (index: number) => ({ left: 64 + index * 470, top: 70, width: 400, height: 330 });
  const text = { color: INK, fontSize: 13 };
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    title: PANELS.map((name, index) => ({
      text: `${name} family of metrics`,
      left: panel(index).left,
      top: 20,
      textStyle: { ...text, fontSize: 15 },
    })),
    legend: { bottom: 8, left: "center", width: 900, itemGap: 18, textStyle: text },
    grid: PANELS.map((_, index) => panel(index)),
    xAxis: PANELS.map((_, index) => ({
      gridIndex: index,
      type: "value",
      min: 0,
      max: 20,
      name: "slower by, %  (0: identical code)",
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: text,
      axisLabel: text,
      splitLine: { lineStyle: { color: FAINT } },
    })),
    yAxis: PANELS.map((_, index) => ({
      gridIndex: index,
      type: "value",
      min: 0,
      max: 100,
      name: index === 0 ? "pull requests called slower, %" : "",
      nameTextStyle: { ...text, align: "left", padding: [0, 0, 0, -40] },
      axisLabel: text,
      splitLine: { lineStyle: { color: FAINT } },
    })),
    series: PANELS.flatMap((condition, index) =>
      DRAWN.map(({ rule, colour, mark }) => ({
        name: rule.name,
        type: "line" as const,
        xAxisIndex: index,
        yAxisIndex: index,
        symbol: mark,
        symbolSize: 9,
        clip: false,
        color: colour,
        lineStyle: { width: rule === STANDARD ? 4 : 2, color: colour },
        data: FACTORS.map((factor) => {
          const found = find(condition, factor, rule.name);
          return [Math.round(100 * (factor - 1)), found === null ? null : 100 * share(found)];
        }),
      })),
    ),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/** What a whole is made of: a box a module, as large as it is in head, with its growth in words and colour. */
import type { TreemapSeriesOption } from "echarts/charts";
import type { Unit } from "../../../../model/metric.ts";
import { escapeText } from "../../escape.ts";
import { formatValue } from "../../format.ts";
import type { TreeChart } from "./data.ts";
import { key, keyHeight, swatch } from "./key.ts";
import { type Drawing, FRAME, type Option } from "./option.ts";
import { type Growth, growthOf, moveOf, type Part, partsOf } from "./parts.ts";
import { COLOUR, FONT_SIZE } from "./style.ts";

export const tree: Drawing<TreeChart> = { option, summary, height: () => 400 };

const KEY = [swatch("grew or new", COLOUR.grew), swatch("shrank or gone", COLOUR.shrank), swatch("same", COLOUR.same)];

const FILL: Readonly<Record<Growth, string>> = {
  new: COLOUR.grew,
  grew: COLOUR.grew,
  gone: COLOUR.shrank,
  shrank: COLOUR.shrank,
  same: COLOUR.same,
};

const HEADING = 20;

type Node = NonNullable<TreemapSeriesOption["data"]>[number];

function option(chart: TreeChart): Option {
  const label = {
    color: COLOUR.ink,
    fontSize: FONT_SIZE,
    overflow: "truncate",
    ellipsis: "…",
    lineHeight: 16,
  } as const;
  return {
    ...FRAME,
    series: [
      {
        type: "treemap",
        id: "tree",
        left: 0,
        right: 0,
        top: keyHeight(KEY),
        bottom: 0,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        emphasis: { disabled: true },
        label: { ...label, position: "insideTopLeft", padding: [4, 5] },
        upperLabel: { ...label, show: true, height: HEADING },
        itemStyle: { borderColor: COLOUR.paper, borderWidth: 1, gapWidth: 1, color: COLOUR.same },
        // The whole has no heading: the page says what it is.
        levels: [{ upperLabel: { show: false } }],
        data: partsOf(chart).map((part) => nodeOf(part, chart.unit)),
      },
      key(KEY),
    ],
  };
}

function nodeOf(part: Part, unit: Unit): Node {
  const { name, path, base, head, growth, area, parts } = part;
  const move = moveText(part, unit);
  const tip = [
    path,
    `base ${formatValue(base, unit)}`,
    `head ${formatValue(head, unit)}`,
    ...(move === "" ? [] : [move]),
  ];
  const isModule = parts.length === 0;
  const text = [name, move].filter((word) => word !== "").join(isModule ? "\n" : "  ");
  const node = {
    name,
    value: area,
    tip,
    itemStyle: { color: isModule ? FILL[growth] : COLOUR.detect },
    // A formatter, not a template: braces in a name would be read as one.
    label: { formatter: () => text },
    upperLabel: { formatter: () => text },
  };
  return isModule ? node : { ...node, children: parts.map((one) => nodeOf(one, unit)) };
}

/** "+1.20 kB", "new", "gone, -3.40 kB"; "" where nothing moved. */
function moveText(part: Pick<Part, "base" | "head">, unit: Unit): string {
  const growth = growthOf(part);
  const move = moveOf(part);
  const size = `${move > 0 ? "+" : "-"}${formatValue(Math.abs(move), unit)}`;
  switch (growth) {
    case "same":
      return "";
    case "grew":
    case "shrank":
      return size;
    default:
      return `${growth}, ${size}`;
  }
}

const NAMED = 5;

function summary({ title, by, unit, leaves }: TreeChart): string {
  const sum = (side: "base" | "head") => leaves.reduce((total, leaf) => total + (leaf[side] ?? 0), 0);
  const moved = leaves
    .filter((leaf) => moveOf(leaf) !== 0)
    .toSorted((a, b) => Math.abs(moveOf(b)) - Math.abs(moveOf(a)));
  const named = moved.slice(0, NAMED).map((leaf) => `${escapeText(leaf.path)} ${moveText(leaf, unit)}`);
  const more = moved.length > NAMED ? `, and ${moved.length - NAMED} more` : "";
  const said = named.length === 0 ? "Nothing moved." : `What moved furthest: ${named.join("; ")}${more}.`;
  const sizes = `base ${formatValue(sum("base"), unit)}, head ${formatValue(sum("head"), unit)}`;
  return `${escapeText(title)}, ${escapeText(by)}: ${leaves.length} parts, ${sizes}. ${said}`;
}

// src/report/render/html/charts/tree.ts
import { escapeText } from "../../escape.js";
import { formatValue } from "../../format.js";
import { key, keyHeight, swatch } from "./key.js";
import { FRAME } from "./option.js";
import { growthOf, moveOf, partsOf } from "./parts.js";
import { COLOUR, FONT_SIZE } from "./style.js";
var tree = { option, summary, height: () => 400 };
var KEY = [swatch("grew or new", COLOUR.grew), swatch("shrank or gone", COLOUR.shrank), swatch("same", COLOUR.same)];
var FILL = {
  new: COLOUR.grew,
  grew: COLOUR.grew,
  gone: COLOUR.shrank,
  shrank: COLOUR.shrank,
  same: COLOUR.same
};
var HEADING = 20;
function option(chart) {
  const label = {
    color: COLOUR.ink,
    fontSize: FONT_SIZE,
    overflow: "truncate",
    ellipsis: "…",
    lineHeight: 16
  };
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
        data: partsOf(chart).map((part) => nodeOf(part, chart.unit))
      },
      key(KEY)
    ]
  };
}
function nodeOf(part, unit) {
  const { name, path, base, head, growth, area, parts } = part;
  const move = moveText(part, unit);
  const tip = [
    path,
    `base ${formatValue(base, unit)}`,
    `head ${formatValue(head, unit)}`,
    ...move === "" ? [] : [move]
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
    upperLabel: { formatter: () => text }
  };
  return isModule ? node : { ...node, children: parts.map((one) => nodeOf(one, unit)) };
}
function moveText(part, unit) {
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
var NAMED = 5;
function summary({ title, by, unit, leaves }) {
  const sum = (side) => leaves.reduce((total, leaf) => total + (leaf[side] ?? 0), 0);
  const moved = leaves.filter((leaf) => moveOf(leaf) !== 0).toSorted((a, b) => Math.abs(moveOf(b)) - Math.abs(moveOf(a)));
  const named = moved.slice(0, NAMED).map((leaf) => `${escapeText(leaf.path)} ${moveText(leaf, unit)}`);
  const more = moved.length > NAMED ? `, and ${moved.length - NAMED} more` : "";
  const said = named.length === 0 ? "Nothing moved." : `What moved furthest: ${named.join("; ")}${more}.`;
  const sizes = `base ${formatValue(sum("base"), unit)}, head ${formatValue(sum("head"), unit)}`;
  return `${escapeText(title)}, ${escapeText(by)}: ${leaves.length} parts, ${sizes}. ${said}`;
}
export {
  tree
};

// src/report/render/html/flame-layout.ts
var NARROWEST = 15e-4;
var DEEPEST = 60;
function boxesOf({ nodes }) {
  const [root] = nodes;
  const whole = root === void 0 ? 0 : weightOf(root);
  if (root === void 0 || whole <= 0) return [];
  const boxes = /* @__PURE__ */ new Map([[0, boxOf(root, { x: 0, width: 1, depth: 0 }, whole)]]);
  for (const [index, node] of nodes.entries()) {
    const own = boxes.get(index);
    if (own === void 0 || own.depth === DEEPEST) continue;
    const callees = node.children.map((child) => [child, nodes[child]]);
    const taken = callees.reduce((sum, [, callee]) => sum + weightOf(callee), 0);
    const scale = own.width / Math.max(weightOf(node), taken);
    let { x } = own;
    for (const [child, callee] of callees) {
      const width = weightOf(callee) * scale;
      if (width >= NARROWEST) boxes.set(child, boxOf(callee, { x, width, depth: own.depth + 1 }, whole));
      x += width;
    }
  }
  return [...boxes.values()];
}
function boxOf(node, place, whole) {
  return { node, ...place, change: ((node.head ?? 0) - (node.base ?? 0)) / whole };
}
var weightOf = ({ base, head }) => Math.max(base ?? 0, head ?? 0);
function largestChanges({ nodes }) {
  const spent = /* @__PURE__ */ new Map();
  for (const node of nodes) {
    const { name, at, children } = node;
    const own = (side) => {
      const callees = children.reduce((sum, child) => sum + (nodes[child][side] ?? 0), 0);
      return Math.max(0, (node[side] ?? 0) - callees);
    };
    const key = JSON.stringify([name, at?.file, at?.line]);
    const before = spent.get(key);
    spent.set(key, { name, at, base: (before?.base ?? 0) + own("base"), head: (before?.head ?? 0) + own("head") });
  }
  const changed = [...spent.values()].filter(({ base, head }) => base !== head);
  return changed.toSorted((a, b) => Math.abs(b.head - b.base) - Math.abs(a.head - a.base));
}
export {
  boxesOf,
  largestChanges
};

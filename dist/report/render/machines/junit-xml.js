// src/report/render/machines/junit-xml.ts
import { escapeXml, SENTENCE } from "../escape.js";
import { bytesOf } from "../fit.js";
var LIMIT = 8e6;
function writeJunitXml(gate, cases, seconds, limit = LIMIT) {
  let left = limit - 2e3;
  const suites = /* @__PURE__ */ new Map();
  let dropped = 0;
  for (const item of cases) {
    const xml = caseXml(item);
    const suite = suites.get(item.suite);
    const size = bytesOf(xml) + (suite === void 0 ? 200 + bytesOf(escapeXml(item.suite)) : 0);
    if (size > left) {
      dropped++;
      continue;
    }
    left -= size;
    if (suite === void 0) suites.set(item.suite, [{ item, xml }]);
    else suite.push({ item, xml });
  }
  const kept = [...suites.values()].flat().map(({ item }) => item);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="${escapeXml(`Weighbridge ${gate}`)}" ${countsOf(kept)} time="${seconds.toFixed(1)}">
`,
    ...dropped === 0 ? [] : [`  <!-- ${dropped} more are in verdict.json -->
`],
    ...[...suites].flatMap(([name, members]) => [
      `  <testsuite name="${escapeXml(name)}" ${countsOf(members.map(({ item }) => item))}>
`,
      ...members.map(({ xml }) => xml),
      "  </testsuite>\n"
    ]),
    "</testsuites>\n"
  ].join("");
}
function countsOf(cases) {
  const count = (kind) => cases.filter(({ result }) => result.kind === kind).length;
  return `tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`;
}
function caseXml({ suite, name, result, values }) {
  const inner = [
    ...result.kind === "passed" ? [] : [`      <${result.kind} message="${escapeXml(result.message, SENTENCE)}"/>
`],
    ...values === "" ? [] : [`      <system-out>${escapeXml(values, SENTENCE)}</system-out>
`]
  ];
  const open = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}"`;
  return inner.length === 0 ? `${open}/>
` : `${open}>
${inner.join("")}    </testcase>
`;
}
export {
  writeJunitXml
};

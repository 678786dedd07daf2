// src/report/render/words/links.ts
function linkTo(label, url) {
  return `[${label}](<${url.replace(/[<>\\\s]/g, encodeURIComponent)}>)`;
}
function linkLine({ report, run, docs }) {
  const given = [
    ["Report", report],
    ["Job", run],
    ["How to read this", docs]
  ];
  const links = given.flatMap(([label, url]) => url === void 0 ? [] : [linkTo(label, url)]);
  return links.length === 0 ? null : links.join(" · ");
}
export {
  linkLine,
  linkTo
};

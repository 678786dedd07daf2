// src/report/render/html/document.ts
import { escaped, html } from "./markup.js";
import { STYLE } from "./style.js";
function openOf(title, { client, digest }) {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${digest(scriptOf(client))}'`,
    `style-src-elem 'sha256-${digest(STYLE)}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'"
  ].join("; ");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${escaped(STYLE)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
`;
}
var MAIN = html`<main id="report">\n`;
function closeOf(written, { client }) {
  return html`</main>
<footer class="quiet"><p>${written}</p></footer>
<script>${escaped(scriptOf(client))}</script>
</body>
</html>
`;
}
function scriptOf(client) {
  return client.replace(/<(?=!--|\/script)/gi, "\\x3c");
}
export {
  MAIN,
  closeOf,
  openOf
};

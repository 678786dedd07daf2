/** What surrounds a page: its head, which allows its own style and script and no other, and its foot. Pure. */
import { escaped, html, type Markup } from "./markup.ts";
import { STYLE } from "./style.ts";

export interface Live {
  /** What makes the page live. */
  readonly client: string;
  /** SHA-256 in base64, by which the page allows its own style and script and no other. */
  readonly digest: (text: string) => string;
}

export function openOf(title: Markup, { client, digest }: Live): Markup {
  // What a chart's SVG says of its own looks stands in attributes, which cannot run anything.
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${digest(scriptOf(client))}'`,
    `style-src-elem 'sha256-${digest(STYLE)}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
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

export const MAIN = html`<main id="report">\n`;

/** `written`: by what, and which files lie beside the page. */
export function closeOf(written: Markup, { client }: Live): Markup {
  return html`</main>
<footer class="quiet"><p>${written}</p></footer>
<script>${escaped(scriptOf(client))}</script>
</body>
</html>
`;
}

/** As it stands in the page, where these words in one of its strings would end it. */
function scriptOf(client: string): string {
  return client.replace(/<(?=!--|\/script)/gi, "\\x3c");
}

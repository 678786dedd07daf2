/** Whether a secret is in a text in some form in which people or programs would write it. */

/** What base64 makes of a text wherever it stands among other bytes: the part that these do not change. */
function inBase64(text: string): readonly string[] {
  return ["", "x", "xx"].map((before) => {
    const whole = Buffer.from(before + text).toString("base64");
    return whole.slice(before === "" ? 0 : 4, Math.floor(((before.length + Buffer.byteLength(text)) * 4) / 3));
  });
}

const backwards = (text: string) => [...text].reverse().join("");
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const inHtml = (text: string) =>
  text.replace(/[&<>"']/gu, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one] ?? one);

function formsOf(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    new URLSearchParams({ x: secret }).toString().slice(2),
    inJson(secret),
    inJson(inJson(secret)),
    inHtml(secret),
    backwards(secret),
    backwards(inJson(secret)),
    Buffer.from(secret).toString("hex"),
    ...inBase64(secret),
    ...inBase64(secret).map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
    ...inBase64(backwards(secret)),
  ];
}

/** By name → value. Of a secret of several lines each counts. Escapes that Markdown or a report may have put between are passed over. */
export function secretsIn(text: string, secrets: Readonly<Record<string, string>>): readonly string[] {
  const plain = text.replace(/[\\\u200B]/gu, "");
  return Object.entries(secrets)
    .filter(([, value]) =>
      value
        .split("\n")
        .flatMap(formsOf)
        .some((form) => text.includes(form) || plain.includes(form.replaceAll("\\", ""))),
    )
    .map(([name]) => name);
}

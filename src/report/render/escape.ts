/**
 * The one way for words from outside (URLs, scenario, file and metric names, commit subjects, what a tool said) into a
 * report. Reports are read by people with rights, and in places that act on what they read: a comment mentions and
 * links, a CI log obeys `::error::`, a terminal obeys escape codes.
 */

/** Makes one string from outside harmless in the place it goes to; longer ones are cut at `longest` code points. */
export type Escape = (text: string, longest?: number) => string;

/** Long enough for a URL that means something, short enough that rows stay rows. */
const NAME = 200;

/** `longest` for a whole sentence, which may name several things. */
export const SENTENCE = 600;

/** An invisible character that ends a word for mention and link finders; a backslash does not stop those. */
const BREAK = "\u200B";

/** For Markdown as GitHub renders it, in a table cell as well as in a sentence. */
export const escapeMarkdown: Escape = (text, longest = NAME) => {
  const escaped = defuse(plain(text, longest)).replace(/[\\|`*_[\]<>!#~&$]/g, "\\$&");
  // What would open a list or another block at the start of a line.
  return escaped.replace(/^(\d+)(?=[.)](?: |$))/, "$1\\").replace(/^[-+=](?=[-+= ]|$)/, "\\$&");
};

/** For HTML between tags and in double quotes, also inside Markdown, where backslashes do not count: a `<summary>`. */
export const escapeHtml: Escape = (text, longest = NAME) => entities(defuse(plain(text, longest)));

/** As escapeHtml for a page of our own, where nothing is a mention: what is copied from it is what stood there. */
export const escapePage: Escape = (text, longest = NAME) => entities(plain(text, longest));

/** And for a line of what a program printed, or of what is to be pasted: its indentation stays. */
export const escapePageLine: Escape = (text, longest = NAME) => entities(plainEnd(text, longest));

const entities = (text: string) => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** For text and double-quoted attributes of XML 1.0, which has no way at all to write some characters. */
export const escapeXml: Escape = (text, longest = NAME) =>
  entities(escapeText(text.replace(/[\uFFFE\uFFFF]/g, ""), longest));

/** For a terminal and a CI log. */
export const escapeText: Escape = (text, longest = NAME) => uncommand(plain(text, longest));

/** As escapeText for a line of a program's output: its indentation stays, and of a long line its end. */
export const escapeOutput: Escape = (text, longest = NAME) => uncommand(plainEnd(text, longest));

/** The same for code, a statement or the name of a function: in code style where the place has one, and inert inside it. */
export function codeBy(safe: Escape): Escape {
  return CODES.get(safe) ?? safe;
}

const codeMarkdown: Escape = (text, longest = NAME) => {
  const safe = unsearched(uncommand(plain(text, longest)));
  if (safe === "") return "";
  const fence = "`".repeat(longestRun([safe]) + 1);
  // A tick at an end would be taken for the fence's.
  const pad = safe.startsWith("`") || safe.endsWith("`") ? " " : "";
  return `${fence}${pad}${safe}${pad}${fence}`;
};

const CODES: ReadonlyMap<Escape, Escape> = new Map<Escape, Escape>([
  [escapeMarkdown, codeMarkdown],
  [escapePage, (text, longest) => `<code>${escapePage(text, longest)}</code>`],
]);

/**
 * Lines of a program's output as a fenced block of Markdown, each as by escapeOutput, because a comment may be printed
 * into a log. No line can end the fence, and nothing acts inside it; what somebody may search for in the source of a
 * comment is broken all the same: mentions, and the `<!-- -->` by which a comment is found again. Links and `file:line:`
 * stay, so that they can be copied.
 */
export function fenced(lines: readonly string[], longest = NAME): readonly string[] {
  const safe = lines.map((line) => unsearched(escapeOutput(line, longest)));
  const fence = "`".repeat(Math.max(3, longestRun(safe) + 1));
  return [`${fence}text`, ...safe, fence];
}

/** Breaks what somebody may search for in the source: mentions, references, and what a comment of HTML begins with. */
const unsearched = (line: string) => line.replace(/@(?=\w)|#(?=\d)|\bGH-(?=\d)|<(?=[!/])/gi, `$&${BREAK}`);

/** Of ticks in a row, in any of the lines. */
function longestRun(lines: readonly string[]): number {
  return Math.max(0, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
}

/** Runners obey `::command::` at the start of a line, where wrapping may bring any word, and `##[command]` anywhere. */
function uncommand(line: string): string {
  return line.replace(/(^| )::/g, "$1: :").replaceAll("##[", "# #[");
}

function plain(text: string, longest: number): string {
  const line = visible(text.slice(0, 20 * longest))
    .replace(/ +/g, " ")
    .trim();
  const points = [...line];
  return points.length <= longest ? line : `${points.slice(0, longest - 1).join("")}…`;
}

function plainEnd(text: string, longest: number): string {
  const line = visible(text.slice(-20 * longest)).trimEnd();
  const points = [...line];
  return points.length <= longest ? line : `…${points.slice(1 - longest).join("")}`;
}

/** One line without anything invisible that acts: control, direction, zero-width and tag characters, half surrogates. */
function visible(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, " ")
    .replace(
      /[\p{Cc}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu,
      "",
    )
    .replace(/\p{Zs}/gu, " ");
}

/** Breaks everything that GitHub would make a mention, a reference, a link or an emoji of. */
function defuse(text: string): string {
  return (
    text
      // Written as references they are decoded after the search for mentions in some places and before it in others.
      .replace(/&(?:#0*64|#x0*40|commat);/gi, "@")
      .replace(/&(?:#0*35|#x0*23|num);/gi, "#")
      .replace(/@/g, `@${BREAK}`)
      .replace(/#(?=\d)/g, `#${BREAK}`)
      .replace(/\bGH-(?=\d)/gi, `$&${BREAK}`)
      .replace(/:(?=\/\/)/g, `:${BREAK}`)
      .replace(/www(?=\.)/gi, `$&${BREAK}`)
      .replace(/(?<!\d):(?=[\w+-]+:)/g, `:${BREAK}`)
  );
}

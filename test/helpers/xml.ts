/** Reads XML by a parser that is strict about it. */
import { SaxesParser } from "saxes";

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Before its first child. */
  readonly text: string;
  readonly children: readonly Element[];
}

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  readonly children: Open[];
}

/** Throws when it is not well-formed XML 1.0. */
export function readXml(xml: string): Element {
  const parser = new SaxesParser();
  const top: Open = { name: "", attributes: {}, text: "", children: [] };
  const open: Open[] = [top];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: Open = { name, attributes, text: "", children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  const add = (text: string) => {
    const element = open.at(-1)!;
    if (element.children.length === 0) element.text += text;
  };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.write(xml).close();
  return top.children[0]!;
}

/** Reads XML by a parser that is strict about it: Python's, which is expat. */
import { execFileSync } from "node:child_process";

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
}

const READ = `
import json, sys, xml.etree.ElementTree as tree
def of(node):
    return {"name": node.tag, "attributes": node.attrib, "text": node.text or "", "children": [of(one) for one in node]}
print(json.dumps(of(tree.fromstring(sys.stdin.buffer.read()))))
`;

/** Throws when it is not well-formed XML 1.0. */
export function readXml(xml: string): Element {
  const output = execFileSync("python3", ["-c", READ], { input: xml, encoding: "utf8", maxBuffer: 2 ** 27 });
  return JSON.parse(output) as Element;
}

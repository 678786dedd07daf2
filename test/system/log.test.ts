import fc from "fast-check";
import { expect, test } from "vitest";
import { childLine, createLog, type LogStyle, logStyle, printable } from "../../src/system/log.ts";

function record(style: LogStyle, columns = 20) {
  let text = "";
  const log = createLog({ write: (part: string) => (text += part), columns }, style);
  return { log, text: () => text };
}

test("the style follows the stream and the CI", () => {
  const terminal = { write: () => {}, isTTY: true };
  expect(logStyle(terminal, {})).toBe("terminal");
  expect(logStyle(terminal, { CI: "1" })).toBe("plain");
  expect(logStyle({ write: () => {} }, {})).toBe("plain");
  expect(logStyle(terminal, { GITHUB_ACTIONS: "true", CI: "true" })).toBe("github");
});

test("terminal: a live line is cut to the width and cleared by the next line", () => {
  const { log, text } = record("terminal", 10);
  log.progress("round 1 of 12");
  log.info("done");
  expect(text()).toBe("round 1 o\r\x1b[2Kdone\n");
});

test("plain: the live line is an ordinary one", () => {
  const { log, text } = record("plain");
  log.progress("round 1 of 12");
  expect(text()).toBe("round 1 of 12\n");
});

test("github: one level of groups, closed also when the body throws", { tags: ["T17"] }, async () => {
  const { log, text } = record("github");
  const inner = () => log.group("inner", () => Promise.reject(new Error("no")));
  await expect(log.group("50 % \n ::x", inner)).rejects.toThrow("no");
  expect(text()).toBe("::group::50 %25  ::x\ninner\n::endgroup::\n");
});

// As actions/runner decides, src/Runner.Common/ActionCommand.cs.
const isCommand = (line: string) => line.trimStart().startsWith("::") || line.includes("##[");

test.each([
  "::error::x",
  "\r::error::x",
  "a\r::error::x",
  "\x1b[31m::error::x",
  "x ##[add-mask]y",
  "\u0000::stop-commands::t",
])("a child's line %j commands nothing", { tags: ["T17"] }, (line) => {
  expect(isCommand(childLine("head", line))).toBe(false);
  const { log, text } = record("github");
  log.info(childLine("head", line));
  log.progress(line);
  log.warn(`two\n${line}`);
  expect(
    text()
      .split(/[\n\r]/)
      .filter(isCommand),
  ).toEqual([]);
});

test("no text whatever that is logged commands the runner or breaks its line", { tags: ["T17"] }, () => {
  const piece = fc.constantFrom(
    "::",
    "##",
    "[",
    "error",
    "\r",
    "\n",
    "\x1b[0m",
    "\u001b",
    " ",
    "\u2028",
    "\u202e",
    "x",
    "#",
    ":",
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((parts) => parts.join("")),
      (line) => {
        const { log, text } = record("github");
        log.info(line);
        expect(
          text()
            .split(/[\n\r\u2028]/)
            .filter(isCommand),
        ).toEqual([]);
        for (const bad of "\r\n\u001b\u2028\u202e") expect(printable(line)).not.toContain(bad);
      },
    ),
    { numRuns: 2000 },
  );
});

test("of a progress bar, what a terminal shows last", () => {
  expect(childLine("base", "10 %\r55 %\r100 %\r")).toBe("base | 100 %");
});

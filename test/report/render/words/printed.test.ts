import { expect, test } from "vitest";
import { partMessage } from "../../../../src/report/render/words/printed.ts";
import { failed } from "../../verdicts.ts";

const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at + 1}`);

test("a sentence alone stays one", () => {
  expect(partMessage("it broke.")).toEqual({ sentence: "it broke.", printed: [] });
  expect(partMessage("")).toEqual({ sentence: "", printed: [] });
});

test("lines without a mark follow the first", () => {
  expect(partMessage("it broke:\n  at a\r\n  at b\n\n")).toEqual({
    sentence: "it broke:",
    printed: ["  at a", "  at b"],
  });
});

test("marked lines lose their mark, and a command of several lines stays in the sentence", () => {
  const { sentence, printed } = partMessage(failed('"cat x \\\n  | sort\n" failed.', ["a", "", "  b", "| c"]));
  expect(sentence).toBe('"cat x \\   | sort " failed. Its last 4 lines:');
  expect(printed).toEqual(["a", "", "  b", "| c"]);
});

test("of many lines the last ones are kept, and that some are gone is shown", () => {
  expect(partMessage(failed("it broke.", lines(20))).printed).toEqual(lines(20));
  expect(partMessage(failed("it broke.", lines(50))).printed).toEqual(["…", ...lines(50).slice(31)]);
});

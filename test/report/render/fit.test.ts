import { expect, test } from "vitest";
import { fitPage, type Section } from "../../../src/report/render/fit.ts";

const section = (priority: number, name: string, count: number): Section => ({
  priority,
  open: `(${name}`,
  rows: Array.from({ length: count }, (_, at) => `${name}${at}`),
  close: ")",
});
const fitted = (parts: Parameters<typeof fitPage>[0]["parts"], limit: number) =>
  fitPage({ head: "H", parts, foot: "F" }, limit, (count) => `+${count}`);

const GROUP = { open: "[", parts: [section(2, "b", 2), section(1, "c", 1)], close: "]" };

test("all that has room is there, in order, without the foot; what is empty has no frame", () => {
  expect(fitted([section(1, "a", 1), GROUP, { ...GROUP, parts: [section(1, "d", 0)] }], 100)).toBe(
    "H(aa0\n)[(bb0\nb1\n)(cc0\n)]",
  );
});

test("room goes by priority, by whole rows, and the frame of a group is paid for once", { tags: ["T12"] }, () => {
  // H, F, the group and c with its row: 2 + 2 + 3 + 3.
  expect(fitted([GROUP], 10)).toBe("H[(cc0\n)]F");
  expect(fitted([GROUP], 9)).toBe("HF");
  // b's frame, one row and the count of the other: 3 + 3 + 2.
  expect(fitted([GROUP], 17)).toBe("H[(cc0\n)]F");
  expect(fitted([GROUP], 18)).toBe("H[(bb0\n+1)(cc0\n)]F");
});

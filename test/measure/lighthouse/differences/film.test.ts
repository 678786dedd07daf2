import { expect, test } from "vitest";
import { filmOf } from "../../../../src/measure/lighthouse/differences/film.ts";
import { changed, withAudits, withRows } from "./results.ts";

const frame = (timing: unknown, data: unknown) => ({ timing, data });
const picture = (text: string) => `data:image/jpeg;base64,${text}`;
const film = (items: readonly unknown[]) => filmOf(withRows("screenshot-thumbnails", items));

test("a recorded film has each picture once, from when it was first seen", () => {
  expect(filmOf(changed.base).map(({ at }) => at)).toEqual([375]);
  const head = filmOf(changed.head);
  expect(head.map(({ at }) => at)).toEqual([375, 750]);
  for (const { image } of head) expect(image).toMatch(/^data:image\/jpeg;base64,\/9j\/4AA/);
});

test("a picture that comes back is there again", () => {
  const items = [frame(1, picture("aa")), frame(2, picture("bb")), frame(3, picture("aa"))];
  expect(film(items).map(({ at }) => at)).toEqual([1, 2, 3]);
});

test("of more than eight pictures the first eight are taken", () => {
  const items = Array.from({ length: 20 }, (_, at) => frame(at, picture(`a${at}`)));
  expect(film(items).map(({ at }) => at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test.each([
  ["another kind of address", frame(1, "https://evil.example/a.png")],
  ["a drawing, which may hold scripts", frame(1, "data:image/svg+xml;base64,aaaa")],
  ["what ends the attribute that it stands in", frame(1, picture('aa"onerror='))],
  ["more than may be stored", frame(1, picture("a".repeat(100_000)))],
  ["no time", frame(-1, picture("aa"))],
  ["no picture", frame(1, null)],
  ["no row", null],
])("%s is left out", (_, item) => {
  expect(film([frame(0, picture("aa")), item, frame(9, picture("bb"))]).map(({ at }) => at)).toEqual([0, 9]);
});

test("a run without pictures has no film", () => {
  expect(filmOf(withAudits({}))).toEqual([]);
});

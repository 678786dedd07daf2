import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NumberReader } from "../../../../src/measure/k6/fold/number.ts";
import { hashAt, isAt, TextMemory, textAt, viewOf } from "../../../../src/measure/k6/fold/text.ts";
import { TimeReader } from "../../../../src/measure/k6/fold/time.ts";

describe("numbers", () => {
  const read = (text: string) => {
    const bytes = Buffer.from(`??${text},"tags"`);
    const reader = new NumberReader();
    const value = reader.read(bytes, 2);
    if (!Number.isNaN(value)) expect(reader.end).toBe(2 + text.length);
    return value;
  };

  it("are what JSON.parse makes of them, to the last bit", () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.nat(18)).map(([digits, point]) => {
      const text = String(digits < 0n ? -digits : digits).padStart(point + 1, "0");
      const at = text.length - point;
      return `${digits < 0n ? "-" : ""}${text.slice(0, at)}${point > 0 ? `.${text.slice(at)}` : ""}`;
    });
    const exponent = fc
      .tuple(decimal, fc.constantFrom("e", "E"), fc.constantFrom("", "+", "-"), fc.nat(30))
      .map((parts) => parts.join(""));
    const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(decimal, exponent, double), (text) => {
        expect(read(text)).toBe(JSON.parse(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "0",
    "-0",
    "5.170238",
    "1e-7",
    "1e-07",
    "-3.5",
    "1e+21",
    "123456789012345678",
    "0.3333333333333333",
    "5e-324",
  ])("reads %s", (text) => expect(read(text)).toBe(JSON.parse(text)));

  it.each(["", "-", ".5", "1.", "01", "-01", "+1", "1e", "0x1", "NaN", "+Inf", "1 ", "null", '"1"', "1_000"])(
    "refuses %j",
    (text) => expect(read(text)).toBeNaN(),
  );
});

describe("times", () => {
  const reader = new TimeReader();
  const read = (text: string) => {
    const bytes = Buffer.from(`?${text}","value":1,"tags":{}}}`);
    const value = reader.read(bytes, viewOf(bytes), 1);
    if (!Number.isNaN(value)) expect(reader.end).toBe(1 + text.length);
    return value;
  };

  it("are milliseconds with their fraction, in any zone and with any number of digits", () => {
    const zone = fc.oneof(
      fc.constant("Z"),
      fc
        .tuple(fc.constantFrom("+", "-"), fc.nat(14), fc.nat(59))
        .map(([sign, h, m]) => `${sign}${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`),
    );
    const second = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });
    const digits = fc.stringMatching(/^\d{0,9}$/);
    fc.assert(
      fc.property(second, digits, zone, (date, digits, zone) => {
        const whole = date.toISOString().slice(0, 19);
        const text = `${whole}${digits === "" ? "" : `.${digits}`}${zone}`;
        const expected = Date.parse(`${whole}${zone}`) + Number(`0.${digits || "0"}`) * 1000;
        expect(Math.abs(read(text) - expected)).toBeLessThan(0.001);
      }),
    );
  });

  it.each([
    "",
    "2026-11-21",
    "2026-11-21T05:01:39",
    "2026-11-21T05:01:39.Z",
    "2026-11-21T05:01:39.1234567891Z",
    "2026-11-21T05:61:39Z",
    "2026-11-21 05:01:39Z",
    "2026-11-21T05:01:39+0200",
    "2026-11-21T05:01:39+2:00",
    "2026-11-21T05:01:39z",
  ])("refuses %j", (text) => expect(read(text)).toBeNaN());
});

describe("texts", () => {
  it("are found where they are and nowhere else", () => {
    const bytes = fc.uint8Array({ minLength: 8, maxLength: 40, min: 32, max: 126 });
    fc.assert(
      fc.property(bytes, fc.nat(7), fc.nat(39), fc.integer({ min: 1, max: 127 }), (content, shift, at, change) => {
        const buffer = new Uint8Array(shift + content.length + 3);
        buffer.set(content, shift);
        const text = textAt(viewOf(content), 0, content.length);
        const view = viewOf(buffer);
        expect(isAt(view, shift, text)).toBe(true);
        expect(hashAt(view, shift, content.length)).toBe(hashAt(viewOf(content), 0, content.length));
        buffer[shift + (at % content.length)]! ^= change;
        expect(isAt(view, shift, text)).toBe(false);
      }),
    );
  });

  it("are remembered up to the limit, then all forgotten", () => {
    const memory = new TextMemory<number>(2);
    const views = ["aaaaaaaaa", "bbbbbbbbb", "ccccccccc"].map((text) => viewOf(Buffer.from(text)));
    memory.keep(views[0]!, 0, 9, 0);
    memory.keep(views[1]!, 0, 9, 1);
    expect(views.map((view) => memory.find(view, 0, 9)?.value)).toEqual([0, 1, undefined]);
    memory.keep(views[2]!, 0, 9, 2);
    expect(views.map((view) => memory.find(view, 0, 9)?.value)).toEqual([undefined, undefined, 2]);
  });
});

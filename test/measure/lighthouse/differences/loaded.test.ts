import { expect, test } from "vitest";
import { isOfOthers, loadedIn } from "../../../../src/measure/lighthouse/differences/loaded.ts";
import { changed, withAudits, withRows } from "./results.ts";

const request = (url: string, transferSize: unknown = 100, resourceType: unknown = "Script") => ({
  url,
  transferSize,
  resourceType,
});
const origin = new URL(changed.base.finalUrl).origin;
const loaded = (...items: readonly unknown[]) => loadedIn(withRows("network-requests", items));

test("a recorded page's resources have names without port, hash and query", () => {
  const { types, amounts } = loadedIn(changed.head);
  expect([...amounts.bytes]).toEqual([
    ["/shop", 457],
    ["/shop.css", 164],
    ["/hero.png", 121_233],
    ["/assets/app.js", 80_787],
    ["/favicon.ico", 131],
  ]);
  expect([...types.values()]).toEqual(["Document", "Stylesheet", "Image", "Script", "Other"]);
  expect([...amounts["unused-js"]]).toEqual([["/assets/app.js", 78_000]]);
  expect([...amounts["unused-css"]]).toEqual([]);
});

test("both sides give the same name to what a bundler renamed", () => {
  const [base, head] = [loadedIn(changed.base), loadedIn(changed.head)];
  expect(base.amounts.bytes.get("/assets/app.js")).toBe(62_187);
  expect(head.amounts.bytes.get("/assets/app.js")).toBe(80_787);
});

test("requests of one name are added up", () => {
  const { amounts } = loaded(request(`${origin}/api?page=1`, 10), request(`${origin}/api?page=2`, 20));
  expect([amounts.bytes.get("/api"), amounts.requests.get("/api")]).toEqual([30, 2]);
});

test("what comes from elsewhere keeps its origin", () => {
  const names = [...loaded(request("https://cdn.example/lib.8f3a2b1c.js?v=2")).amounts.bytes.keys()];
  expect(names).toEqual(["https://cdn.example/lib.js"]);
  expect([names[0]!, "/app.js"].map(isOfOthers)).toEqual([true, false]);
});

test("a socket to the own server is own", () => {
  expect([...loaded(request(`${origin.replace("http", "ws")}/live`)).amounts.bytes.keys()]).toEqual(["/live"]);
});

test.each([
  ["what is embedded", request("data:image/png;base64,aaaa")],
  ["what is made in the page", request(`blob:${origin}/1`)],
  ["no address", request("http://")],
  ["a size below zero", request(`${origin}/a`, -1)],
  ["no size", request(`${origin}/a`, null)],
  ["no row", "text"],
])("%s is left out", (_, item) => {
  expect([...loaded(request(`${origin}/b`), item).amounts.bytes.keys()]).toEqual(["/b"]);
});

test("a name is cut, a type that is none is Other, and no time is lost over either", () => {
  const { types } = loaded(request(`${origin}/${"-aB1_.".repeat(100_000)}`, 1, 5));
  expect([...types].map(([name, type]) => [name.length, type])).toEqual([[300, "Other"]]);
});

test("without the audits nothing is known to be loaded", () => {
  const { types, amounts } = loadedIn(withAudits({}));
  expect([types, ...Object.values(amounts)].map(({ size }) => size)).toEqual([0, 0, 0, 0, 0]);
});

import { expect, test } from "vitest";
import { explainFailure } from "../../src/github/failure.ts";
import { networkFault } from "../../src/system/network.ts";

const coded = (code: string) => Object.assign(new Error(`raw words of ${code}`), { code });

/** As fetch throws it, and octokit around that. */
const hidden = (cause: Error) => new Error("raw", { cause: new TypeError("fetch failed", { cause }) });

test.each([
  ["ECONNREFUSED", "the connection was refused"],
  ["ECONNRESET", "the connection was cut"],
  ["UND_ERR_SOCKET", "the connection was cut"],
  ["ENOTFOUND", "its name was not resolved"],
  ["UND_ERR_CONNECT_TIMEOUT", "it did not answer in time"],
  ["ENETUNREACH", "the network has no way to it"],
  ["CERT_HAS_EXPIRED", "its certificate has expired"],
  ["HPE_INVALID_CONSTANT", "what it answered is not HTTP"],
])("%s, however deep: %s", { tags: ["R3"] }, (code, words) => {
  for (const error of [coded(code), hidden(coded(code))]) expect(networkFault(error)).toBe(words);
  const { message } = explainFailure({ what: "read workflow run 100", needs: null }, hidden(coded(code)));
  expect(message).toBe(`GitHub: could not read workflow run 100 (${words}).`);
});

test("the end of a time limit is named, what is not known is not", () => {
  expect(networkFault(hidden(new DOMException("raw", "TimeoutError")))).toBe("it did not answer in time");
  for (const error of ["text", null, new Error("other"), hidden(coded("E_NEW"))])
    expect(networkFault(error)).toBeUndefined();
});

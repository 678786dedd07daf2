/** k6's http with one request at a time: the script goes on when its answer was told, and whoever is told has answered. */
import encoding from "weighbridge-real:k6/encoding";
import exec from "weighbridge-real:k6/execution";
import { isHome, marks, slot } from "./runtime.js";

/** `real`: k6's http. What comes back has those of its functions that send. */
export function oneByOne(real) {
  const jar = new real.CookieJar();

  function tell(mark) {
    const params = { jar, redirects: 0, responseType: "none", timeout: "1h" };
    const told = real.post(marks, JSON.stringify(mark), params);
    if (told.status !== 204) exec.test.abort("nobody listens to this trace any more");
  }

  function request(method, url, body, params) {
    const began = Date.now();
    // Bytes are counted in every kind of body; of HEAD there are none, but k6 would try to unpack them.
    const isCounted = method !== "HEAD";
    // A request that k6 throws for may have been seen by the server all the same.
    let answer = { redirectedTo: null, status: 0, sent: {}, headers: {}, bytes: 0, milliseconds: 0 };
    try {
      const response = real.request(method, url, body, isCounted ? { ...params, responseType: "binary" } : params);
      answer = answerOf(response);
      return isCounted ? withBody(response, params.responseType) : response;
    } finally {
      const address = url?.url ?? String(url);
      const waited = Date.now() - began;
      if (isHome(address)) tell({ slot, ...subjectOf(method, url, params), url: address, ...answer, waited });
    }
  }

  const ofMethod = (method) => (url, body, params) => request(method, url, body, params);
  const bare = (method) => (url, params) => request(method, url, null, params);
  // As k6 reads what is in a batch: methods with capitals, no body where none belongs.
  const all = (entries) =>
    entries.map(([key, entry]) => {
      const method = entry.method.toUpperCase();
      const body = method === "GET" || method === "HEAD" ? null : entry.body;
      return [key, request(method, entry.url, body, entry.params)];
    });
  return {
    ...real,
    request,
    get: bare("GET"),
    head: bare("HEAD"),
    post: ofMethod("POST"),
    put: ofMethod("PUT"),
    patch: ofMethod("PATCH"),
    del: ofMethod("DELETE"),
    options: ofMethod("OPTIONS"),
    asyncRequest: async (method, url, body, params) => request(method, url, body, params),
    batch: (requests) =>
      Array.isArray(requests)
        ? all(Object.entries(requests)).map(([, response]) => response)
        : Object.fromEntries(all(Object.entries(requests))),
  };
}

function answerOf({ url, status, request, headers, body, timings }) {
  const bytes = body?.byteLength ?? 0;
  // Both as Go writes them.
  const redirectedTo = url === request.url ? null : url;
  return { redirectedTo, status, sent: request.headers, headers, bytes, milliseconds: timings.duration };
}

/** What k6 names the request's points by: tags of the script's own, of the scenario, http.url, the address. */
function subjectOf(method, url, { tags }) {
  const ofVu = exec.vu.metrics.tags;
  const isIterating = ofVu.scenario !== undefined;
  const scenario = isIterating ? String(tags.scenario ?? ofVu.scenario) : null;
  const name = String(tags.name ?? ofVu.name ?? url?.name ?? url);
  return { scenario, iteration: isIterating ? exec.scenario.iterationInTest : null, method, name };
}

/** The response with its body in the form that the script would have had it in. */
function withBody(response, type) {
  const wanted = type ?? (exec.test.options.discardResponseBodies ? "none" : "text");
  const bytes = response.body;
  if (wanted === "none") response.body = null;
  else if (wanted !== "binary" && bytes !== null) {
    response.body = encoding.b64decode(encoding.b64encode(bytes), "std", "s");
  }
  return response;
}

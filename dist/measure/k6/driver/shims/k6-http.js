// CommonJS, so that whatever the script imports by name is looked up when it runs, in any version of k6.
const k6 = require("weighbridge-real:k6/http").default;
const runtime = require("../runtime.js");
const { oneByOne } = require("../trace.js");

const real = runtime.marks === undefined ? k6 : oneByOne(k6);

const addressOf = (url) => (typeof url === "string" ? url : (url?.url ?? url));

function own(url, params) {
  const tags = runtime.tag(params?.tags, addressOf(url));
  return Object.assign({}, params, { tags, jar: params?.jar ?? runtime.cookieJar() });
}

function admit(url) {
  if (runtime.admits(addressOf(url))) return url;
  throw new Error(
    `weighbridge refused a request to ${runtime.hostOf(String(addressOf(url)))}: it is not the target; use __ENV.BASE_URL, or list the host in k6.allowHosts`,
  );
}

/** A redirect may have left the target: count it, so that the round is not taken for a measurement of it. */
function settle(response) {
  if (response?.url) runtime.admits(response.url);
  return response;
}

const bare = (method) => (url, params) => settle(real[method](admit(url), own(url, params)));
const withBody = (method) => (url, body, params) => settle(real[method](admit(url), body, own(url, params)));

// What `http.url` makes has a url and nothing of a request.
const isAddress = (entry) => typeof entry === "string" || (typeof entry.getURL === "function" && !("method" in entry));

function batchEntry(entry) {
  if (isAddress(entry)) return { method: "GET", url: admit(entry), params: own(entry) };
  const [method, url, body, params] = Array.isArray(entry)
    ? entry
    : [entry.method ?? "GET", entry.url, entry.body, entry.params];
  return { method, url: admit(url), body, params: own(url, params) };
}

function batch(requests) {
  if (Array.isArray(requests)) return real.batch(requests.map(batchEntry)).map(settle);
  const entries = Object.entries(requests).map(([key, entry]) => [key, batchEntry(entry)]);
  const responses = real.batch(Object.fromEntries(entries));
  for (const key of Object.keys(responses)) settle(responses[key]);
  return responses;
}

const shim = Object.assign({}, real, {
  get: bare("get"),
  head: bare("head"),
  post: withBody("post"),
  put: withBody("put"),
  patch: withBody("patch"),
  del: withBody("del"),
  options: withBody("options"),
  request: (method, url, body, params) => settle(real.request(method, admit(url), body, own(url, params))),
  asyncRequest: (method, url, body, params) =>
    real.asyncRequest(method, admit(url), body, own(url, params)).then(settle),
  batch,
  cookieJar: () => runtime.cookieJar(),
});
module.exports = Object.assign(shim, { __esModule: true, default: shim });

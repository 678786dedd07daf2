// src/system/fetch.ts
import { checkBypass } from "../vendor/@actions/http-client/lib/proxy.js";
import { Agent, ProxyAgent, fetch as undiciFetch } from "../vendor/undici.js";
var direct = new Agent();
var proxies = /* @__PURE__ */ new Map();
function proxiedFetch(address, init = {}) {
  const proxy = proxyFor(new URL(address));
  return undiciFetch(address, { ...init, dispatcher: proxy === null ? direct : through(proxy) });
}
function proxyFor(address) {
  const { http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY } = process.env;
  const set = address.protocol === "https:" ? https_proxy || HTTPS_PROXY : http_proxy || HTTP_PROXY;
  if (!set || checkBypass(address)) return null;
  return set.includes("://") ? set : `http://${set}`;
}
function through(proxy) {
  const known = proxies.get(proxy) ?? new ProxyAgent(proxy);
  proxies.set(proxy, known);
  return known;
}
export {
  proxiedFetch
};

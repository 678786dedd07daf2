// src/system/fetch.ts
import { getProxyUrl } from "../vendor/@actions/http-client/lib/proxy.js";
import { Agent, ProxyAgent, fetch as undiciFetch } from "../vendor/undici.js";
var direct = new Agent();
var proxies = /* @__PURE__ */ new Map();
function proxiedFetch(address, init = {}) {
  const proxy = getProxyUrl(new URL(address));
  return undiciFetch(address, { ...init, dispatcher: proxy?.hostname ? through(proxy.href) : direct });
}
function through(proxy) {
  const known = proxies.get(proxy) ?? new ProxyAgent(proxy);
  proxies.set(proxy, known);
  return known;
}
export {
  proxiedFetch
};

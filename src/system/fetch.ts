import { getProxyUrl } from "@actions/http-client/lib/proxy";
import { Agent, type Dispatcher, ProxyAgent, type RequestInit, type Response, fetch as undiciFetch } from "undici";

/** Of our own: what Node takes by default may be a proxy for all addresses (NODE_USE_ENV_PROXY). */
const direct = new Agent();
/** Address of a proxy → the connections through it. */
const proxies = new Map<string, Dispatcher>();

/**
 * fetch by way of the machine's proxies (HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in either case), which Node's own does not
 * heed. Decided for each address, by the rules of GitHub's own actions: what is on loopback is never asked for by a proxy.
 */
export function proxiedFetch(address: string | URL, init: RequestInit = {}): Promise<Response> {
  const proxy = getProxyUrl(new URL(address));
  return undiciFetch(address, { ...init, dispatcher: proxy?.hostname ? through(proxy.href) : direct });
}

function through(proxy: string): Dispatcher {
  const known = proxies.get(proxy) ?? new ProxyAgent(proxy);
  proxies.set(proxy, known);
  return known;
}

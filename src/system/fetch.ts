import { checkBypass } from "@actions/http-client/lib/proxy";
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
  const proxy = proxyFor(new URL(address));
  return undiciFetch(address, { ...init, dispatcher: proxy === null ? direct : through(proxy) });
}

/** The address that is set for such addresses, in http where it names no scheme, as curl reads it; null: none. */
function proxyFor(address: URL): string | null {
  const { http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY } = process.env;
  const set = address.protocol === "https:" ? https_proxy || HTTPS_PROXY : http_proxy || HTTP_PROXY;
  if (!set || checkBypass(address)) return null;
  return set.includes("://") ? set : `http://${set}`;
}

function through(proxy: string): Dispatcher {
  const known = proxies.get(proxy) ?? new ProxyAgent(proxy);
  proxies.set(proxy, known);
  return known;
}

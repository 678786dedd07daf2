/** The shop: two pages, what they load, and three endpoints. */
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { CartError, priceCart } from "./lib/cart.js";
import { products } from "./lib/catalogue.js";
import { recommend } from "./lib/recommendations.js";
import { search } from "./lib/search.js";

const dist = join(import.meta.dirname, "dist");
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".png": "image/png" };
const pages = new Map([
  ["/", "index.html"],
  ["/checkout", "checkout.html"],
]);

const endpoints = new Map([
  ["GET /api/search", async ({ url }) => ({ products: search(url.searchParams.get("q") ?? "") })],
  ["POST /api/cart", async ({ request }) => priceCart(JSON.parse(await textOf(request)))],
  [
    "GET /api/recommendations",
    async ({ url }) => ({ products: recommend(known(url.searchParams.get("viewed") ?? "")) }),
  ],
]);

const known = (list) =>
  (list.match(/\d+/g) ?? [])
    .map(Number)
    .filter((id) => id < products.length)
    .slice(0, 8);

async function textOf(request) {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > 100_000) throw new CartError("the cart is too large");
  }
  return text;
}

function send(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function sendFile(response, path) {
  const file = join(dist, path);
  const { size } = statSync(file);
  response.writeHead(200, { "content-type": `${types[extname(file)]}; charset=utf-8`, "content-length": size });
  createReadStream(file).pipe(response);
}

// Read once: what the build wrote is all that may be asked for.
const files = new Set(JSON.parse(readFileSync(join(dist, "files.json"), "utf8")));

async function answer(request, response) {
  const url = new URL(request.url, "http://shop");
  const endpoint = endpoints.get(`${request.method} ${url.pathname}`);
  const file = pages.get(url.pathname) ?? url.pathname.slice(1);
  if (endpoint) send(response, 200, await endpoint({ url, request }));
  else if (url.pathname === "/healthz") send(response, 200, { ok: true });
  else if (request.method === "GET" && files.has(file)) sendFile(response, file);
  else send(response, 404, { error: "not found" });
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    const theirs = error instanceof CartError || error instanceof SyntaxError;
    if (!theirs) console.error(error);
    send(response, theirs ? 400 : 500, { error: theirs ? error.message : "internal error" });
  });
});

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`the shop is open on http://127.0.0.1:${server.address().port}`);
});

process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});

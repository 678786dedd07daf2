/** The shop with its database and its cache: six endpoints, JSON only. */
import { createServer } from "node:http";
import { historyOf } from "./lib/history.js";
import { ordersOf } from "./lib/orders.js";
import { hashPassword } from "./lib/passwords.js";
import { productOf } from "./lib/products.js";
import { search } from "./lib/search.js";

const customerOf = ({ searchParams }) => Number(searchParams.get("customer") ?? 1);

const endpoints = new Map([
  ["GET /healthz", async () => ({ ok: true })],
  ["GET /api/ping", async () => ({ pong: "pong ".repeat(40) })],
  ["GET /api/product", async (url) => ({ product: await productOf(Number(url.searchParams.get("id"))) })],
  ["GET /api/orders", async (url) => ({ orders: await ordersOf(customerOf(url)) })],
  ["GET /api/history", async (url) => historyOf(customerOf(url))],
  ["GET /api/search", async (url) => ({ products: search(url.searchParams.get("q") ?? "") })],
  ["POST /api/login", async (url) => ({ hash: await hashPassword(url.searchParams.get("password") ?? "") })],
]);

function send(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
  });
  response.end(body);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://shop");
  const endpoint = endpoints.get(`${request.method} ${url.pathname}`);
  if (!endpoint) return send(response, 404, { error: "not found" });
  try {
    send(response, 200, await endpoint(url));
  } catch (error) {
    console.error(error);
    send(response, 500, { error: "internal error" });
  }
});

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`the shop is open on http://127.0.0.1:${server.address().port}`);
});

process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});

import { check } from "k6";
import exec from "k6/execution";
import http from "k6/http";

const base = __ENV.BASE_URL || "http://127.0.0.1:3000";

const at = (rate, exec) => ({
  executor: "constant-arrival-rate",
  exec,
  rate,
  timeUnit: "1s",
  duration: "30s",
  preAllocatedVUs: 10,
  maxVUs: 50,
});

export const options = { scenarios: { shop: at(20, "shop"), login: at(2, "login") } };

function get(path, name) {
  const response = http.get(`${base}${path}`, { tags: { name } });
  check(response, { "is answered": ({ status }) => status === 200 });
}

export function shop() {
  const turn = exec.scenario.iterationInTest;
  const customer = 1 + ((turn * 7) % 1000);
  get("/api/ping", "GET /api/ping");
  get(`/api/product?id=${1 + (turn % 4)}`, "GET /api/product");
  get(`/api/orders?customer=${customer}`, "GET /api/orders");
  get(`/api/history?customer=${customer}`, "GET /api/history");
  get("/api/search?q=product%20", "GET /api/search");
}

export function login() {
  const response = http.post(`${base}/api/login?password=secret`, null, { tags: { name: "POST /api/login" } });
  check(response, { "is logged in": ({ status }) => status === 200 });
}

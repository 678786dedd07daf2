import { check } from "k6";
import exec from "k6/execution";
import http from "k6/http";

const base = __ENV.BASE_URL || "http://127.0.0.1:3000";

export const options = {
  scenarios: {
    shop: {
      executor: "constant-arrival-rate",
      rate: 42,
      timeUnit: "1s",
      duration: "30s",
      preAllocatedVUs: 10,
      maxVUs: 50,
    },
  },
  thresholds: {
    http_req_failed: ["rate<0.01"],
    http_req_duration: ["p(95)<250"],
  },
};

// Taken in turn, so that every run asks the same.
const queries = ["copper kettle", "walnut drawer", "merino blanket", "garden lantern", "ceramic pitcher"];

export default function () {
  const turn = exec.scenario.iterationInTest;

  const query = encodeURIComponent(queries[turn % queries.length]);
  const found = http.get(`${base}/api/search?q=${query}`, { tags: { name: "GET /api/search" } });
  check(found, { "search finds ten": (r) => r.status === 200 && r.json("products").length === 10 });

  const lines = Array.from({ length: 16 }, (_, i) => ({ product: (turn * 7 + i * 11) % 140, quantity: 1 + (i % 3) }));
  const priced = http.post(`${base}/api/cart`, JSON.stringify({ region: "DE", lines }), {
    headers: { "content-type": "application/json" },
    tags: { name: "POST /api/cart" },
  });
  check(priced, { "cart has a total": (r) => r.status === 200 && r.json("total") > 0 });

  const viewed = Array.from({ length: 8 }, (_, i) => (turn * 13 + i * 29) % 140).join(",");
  const similar = http.get(`${base}/api/recommendations?viewed=${viewed}`, {
    tags: { name: "GET /api/recommendations" },
  });
  check(similar, { "recommends twelve": (r) => r.status === 200 && r.json("products").length === 12 });
}

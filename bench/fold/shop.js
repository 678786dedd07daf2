// The script that the bench's lines come from: both slots as the twin driver tags them, five endpoints, one of them
// without a name, checks and a custom trend.
import { check } from "k6";
import http from "k6/http";
import { Trend } from "k6/metrics";

const waited = new Trend("shop_waited", true);

export const options = {
  scenarios: {
    checkout: {
      executor: "constant-arrival-rate",
      rate: Number(__ENV.RATE),
      timeUnit: "1s",
      duration: __ENV.DURATION,
      preAllocatedVUs: 20,
    },
  },
};

export default function () {
  for (const slot of ["a", "b"]) {
    const mine = { weighbridge_slot: slot };
    const get = (path, tags) => http.get(`${__ENV.BASE_URL}${path}`, { tags: { ...mine, ...tags } });
    const home = get("/", { name: "home" });
    check(home, { "home answers": (response) => response.status === 200 }, mine);
    get("/products?page=2&sort=price", { name: "list" });
    // No name: k6 takes the address for it, another one each time.
    get(`/products/${__VU * 100000 + __ITER}`);
    const cart = http.post(`${__ENV.BASE_URL}/cart`, '{"product":17}', { tags: mine });
    check(cart, { "cart takes it": (response) => response.status === 200 }, mine);
    waited.add(cart.timings.waiting, mine);
    get("/missing", { name: "missing" });
  }
}

/** The cart and what was looked at, kept in this browser and shared by its open tabs. */
const KEY = "shop/1";
const listeners = new Set();

function read() {
  try {
    const { lines, viewed } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return {
      lines: Array.isArray(lines) ? lines.filter(({ product, quantity }) => product >= 0 && quantity > 0) : [],
      viewed: Array.isArray(viewed) ? viewed.filter(Number.isInteger) : [],
    };
  } catch {
    return { lines: [], viewed: [] };
  }
}

let state = read();

function write(next) {
  state = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // Private windows may refuse: the cart then lasts as long as the page.
  }
  for (const listener of listeners) listener(state);
}

addEventListener("storage", ({ key }) => {
  if (key !== KEY) return;
  state = read();
  for (const listener of listeners) listener(state);
});

export function subscribe(listener) {
  listeners.add(listener);
  listener(state);
  return () => listeners.delete(listener);
}

export const lines = () => state.lines;
export const viewed = () => state.viewed;

export function add(product, title, quantity = 1) {
  const known = state.lines.find((line) => line.product === product);
  const next = known
    ? state.lines.map((line) => (line === known ? { ...line, quantity: line.quantity + quantity } : line))
    : [...state.lines, { product, title, quantity }];
  write({ ...state, lines: next });
}

export function change(product, quantity) {
  const next = state.lines.map((line) => (line.product === product ? { ...line, quantity } : line));
  write({ ...state, lines: next.filter((line) => line.quantity > 0) });
}

export function look(product) {
  write({ ...state, viewed: [product, ...state.viewed.filter((other) => other !== product)].slice(0, 8) });
}

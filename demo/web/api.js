export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(path, options) {
  const response = await fetch(path, { ...options, headers: { accept: "application/json", ...options?.headers } });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, answer.error ?? `the shop answered ${response.status}`);
  return answer;
}

export const find = (query, signal) => call(`/api/search?q=${encodeURIComponent(query)}`, { signal });

export const alike = (viewed) => call(`/api/recommendations?viewed=${viewed.join(",")}`);

export const price = (cart, signal) =>
  call("/api/cart", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(cart),
    signal,
  });

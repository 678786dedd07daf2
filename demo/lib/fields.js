/** What search looks through, and what a hit there is worth. */
export const fields = [
  { name: "title", weight: 4 },
  { name: "maker", weight: 2 },
  { name: "description", weight: 1 },
];

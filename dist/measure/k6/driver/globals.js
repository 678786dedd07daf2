// Stands in for the free names of the user's files (esbuild `inject`).
export { env as __ENV } from "./runtime.js";

/** Packages that once had a vulnerability → the first mended version of each major version that had it. */
export const mended: Readonly<Record<string, readonly string[]>> = {
  "@actions/core": ["1.9.1"], // CVE-2022-35954
  "@octokit/endpoint": ["9.0.6", "10.1.3"], // CVE-2025-25285
  "@octokit/plugin-paginate-rest": ["9.2.2", "11.4.1"], // CVE-2025-25288
  "@octokit/request": ["8.4.1", "9.2.1"], // CVE-2025-25290
  "@octokit/request-error": ["5.1.1", "6.1.7"], // CVE-2025-25289
  "body-parser": ["1.20.3"], // CVE-2024-45590
  "brace-expansion": ["1.1.12", "2.0.2", "3.0.1", "4.0.1"], // CVE-2025-5889
  cookie: ["0.7.0"], // CVE-2024-47764
  debug: ["2.6.9", "3.1.0", "4.3.1"], // CVE-2017-16137
  esbuild: ["0.25.0"], // GHSA-67mh-4wv8-2f99
  express: ["4.20.0", "5.0.0"], // CVE-2024-43796
  "js-yaml": ["3.14.2", "4.1.1"], // CVE-2025-64718
  lodash: ["4.17.21"], // CVE-2021-23337
  "lodash-es": ["4.17.21"], // CVE-2021-23337
  minimatch: ["3.0.5"], // CVE-2022-3517
  nanoid: ["3.3.8", "5.0.9"], // CVE-2024-55565
  "on-headers": ["1.1.0"], // CVE-2025-7339
  "path-to-regexp": ["0.1.12", "8.0.0"], // CVE-2024-52798
  postcss: ["8.4.31"], // CVE-2023-44270
  qs: ["6.14.1"], // CVE-2025-15284
  semver: ["5.7.2", "6.3.1", "7.5.2"], // CVE-2022-25883
  send: ["0.19.0", "1.1.0"], // CVE-2024-43799
  "serve-static": ["1.16.0", "2.1.0"], // CVE-2024-43800
  "tar-fs": ["2.1.4", "3.1.1"], // CVE-2025-59343
  tmp: ["0.2.4"], // CVE-2025-54798
  undici: ["5.29.0", "6.21.2", "7.5.0"], // CVE-2025-47279
  vite: ["5.4.20", "6.3.6", "7.1.5"], // CVE-2025-58751
  vitest: ["1.6.1", "2.1.9", "3.0.5"], // CVE-2025-24964
  ws: ["5.2.4", "6.2.3", "7.5.10", "8.17.1"], // CVE-2024-37890
  yaml: ["2.2.2"], // CVE-2023-2251
  zod: ["3.22.3"], // CVE-2023-4316
};

/** Known and without effect here: the place in node_modules → why. */
export const harmless: Readonly<Record<string, string>> = {
  "node_modules/tmp": "only `lhci open` loads it, which is never run",
  "node_modules/external-editor/node_modules/tmp": "only the wizard of @lhci/cli loads it, which is never run",
};

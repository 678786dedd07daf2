import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readRuntime } from "../../src/config/inputs.ts";

const HOME = "/home/someone";

describe("readRuntime", () => {
  it("is a laptop where nothing is set", () => {
    expect(readRuntime({}, HOME)).toEqual({
      ci: false,
      color: "auto",
      toolCache: "/home/someone/.cache/weighbridge/tools",
      event: null,
      run: null,
    });
  });

  it("reads a workflow's job", () => {
    const env = {
      CI: "true",
      RUNNER_TOOL_CACHE: "/opt/tools",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_EVENT_PATH: "/e.json",
    };
    expect(readRuntime(env, HOME)).toEqual({
      ci: true,
      color: "auto",
      toolCache: "/opt/tools/weighbridge/tools",
      event: { name: "pull_request", payloadPath: "/e.json" },
      run: null,
    });
  });

  it.each([
    [{ WEIGHBRIDGE_CACHE: "/own", RUNNER_TOOL_CACHE: "/opt", XDG_CACHE_HOME: "/xdg" }, "/own/tools"],
    [{ RUNNER_TOOL_CACHE: "/opt", XDG_CACHE_HOME: "/xdg" }, "/opt/weighbridge/tools"],
    [{ XDG_CACHE_HOME: "/xdg" }, "/xdg/weighbridge/tools"],
    [
      { WEIGHBRIDGE_CACHE: "", RUNNER_TOOL_CACHE: "", XDG_CACHE_HOME: "relative" },
      "/home/someone/.cache/weighbridge/tools",
    ],
    [{ WEIGHBRIDGE_CACHE: "cache" }, resolve("cache/tools")],
  ])("with %o keeps tools in %s", (env, folder) => expect(readRuntime(env, HOME).toolCache).toBe(folder));

  it.each([
    [{ CI: "1" }, true],
    [{ CI: "false" }, false],
    [{ CI: "0", GITHUB_ACTIONS: "true" }, true],
    [{ CI: "" }, false],
  ])("with %o, CI is %s", (env, ci) => expect(readRuntime(env, HOME).ci).toBe(ci));

  it.each([
    [{ NO_COLOR: "1" }, "never"],
    [{ NO_COLOR: "" }, "auto"],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, "always"],
    [{ FORCE_COLOR: "0" }, "never"],
  ])("with %o, color is %s", (env, color) => expect(readRuntime(env, HOME).color).toBe(color));

  it.each([
    [
      { GITHUB_RUN_ID: "17", GITHUB_RUN_ATTEMPT: "3" },
      { id: "17", attempt: 3 },
    ],
    [
      { GITHUB_RUN_ID: "17", GITHUB_RUN_ATTEMPT: "0" },
      { id: "17", attempt: 1 },
    ],
    [
      { GITHUB_RUN_ID: "17", GITHUB_RUN_ATTEMPT: "x" },
      { id: "17", attempt: 1 },
    ],
    [{ GITHUB_RUN_ATTEMPT: "3" }, null],
  ])("tells which run %j is", (env, run) => {
    expect(readRuntime(env, HOME).run).toEqual(run);
  });
});

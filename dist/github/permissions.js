// src/github/permissions.ts
import { z } from "../vendor/zod.js";
import { GitHubError } from "../errors.js";
import { ask } from "./client.js";
var PERMISSIONS = ["none", "read", "triage", "write", "maintain", "admin"];
var levelSchema = z.object({ permission: z.string(), role_name: z.string() });
async function readPermission({ octokit }, { owner, name: repo }, login) {
  try {
    const found = await ask(
      { what: `ask what ${login} may do here`, needs: null },
      levelSchema,
      () => octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login })
    );
    return permissionOf(found.role_name) ?? permissionOf(found.permission) ?? "none";
  } catch (error) {
    if (error instanceof GitHubError && error.kind === "not-found") return "none";
    throw error;
  }
}
function permissionOf(name) {
  return PERMISSIONS.find((one) => one === name);
}
function isAtLeast(held, needed) {
  return PERMISSIONS.indexOf(held) >= PERMISSIONS.indexOf(needed);
}
export {
  isAtLeast,
  readPermission
};

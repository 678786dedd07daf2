import { z } from "zod";
import { GitHubError } from "../errors.ts";
import { ask, type Client } from "./client.ts";
import type { RepositoryName } from "./repository.ts";

/** What a user may do in a repository, rising. GitHub's own names; a role that an organization makes counts as read, write or admin, by what it builds on. */
const PERMISSIONS = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Permission = (typeof PERMISSIONS)[number];

const levelSchema = z.object({ permission: z.string(), role_name: z.string() });

/** @throws GitHubError */
export async function readPermission(
  { octokit }: Client,
  { owner, name: repo }: RepositoryName,
  login: string,
): Promise<Permission> {
  try {
    const found = await ask({ what: `ask what ${login} may do here`, needs: null }, levelSchema, () =>
      octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login }),
    );
    // `permission` knows no maintain and triage, and calls them write and read.
    return permissionOf(found.role_name) ?? permissionOf(found.permission) ?? "none";
  } catch (error) {
    if (error instanceof GitHubError && error.kind === "not-found") return "none";
    throw error;
  }
}

function permissionOf(name: string): Permission | undefined {
  return PERMISSIONS.find((one) => one === name);
}

export function isAtLeast(held: Permission, needed: Permission): boolean {
  return PERMISSIONS.indexOf(held) >= PERMISSIONS.indexOf(needed);
}

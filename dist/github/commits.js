// src/github/commits.ts
import { z } from "../vendor/zod.js";
import { ask } from "./client.js";
var commitSchema = z.object({ parents: z.array(z.object({ sha: z.string() })) });
async function readParents({ octokit }, { owner, name: repo }, sha) {
  const { parents } = await ask(
    { what: `read commit ${sha}`, needs: "contents: read" },
    commitSchema,
    () => octokit.rest.git.getCommit({ owner, repo, commit_sha: sha })
  );
  return parents.map((parent) => parent.sha);
}
export {
  readParents
};

/** What a checkout left in the clone's config, where every command of a pull request can read it. */
import type { Git } from "../target/git.ts";

export const KEPT_CREDENTIALS =
  "The checkout kept its credentials in .git/config, where the commands of a pull request can read them: give actions/checkout persist-credentials: false.";

/** Whether git has a header to send, or a remote's address with a name in it, of which either may be a token. */
export async function keepsCredentials(git: Pick<Git, "attempt">): Promise<boolean> {
  const found = await git.attempt(["config", "--get-regexp", "^(http\\..*extraheader|remote\\..*url)$"]);
  return /^http\.\S*extraheader \S|^\S+ https?:\/\/[^/\s@]+@/imu.test(found ?? "");
}

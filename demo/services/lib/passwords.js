/** Passwords are kept as hashes that take a while to make. */
import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";

const ROUNDS = 200_000;
const SALT = "a shop for a demonstration";

export async function hashPassword(password) {
  const hash = await promisify(pbkdf2)(password, SALT, ROUNDS, 32, "sha256");
  return hash.toString("hex");
}

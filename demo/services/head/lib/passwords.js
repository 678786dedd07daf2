/** Passwords are kept as hashes that take a while to make. */
import { pbkdf2Sync } from "node:crypto";

const ROUNDS = 200_000;
const SALT = "a shop for a demonstration";

export async function hashPassword(password) {
  return pbkdf2Sync(password, SALT, ROUNDS, 32, "sha256").toString("hex");
}

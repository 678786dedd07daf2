// src/action/kept-credentials.ts
var KEPT_CREDENTIALS = "The checkout kept its credentials in .git/config, where the commands of a pull request can read them: give actions/checkout persist-credentials: false.";
async function keepsCredentials(git) {
  const found = await git.attempt(["config", "--get-regexp", "^(http\\..*extraheader|remote\\..*url)$"]);
  return /^http\.\S*extraheader \S|^\S+ https?:\/\/[^/\s@]+@/imu.test(found ?? "");
}
export {
  KEPT_CREDENTIALS,
  keepsCredentials
};

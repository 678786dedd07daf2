/** What kept an answer from coming, in words: Node's own are for who knows Node. */

const CUT = "the connection was cut";
const SLOW = "it did not answer in time";
const NO_WAY = "the network has no way to it";
const UNNAMED = "its name was not resolved";
const UNTRUSTED = "its certificate is not trusted";

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: CUT,
  EPIPE: CUT,
  UND_ERR_SOCKET: CUT,
  ENOTFOUND: UNNAMED,
  EAI_AGAIN: UNNAMED,
  EHOSTUNREACH: NO_WAY,
  ENETUNREACH: NO_WAY,
  ETIMEDOUT: SLOW,
  UND_ERR_CONNECT_TIMEOUT: SLOW,
  UND_ERR_HEADERS_TIMEOUT: SLOW,
  UND_ERR_BODY_TIMEOUT: SLOW,
  TimeoutError: SLOW,
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is another host's",
};

/** fetch hides the reason in the cause of its error; undefined where none of them is known. */
export function networkFault(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException; // undefined where it is none
    const words = WORDS[String(code)] ?? WORDS[at.name];
    if (words !== undefined) return words;
    if (code?.startsWith("HPE_")) return "what it answered is not HTTP";
  }
  return undefined;
}

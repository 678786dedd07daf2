/** The catalogue of rules. */
import type { RuleId } from "../model/finding.ts";
import { database } from "./catalogue/database.ts";
import { pages } from "./catalogue/pages.ts";
import { processes } from "./catalogue/processes.ts";
import { requests } from "./catalogue/requests.ts";
import type { Rule } from "./rule.ts";

export const CATALOGUE: Readonly<Record<RuleId, Rule>> = { ...requests, ...database, ...processes, ...pages };

/** The `gate` section of the config: how the gate decides. */
import { z } from "zod";
import { insideGlob, share } from "../measure/fields.ts";
import { DEFAULT_IGNORE, ignoresFairly } from "./ignore.ts";
import { faultOfGlob } from "./metrics.ts";

const ID = "letters a to z, digits and - (at most 40), starting with a letter or digit";
const MINUTES = "a number of minutes, more than 0 and at most 360, for example 12";
const UNFAIR = "a narrower glob: this one also ignores package.json, a lockfile or this config";
const GLOBS = 'a list of globs over metric ids, for example ["k6/latency-tm95@shop: GET /logo.png"]';
const MOST_CONTROLS = 100;

export const gateSchema = z
  .strictObject({
    id: z
      .string({ error: ID })
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, { error: ID })
      .default("default")
      .describe("Names this gate where a repository has several."),
    effort: z
      .enum(["quick", "standard", "thorough"])
      .default("standard")
      .describe("How many rounds may be spent on noisy metrics."),
    maxMinutes: z
      .number({ error: MINUTES })
      .positive({ error: MINUTES })
      .max(360, { error: MINUTES })
      .default(12)
      .describe("Minutes that measuring may take; the rounds are planned from it."),
    all: z
      .boolean({ error: "true or false" })
      .default(false)
      .describe("Go on measuring what is open when the verdict is certain: what else has changed is then known too."),
    falseAlarms: share({ over: "0%", upTo: "50%", example: "1%" })
      .prefault("1%")
      .describe("How often the gate may fail a commit that changes nothing, all its metrics together."),
    onInconclusive: z
      .enum(["pass", "warn", "fail"])
      .default("warn")
      .describe("What an inconclusive verdict does; only fail blocks."),
    enforce: z
      .boolean({ error: "true or false" })
      .exactOptional()
      .describe(
        "false: report only, with what would have blocked. Default true; false for a target that runs elsewhere.",
      ),
    configFrom: z
      .enum(["head", "base"])
      .default("head")
      .describe("Whose settings judge; base: what a pull request changes about its gate counts once it is merged."),
    controls: z
      .array(
        z.string({ error: GLOBS }).superRefine((glob, context) => {
          const wrong = faultOfGlob(glob);
          if (wrong !== undefined) context.addIssue({ code: "custom", message: wrong, params: { whole: true } });
        }),
        { error: GLOBS },
      )
      .max(MOST_CONTROLS, { error: `at most ${MOST_CONTROLS} globs` })
      .readonly()
      .prefault([])
      .describe(
        "Metrics that no change can touch, such as those of a static file (globs over ids): they never gate, and when one moves, the report says that the runner is to blame.",
      ),
    ignore: z
      .array(insideGlob('"docs/**"').refine(ignoresFairly, { error: UNFAIR }), { error: "a list of globs" })
      .readonly()
      .prefault([...DEFAULT_IGNORE])
      .describe(
        "Files whose changes need no weighing (globs); replaces the default list. Leave out what your target shows or runs.",
      ),
  })
  .describe("How the gate decides.");

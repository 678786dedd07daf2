/** What most stored rounds and verdicts of tests say of their gate: nobody changed or overrode it, and nothing is known of it. */
export const untouched = { gateChanges: [], configFrom: "head", override: null, health: null } as const;
/** And of their rounds. */
export const plainRounds = {
  ...untouched,
  accept: [],
  causes: [],
  facts: [],
  rules: { limits: {}, block: [] },
} as const;

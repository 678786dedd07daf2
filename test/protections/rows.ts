/** What Weighbridge is to withstand. Tests carry a row's id as a tag; docs/security.md and docs/reliability.md have the tables. */
export interface Row {
  /** T: somebody means harm. R: something breaks. L: a limit of GitHub's or of ours. */
  readonly id: RowId;
  /** What may come. */
  readonly what: string;
  /** What is done about it. */
  readonly answer: string;
  /** A part that is not built yet, and therefore not protected: said in the table. */
  readonly waits?: string;
}

export type RowId = `${"T" | "R" | "L"}${number}`;

declare module "vitest" {
  interface TestTags {
    tags: RowId;
  }
}

export const threats: readonly Row[] = [
  {
    id: "T1",
    what: "An input, a branch name or a title that the shell would run",
    answer: "Every value reaches a step as a variable; no line of shell holds one",
  },
  {
    id: "T2",
    what: "The commands of a pull request look for secrets around them",
    answer: "They, and every process that started them, have neither token nor anything else of GitHub's",
  },
  {
    id: "T3",
    what: "An event with the rights of the base repository runs a pull request's code",
    answer: "Nothing is built or measured but under events that are known to be safe; reporting alone is possible",
  },
  {
    id: "T4",
    what: "A fork's token may not write",
    answer: "The verdict and the exit code are the same; the summary is there; one notice says what was not written",
  },
  {
    id: "T5",
    what: "What a fork's run uploaded names another pull request, commit or run",
    answer:
      "The pull request is taken from GitHub alone, open, of this repository, at the very commit that was measured; so are the commit shown and an override",
  },
  {
    id: "T6",
    what: "What a fork's run uploaded holds Markdown or HTML",
    answer: "It is data, at most 16 MiB of it, checked by schema; every text of it is escaped",
  },
  {
    id: "T7",
    what: "A pull request or a fork uploads an artifact by the name of the baseline",
    answer: "It is not downloaded: repository, branch, event and workflow file of its run must be ours",
  },
  {
    id: "T8",
    what: "An artifact that unpacks outside its folder, to links, or to more than the disk holds",
    answer:
      "One known file is read from it, in memory, up to a limit; nothing else is unpacked, and a zip with links or paths that lead out is refused whole",
  },
  {
    id: "T9",
    what: "Names of metrics, files, pages or branches that hold Markdown or HTML",
    answer: "They are text in every report, and change no table",
  },
  {
    id: "T10",
    what: "Names that would notify people or refer to issues",
    answer: "They notify nobody",
  },
  {
    id: "T11",
    what: "A person's comment that bears our mark",
    answer: "It is never changed or removed",
  },
  {
    id: "T12",
    what: "More metrics than a comment has room for",
    answer: "Whole rows are left out, the least telling first, and counted; the verdict stays; size fails nothing",
  },
  {
    id: "T13",
    what: "A secret in a log, a report or an artifact",
    answer:
      "The runner is told to mask the token before anything is logged; no output holds a secret of the job, and no process that the pull request's commands can look at was started with one",
  },
  {
    id: "T14",
    what: "Another file in the place of a tool's download",
    answer:
      "It is compared with its known SHA-256 before it is unpacked, and what it held with its own before each use; without a known or given one it is not fetched",
  },
  {
    id: "T15",
    what: "A moved tag, or a package that changed",
    answer:
      "Actions are pinned by commit, packages by SHA-512 and without their scripts; dist/ is rebuilt and compared byte by byte; a version's tag never moves",
  },
  {
    id: "T16",
    what: "A name that would set another output or variable of the step",
    answer: "It stays one value; we set no variable of later steps",
  },
  {
    id: "T17",
    what: "A program under test prints a command to the runner",
    answer: "It is marked as the program's, so that it begins no line, and `##[` is parted",
  },
  {
    id: "T18",
    what: "A path in the config, or a link, that leads out of the repository",
    answer: "It is refused with its key",
  },
  {
    id: "T19",
    what: "YAML or JSON that changes what every object knows, or grows without end",
    answer: "Such keys are names like any other or refused; a config has at most 40 levels, 50 aliases and 1 MiB",
  },
  {
    id: "T20",
    what: "Text on which a regular expression takes for ever",
    answer:
      "Globs have few wildcards, a user's own patterns run in Lighthouse CI's process with a time limit, and none of ours takes more than linear time on what comes from outside",
  },
  {
    id: "T21",
    what: "A webhook that leads into the runner's network",
    answer: "There are none",
    waits: "webhooks are not built",
  },
  {
    id: "T22",
    what: "A pull request weakens its own gate",
    answer:
      "The report lists what it changed of config, scripts, budgets, workflows and actions; `gate.configFrom: base` judges by base's settings",
  },
  {
    id: "T23",
    what: "More permissions than are needed, or a missing one",
    answer: "The workflows of the docs ask for the least; a missing one is named and costs only what it is for",
  },
  {
    id: "T24",
    what: "Numbers that are none, negative or beyond bounds",
    answer: "They are refused where they are read; they never make a pass",
  },
  {
    id: "T25",
    what: "A target that tells of itself without end, in garbage, or of files and addresses that are not its own: metrics, profiles, a page's numbers",
    answer:
      "It is read up to a limit and checked, or left out in a sentence; no source outside its folder is read or named, and nothing is asked elsewhere",
  },
  {
    id: "T26",
    what: "A pull request that hides what it does inside: counters that are reset, switched off, marked as ours or made to vary",
    answer:
      "What is not known of head is missing, and what was lost on a side is inconclusive, so neither is a clean pass, nor is a database that head asks nothing of; a count that varies is watched, which is said, and judged all the same where all rounds of head are beyond all of base",
  },
  {
    id: "T27",
    what: "A database that holds names, functions, statements and data of a pull request's choice",
    answer:
      "We only read, one statement at a time, plan without running, and look names up in the server's own catalogue; what users wrote is in no report",
  },
];

export const faults: readonly Row[] = [
  {
    id: "R1",
    what: "GitHub limits the rate",
    answer:
      "A step waits as long as it is asked to, 2 minutes for all its calls together; then the verdict stands without what could not be written",
  },
  {
    id: "R2",
    what: "A write that was stored, and whose answer was lost",
    answer: "It is looked for before it is repeated: one comment, one check",
  },
  {
    id: "R3",
    what: "An answer that is slow, cut or no JSON",
    answer:
      "A request has 20 s, and a step 3 minutes for all of them; an answer that is cut, no JSON or over 64 MiB is none, and asked for again",
  },
  {
    id: "R4",
    what: "A first run, without a baseline",
    answer: "Budgets are judged; that there was nothing to compare with is said; it is neither red nor silently green",
  },
  {
    id: "R5",
    what: "A baseline that has expired, though it is listed",
    answer: "The next older one serves",
  },
  {
    id: "R6",
    what: "A baseline that is cut, changed, empty, of another format or of a newer version",
    answer: "Its digests, schema, gate and numbers are checked; it is named and passed over, never read as zeros",
  },
  {
    id: "R7",
    what: "A baseline of another machine or of other tools",
    answer: "It is no measure for what is timed; sizes of the same tools are compared all the same",
  },
  {
    id: "R8",
    what: "Two jobs of the default branch that end out of order",
    answer: "The order of the commits counts, not that of the uploads",
  },
  {
    id: "R9",
    what: "Two jobs create the comment at once",
    answer: "One remains, with the newest run's text",
  },
  {
    id: "R10",
    what: "Our comment among hundreds",
    answer: "It is found on any page",
  },
  {
    id: "R11",
    what: "The comment is deleted, hidden or locked meanwhile",
    answer: "It is written once more, or a notice says why not",
  },
  {
    id: "R12",
    what: "Several gates in one pull request",
    answer: "Comment, check, artifact and baseline are each gate's own",
  },
  {
    id: "R13",
    what: "A job that is run again",
    answer:
      "Its artifacts have its attempt in their names; its comment replaces an older attempt's, never a newer one's",
  },
  {
    id: "R14",
    what: "A merge queue's entry",
    answer: "It is gated against the commit that it is put on, without a comment",
  },
  {
    id: "R15",
    what: "Any event, shallow or deep clone, detached head, deleted branch",
    answer: "Base is found and fetched, with the files that a partial clone left behind, or one sentence says why not",
  },
  {
    id: "R16",
    what: "A cancelled or killed job",
    answer:
      "Within 5 s (10 s when we are killed outright) no process, port, worktree or temporary folder is left, and nothing half-written",
  },
  {
    id: "R17",
    what: "Servers that leave their group, or do not listen to signals",
    answer: "They end with the job, and count for their side; of one that cannot be found its port tells",
  },
  {
    id: "R18",
    what: "A port that somebody else has",
    answer: "It is refused, or replaced where we choose; nothing that was measured on it counts",
  },
  {
    id: "R19",
    what: "A server that is never ready, or not for long",
    answer: "An error with the last status and what it printed; never a regression",
  },
  {
    id: "R20",
    what: "A target that dies or hangs under load",
    answer: "The verdict is an error, exit code 2",
  },
  {
    id: "R21",
    what: "A tool that fails, as against a limit that is broken",
    answer: "Exit code and words differ; part of a result is never a pass",
  },
  {
    id: "R22",
    what: "A full disk, or a folder that may not be written",
    answer: "What could not be written is named; the verdict and the older files stay",
  },
  {
    id: "R23",
    what: "A GitHub server of one's own",
    answer:
      "Addresses and links come from the runner; no other GitHub is asked; a report it does not take makes no job red",
    waits: "a store for where there are no artifacts, besides a folder (`--baseline`)",
  },
  {
    id: "R24",
    what: "Odd paths and files: blanks, Unicode, CRLF, submodules, LFS, a workspace of another user, another system",
    answer:
      "They work like any other, or one sentence says why not; no side is weighed without what the other has of submodules or LFS",
  },
  {
    id: "R25",
    what: "A clock that jumps, no samples, one, a few equal ones",
    answer: "A round with times that are none is redone; that the rest is not enough is said, and it is never a pass",
  },
  {
    id: "R26",
    what: "A service that is out: comments, checks, summaries, artifacts",
    answer: "Each delivery is on its own; none changes the verdict",
    waits: "webhooks are not built",
  },
  {
    id: "R27",
    what: "A newer job takes the place of one that waits",
    answer: "The workflow of the docs lets each push of the default branch write its baseline",
  },
  {
    id: "R28",
    what: "A database, a cache, metrics or a runtime that are not there, refuse, hang or are started anew",
    answer:
      "Their watcher is left out, after half a minute at most, in a sentence with what to do; what it gave stays, and everything else decides",
  },
  {
    id: "R29",
    what: "What explains a regression or tries a fix fails, takes too long or is interrupted",
    answer: "The verdict stands, a sentence says why there is no more, and what was made is undone",
  },
];

export const limits: readonly Row[] = [
  {
    id: "L1",
    what: "A comment: 65,536 characters",
    answer: "Ours have 60,000 bytes at most; whole rows are left out",
  },
  {
    id: "L2",
    what: "A check run: a title of 255 characters, a summary of 65,535",
    answer: "The summary is the comment's 60,000 bytes; both are cut at whole characters",
  },
  { id: "L3", what: "Annotations: 50 a request", answer: "More go by further requests, 200 in all" },
  { id: "L4", what: "An annotation: title of 255 characters, message of 64 KiB", answer: "Cut at whole characters" },
  { id: "L5", what: "Annotations of a step: 10 of a kind", answer: "The worst ten" },
  { id: "L6", what: "A job summary: 1 MiB", answer: "Ours have 900,000 bytes at most; whole rows are left out" },
  {
    id: "L7",
    what: "Calls to GitHub: 1,000 an hour and repository",
    answer: "A job makes some twenty; each of its two steps with a token stops at 300, repetitions counted",
  },
  {
    id: "L8",
    what: "Writes to GitHub: one a second, comments one in three seconds",
    answer: "They are spaced",
  },
  { id: "L9", what: "A stored baseline: 100 jobs, 24 MiB", answer: "The oldest go" },
  {
    id: "L10",
    what: "An artifact that we read: 100 files, 16 MiB packed, 64 MiB unpacked (a report 16 MiB)",
    answer: "More is refused before it is held",
  },
  {
    id: "L11",
    what: "A report's page: 2,000,000 bytes",
    answer: "Charts are left out first, then whole rows; what is missing is counted",
  },
  {
    id: "L12",
    what: "What is read: a config 1 MiB, a line of k6 4 MiB, of a replay 16 MiB, a source map 8,000,000 letters of mappings",
    answer: "More is refused by name",
  },
  { id: "L13", what: "A program's output: 1 MiB a stream, 64 Ki characters a line", answer: "Its end is kept" },
  {
    id: "L14",
    what: "A gate's id: 40 characters, a to z, digits and -, no - first",
    answer: "Others are refused with their key",
  },
  {
    id: "L15",
    what: "Endpoints of load tests: 500, and 500 checks",
    answer: "The busiest are told apart, the same on both sides and in every round; the others are weighed together",
  },
  {
    id: "L16",
    what: "Memory for a load test's output, however long and however many names",
    answer: "It is read as a stream; a few numbers an endpoint are kept",
  },
  {
    id: "L17",
    what: "What is seen inside: 5,000 series of a scrape and 500 metrics of a side, 50 facts a rule, 100 findings, 5,000 statements of PostgreSQL and 10,000 of MariaDB, 10,000 names an endpoint, 200 endpoints asked once more, 2,000 nodes of a flame graph",
    answer: "The largest or first are kept, and what blocks before what does not",
  },
];

export const rows: readonly Row[] = [...threats, ...faults, ...limits];

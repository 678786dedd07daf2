// src/report/render/html/repeat.ts
function commandsOf({ base, head, rung, verdict }, rounds) {
  const commits = [base.commit, head.commit].flatMap((commit) => shaOf(commit) ?? []);
  const fetching = commits.length === 0 ? [] : [
    {
      what: "Before that, where the commits are not in your clone:",
      command: `git fetch origin ${[...new Set(commits)].join(" ")}`
    }
  ];
  const judging = rounds === null ? [] : [
    {
      what: "Judge the same rounds again, without measuring:",
      command: "weighbridge compare .weighbridge/rounds.json"
    }
  ];
  return [
    {
      what: `${measuring(head)}:`,
      command: runCommand(
        rung === "budgets" && verdict !== "error" ? null : base.commit,
        head.commit,
        rounds?.mode ?? "auto"
      )
    },
    ...fetching,
    ...judging
  ];
}
function measuring({ ref, commit }) {
  if (shaOf(commit) === null) return "Measure again, in the same folder";
  return ref === "worktree" ? "Measure the commit again; head had uncommitted changes besides, which only --head worktree weighs" : "Measure both sides again, on any machine";
}
function runCommand(base, head, mode) {
  const commits = { base: shaOf(base), head: shaOf(head) };
  const modes = ["paired", "stored", "budgets"].includes(mode) ? ["--mode", mode] : [];
  const sides = [...commits.base ? ["--base", commits.base] : [], ...commits.head ? ["--head", commits.head] : []];
  return ["weighbridge", "run", ...sides, ...modes].join(" ");
}
function shaOf(commit) {
  return commit !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(commit) ? commit : null;
}
export {
  commandsOf
};

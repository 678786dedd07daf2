import { bencherPercentage, bencherT } from "./bencher.ts";
import { benchstatPaired, benchstatStored } from "./benchstat.ts";
import { codspeed } from "./codspeed.ts";
import { githubActionBenchmark } from "./github-action-benchmark.ts";
import { k6Delta } from "./k6.ts";
import { kayenta } from "./kayenta.ts";
import { lighthouseCi } from "./lighthouse-ci.ts";
import { otava } from "./otava.ts";
import type { Rule } from "./rule.ts";
import { sitespeed } from "./sitespeed.ts";
import { tachometerAuto, tachometerFixed } from "./tachometer.ts";

/** The rules of other tools, as their documents and sources describe them. */
export const PEERS: readonly Rule[] = [
  githubActionBenchmark(2),
  githubActionBenchmark(1.5),
  githubActionBenchmark(1.1),
  bencherT,
  bencherPercentage,
  codspeed,
  sitespeed,
  tachometerFixed,
  tachometerAuto,
  benchstatStored,
  benchstatPaired,
  kayenta,
  otava,
  k6Delta,
  lighthouseCi,
];

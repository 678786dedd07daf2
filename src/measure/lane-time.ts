/** How long a lane of the loop may go on measuring. Pure. */

interface Timed {
  readonly collector: string;
  /** Milliseconds for all of its rounds. */
  readonly limit: number;
}

export interface LaneTimes {
  readonly lanes: readonly Timed[];
  /** Milliseconds beyond the lanes' limits. */
  readonly spare: number;
  /** All tries so far. */
  readonly records: readonly { readonly collector: string; readonly seconds: number }[];
  readonly hasEnded: (collector: string) => boolean;
}

/** Whether another round, as long as the lane's rounds usually are, would end within its time and what else is left. */
export function fits(lane: Timed, times: LaneTimes): boolean {
  const own = triesOf(lane, times);
  const spent = spentOn(own);
  return spent + spent / own.length <= lane.limit + leftBy(lane, times);
}

/** Milliseconds that nobody else needs: what is spare, and what lanes that have ended did not take, less what others overran. */
function leftBy(lane: Timed, times: LaneTimes): number {
  const others = times.lanes.filter((one) => one !== lane);
  return others.reduce((sum, other) => {
    const own = other.limit - spentOn(triesOf(other, times));
    return sum + (times.hasEnded(other.collector) ? own : Math.min(0, own));
  }, times.spare);
}

const triesOf = ({ collector }: Timed, { records }: LaneTimes) => records.filter((one) => one.collector === collector);

const spentOn = (tries: LaneTimes["records"]) => tries.reduce((sum, { seconds }) => sum + seconds * 1000, 0);

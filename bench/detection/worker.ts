/** Tallies the tasks that it is sent, one answer each. */
import { type Task, tally } from "./tally.ts";

process.on("message", (task: Task) => process.send!(tally(task)));

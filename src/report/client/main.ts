/// <reference lib="dom" />
/** What the HTML report runs in the reader's browser; without it the report says the same, standing still. */
import { liveCharts } from "./charts.ts";
import { openWhatIsMeant } from "./details.ts";
import { enliven } from "./table.ts";

enliven(document);
openWhatIsMeant(document);
liveCharts(document);

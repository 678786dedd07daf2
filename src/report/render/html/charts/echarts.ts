/** The parts of ECharts that the charts need, here and in the page. All of it is twice as large. */
import { CustomChart, LineChart, TreemapChart } from "echarts/charts";
import { GridSimpleComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([CustomChart, LineChart, TreemapChart, GridSimpleComponent, TooltipComponent, SVGRenderer]);

export { init };

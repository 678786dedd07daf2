/** The page's own look: calm, in the reader's fonts and theme, on paper too. */
import { CHART_CSS, PALETTES } from "./charts/style.ts";

const LIGHT = `--paper:#fff;--raised:#f6f8fa;--ink:#1f2328;--quiet:#57606a;--line:#d1d9e0;--link:#0a56c2;
--bad:#a4201a;--good:#176331;--open:#7a4a00;--fault:#6639a6;
--same:#e6e9ec;--more:#f9d5d2;--more-much:#f1a59f;--less:#d2e3f8;--less-much:#9fc4ee`;
const DARK = `--paper:#151a21;--raised:#1d232b;--ink:#e6edf3;--quiet:#a5afb9;--line:#3a424b;--link:#84b6ff;
--bad:#ff9d94;--good:#82d9a0;--open:#efbe66;--fault:#cbb0ff;
--same:#2d343c;--more:#5b2b2b;--more-much:#8c3030;--less:#23405f;--less-much:#2a5a94`;

const COLOURS = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
`;

const TEXT = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
body>header,nav,main,footer{max-width:82rem;margin:0 auto;padding:0 1.25rem}
h1{font-size:1.45rem;line-height:1.35;margin:.25rem 0 .75rem;font-weight:500;text-wrap:pretty}
h2{font-size:1.2rem;margin:0 0 .75rem}
h3{font-size:1rem;margin:1.25rem 0 .5rem}
h4{font-size:.875rem;margin:1rem 0 .35rem;color:var(--quiet);font-weight:600}
h1,h2,h3,p,li,dt,dd,summary{overflow-wrap:anywhere}
td{overflow-wrap:break-word}
.facts td:nth-child(n+2),.metrics td:nth-child(n+2){overflow-wrap:anywhere}
section{margin:2.5rem 0}
p,ul,ol,dl,pre{margin:.5rem 0}
ul{padding-left:1.25rem}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
pre code{font-size:inherit}
pre{background:var(--raised);border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem;white-space:pre-wrap;overflow-wrap:anywhere}
.quiet{color:var(--quiet);font-size:.875rem}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
`;

const PARTS = `
body>.verdict{margin-top:1.5rem;margin-bottom:1.5rem}
.verdict::before{content:"";display:block;height:6px;border-radius:3px;background:var(--mark);margin-bottom:1rem}
.verdict h1 strong{color:var(--mark)}
.verdict h2{font-size:1rem;margin:1rem 0 .5rem}
.pass{--mark:var(--good)}.fail{--mark:var(--bad)}.inconclusive{--mark:var(--open)}.error{--mark:var(--fault)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:0;font-size:.9rem}
.scroll{overflow-x:auto;margin:.5rem 0;border:1px solid var(--line);border-radius:6px;max-width:100%;width:fit-content}
table{border-collapse:collapse;font-size:.875rem;line-height:1.4}
caption{text-align:left;font-weight:600;padding:.5rem .75rem;color:var(--quiet);white-space:nowrap}
caption.unseen{padding:0}
th,td{padding:.4rem .75rem;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
th{background:var(--raised);font-weight:600;white-space:nowrap;border-top:0}
caption:not(.unseen)~thead th{border-top:1px solid var(--line)}
td{min-width:4rem;max-width:34rem}
.metrics{font-size:.8125rem}
.metrics :is(th,td){padding:.4rem}
@media screen{.metrics td:nth-child(-n+3){min-width:9rem}}
#findings code{overflow-wrap:anywhere}
@media (min-width:72rem){#findings td:nth-child(3){min-width:22rem}}
.metrics td:nth-child(n+4){text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.number{text-align:right}
th button{all:unset;cursor:pointer;font-weight:600}
th button:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
th button::after{content:"\\2195";content:"\\2195"/"";color:var(--quiet);padding-left:.3em;font-weight:400}
th[aria-sort=ascending] button::after{content:"\\2191";content:"\\2191"/"";color:inherit}
th[aria-sort=descending] button::after{content:"\\2193";content:"\\2193"/"";color:inherit}
.filters{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;font-size:.875rem}
.filters[hidden]{display:none}
.filters label{display:grid;gap:.15rem;color:var(--quiet)}
select,input,.filters button{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--quiet);border-radius:6px;padding:.35rem .5rem;min-height:2.25rem;max-width:100%}
.filters button{background:var(--raised);cursor:pointer}
dl{display:grid;grid-template-columns:fit-content(14rem) minmax(0,1fr);gap:.3rem 1.25rem;font-size:.925rem}
dt{color:var(--quiet)}
dd{margin:0}
.metric{border:1px solid var(--line);border-radius:6px;margin:.5rem 0;padding:0 1rem}
.metric[open]{padding-bottom:1rem}
summary{cursor:pointer;padding:.6rem 0;display:grid;grid-template-columns:.6rem minmax(0,1fr) 10rem minmax(11rem,max-content) minmax(10rem,max-content);gap:.1rem .75rem;align-items:baseline}
summary::before{content:"\\25B8";content:"\\25B8"/"";color:var(--quiet)}
details[open]>summary::before{content:"\\25BE";content:"\\25BE"/""}
summary::-webkit-details-marker{display:none}
summary h3{margin:0;font-weight:500}
summary .name{font-weight:600}
summary .subject{color:var(--quiet)}
.result{font-size:.875rem;font-weight:600;color:var(--quiet)}
.result.regressed,.result.missing{color:var(--bad)}.result.improved{color:var(--good)}.result.inconclusive{color:var(--open)}
.metrics .result{font-size:inherit}
.film{display:flex;gap:.5rem;overflow-x:auto;list-style:none;padding:0}
.film li{flex:0 0 auto;text-align:center;font-size:.8125rem;color:var(--quiet)}
.film img{display:block;height:8rem;width:auto;border:1px solid var(--line)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));gap:0 2rem;align-items:start}
.charts{columns:30rem;column-gap:2rem}
.chart{break-inside:avoid;padding-top:.5rem}
.chart h4{margin-top:.5rem}
figure[data-chart=""] svg{height:auto}
.flame{margin:.5rem 0}
.flame figcaption :is(.more,.less){color:var(--ink);padding:0 .3em;border-radius:2px}
.flame .more{background:var(--more-much)}.flame .less{background:var(--less-much)}
.flame>svg{display:block;margin-top:.5rem}
.flame rect{fill:var(--same);stroke:var(--paper)}
.flame rect.more{fill:var(--more)}.flame rect.more.much{fill:var(--more-much)}
.flame rect.less{fill:var(--less)}.flame rect.less.much{fill:var(--less-much)}
.flame text{fill:var(--ink);font-size:12px}
footer{padding-top:1rem;padding-bottom:2rem;border-top:1px solid var(--line);margin-top:3rem}
`;

const LIGHT_CHARTS = Object.entries(PALETTES.light)
  .map(([name, colour]) => `--chart-${name}:${colour}`)
  .join(";");

/** A row as a card, on a phone: every value after the name of its column, which `labelsOf` wrote. */
const CARDS = `
@media screen and (max-width:40rem){
table,caption,thead,tbody{display:block}
caption{white-space:normal}
.scroll{width:100%}
.scroll table{font-size:.875rem}
tr:not([hidden]){display:flex;flex-wrap:wrap;gap:.1rem .9rem;padding:.5rem .6rem}
thead tr{background:var(--raised)}
tbody tr{border-top:1px solid var(--line)}
.scroll :is(th,td){padding:0;border:0;max-width:100%}
.scroll td:nth-child(n){white-space:normal}
td:empty,table:not(.metrics) thead{display:none}
td::before{color:var(--quiet)}
${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((i) => `td:nth-child(${i})::before{content:var(--c${i})" "}`).join("\n")}
.metrics td:nth-child(-n+3)::before{content:none}
.metrics td:nth-child(3){flex-basis:100%}
}
`;

/** Small screens, and paper, which is always light. */
const MEDIA = `
@media (max-width:40rem){
body>header,nav,main,footer{padding:0 .875rem}
h1{font-size:1.25rem}
dl{grid-template-columns:minmax(0,1fr);gap:0}
dd{margin-bottom:.5rem}
th,td{min-width:0}
.metric{padding:0 .75rem}
summary{display:flex;flex-wrap:wrap;padding-left:1.35rem}
summary::before{margin-left:-1.35rem;width:.6rem}
summary h3{flex:1 1 calc(100% - 2rem)}
summary .number{text-align:left}
.filters label,.filters select,.filters input{width:100%}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{
:root{${LIGHT};${LIGHT_CHARTS}}
body>header,main,footer{max-width:none;padding:0}
.skip,nav,.filters{display:none}
section{margin:1.25rem 0}
.scroll{overflow:visible;border:0}
.metric,tr,.chart{break-inside:avoid}
.scroll table{font-size:.6875rem}
.scroll :is(th,td){padding:.2rem .35rem;min-width:0}
th,.number,.metrics td:nth-child(n){white-space:normal}
th button::after{content:""}
}
`;

export const STYLE = [COLOURS, TEXT, PARTS, CHART_CSS, MEDIA, CARDS].map((part) => part.trim()).join("\n");

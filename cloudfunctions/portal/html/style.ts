import { createHash } from 'node:crypto';

// The app's colours and measures (miniprogram/app.wxss) for a page of the web. Plain CSS of 2019: no nesting, no :has(),
// no gap in flexbox, so that old browsers of a college show the same.
const COLOURS_LIGHT = `--paper:#f5f3ed;--surface:#fffefb;--sunken:#edeae1;--ink:#1b272a;--soft:#4c5a5e;--faint:#586366;--line:#e2ddd1;--strong:#17565c;--strong-soft:#e0ebea;--on-strong:#fff;--danger:#a8321f;--yellow:#f2b705;--red:#c8201a;--on-yellow:#1b272a;--on-red:#fff`;
const COLOURS_DARK = `--paper:#0f1516;--surface:#182021;--sunken:#222c2d;--ink:#e9eeec;--soft:#b3bfbe;--faint:#9eabaa;--line:#2b3637;--strong:#7cc4c5;--strong-soft:#1d3435;--on-strong:#062628;--danger:#f0907f;--yellow:#f5c73a;--red:#e5483f;--on-yellow:#1b272a;--on-red:#160504`;

export const STYLE = `
:root{color-scheme:light dark;${COLOURS_LIGHT}}
@media (prefers-color-scheme:dark){:root{${COLOURS_DARK}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;font-size:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.75 "PingFang SC","Noto Sans SC","Noto Sans SC Variable","Microsoft YaHei",sans-serif;overflow-wrap:break-word;word-break:break-word}
a{color:var(--strong);text-underline-offset:.2em}
a:focus,summary:focus,input:focus,button:focus{outline:3px solid var(--strong);outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;padding:.5rem 1rem;background:var(--surface);z-index:1}
.wide{max-width:68rem;margin:0 auto;padding:0 1.25rem}
.top{border-bottom:1px solid var(--line)}
.top .wide{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;padding-top:1rem;padding-bottom:.75rem}
.brand{display:flex;align-items:center;font-size:1.25rem;font-weight:700;color:var(--ink);text-decoration:none}
.brand svg{width:1.75rem;height:1.75rem;margin-right:.65rem}
.brand small{margin-left:.75rem;font-size:.875rem;font-weight:400;color:var(--faint)}
.menu{display:flex;flex-wrap:wrap;margin:0 -.5rem;padding:0;list-style:none}
.menu a{display:block;padding:.5rem;color:var(--soft);text-decoration:none;line-height:1.75rem}
.menu a:hover{color:var(--strong);text-decoration:underline}
.menu a[aria-current]{color:var(--strong);font-weight:600}
main.wide{padding-top:2.25rem;padding-bottom:3rem}
h1{margin:0 0 .75rem;font-size:2rem;line-height:1.3;font-weight:700;letter-spacing:-.01em}
h2{margin:2.75rem 0 1rem;font-size:1.35rem;line-height:1.4}
h3{margin:0 0 .35rem;font-size:1.125rem;line-height:1.5}
p{margin:0 0 .75rem}
.lead{font-size:1.125rem;color:var(--soft)}
.prose{white-space:pre-line;max-width:44rem}
.soft{color:var(--soft)}
.faint{color:var(--faint);font-size:.9375rem}
.danger{color:var(--danger)}
.sheet{margin:0 0 1rem;padding:1.5rem;border-radius:.875rem;background:var(--surface);box-shadow:0 0 0 1px var(--line)}
.sheet>:last-child{margin-bottom:0}
.sheet h1:first-child,.sheet h2:first-child,.way h2{margin-top:0}
.way h2{margin-bottom:.25rem;font-size:1.125rem}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));grid-gap:1rem}
.grid .sheet{margin:0}
.next{display:grid;grid-template-columns:1fr auto;grid-gap:2rem;align-items:center}
.code{width:11rem;text-align:center}
.code svg{display:block;width:11rem;height:11rem;border-radius:.5rem;background:#fff}
.code p{margin:.5rem 0 0}
.button{display:inline-block;padding:.75rem 1.75rem;border:0;border-radius:.625rem;background:var(--strong);color:var(--on-strong);font:inherit;font-size:1.125rem;font-weight:600;text-decoration:none;cursor:pointer}
.record{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));grid-gap:1rem;margin:0}
.record div{padding:1.1rem 1rem;border-radius:.875rem;background:var(--strong-soft);display:flex;flex-direction:column-reverse;justify-content:flex-end}
.record dd{margin:0;font-size:2rem;line-height:1.2;font-weight:700;color:var(--strong);font-variant-numeric:tabular-nums}
.record dt{color:var(--soft);font-size:.9375rem}
.facts{display:grid;grid-template-columns:auto 1fr;grid-gap:.35rem 1.25rem;margin:0 0 .75rem}
.facts dt{color:var(--faint)}
.facts dd{margin:0}
.rows{margin:0 0 1rem;padding:0;list-style:none;border-radius:.875rem;background:var(--surface);box-shadow:0 0 0 1px var(--line)}
.rows li{padding:1rem 1.5rem;border-top:1px solid var(--line)}
.rows li:first-child{border-top:0}
.rows p{margin:0}
.title{font-size:1.125rem;font-weight:600}
.tags{margin:.35rem 0 0;padding:0;list-style:none}
.tags li{display:inline-block;margin:0 .5rem .35rem 0;padding:0 .6rem;border-radius:.4rem;background:var(--sunken);color:var(--soft);font-size:.9375rem}
.tag-yellow,.tags .tag-yellow{background:var(--yellow);color:var(--on-yellow);font-weight:600}
.tag-red,.tags .tag-red{background:var(--red);color:var(--on-red);font-weight:600}
.dots{display:flex;margin:1rem 0;padding:0;list-style:none;max-width:26rem}
.dots li{flex:1;position:relative;padding-top:1.4rem;font-size:.9375rem;color:var(--faint);text-align:center}
.dots li::before{content:"";position:absolute;top:0;left:50%;width:.8rem;height:.8rem;margin-left:-.4rem;border:2px solid var(--strong);border-radius:50%;background:var(--surface)}
.dots .done{color:var(--ink)}
.dots .done::before{background:var(--strong)}
.way{margin:0;padding:0 0 0 1.4rem;list-style:none;border-left:2px solid var(--line)}
.way li{position:relative;padding-bottom:1.5rem}
.way li:last-child{padding-bottom:0}
.way li::before{content:"";position:absolute;left:-1.85rem;top:.5rem;width:.75rem;height:.75rem;border-radius:50%;background:var(--strong)}
.answer{margin:.75rem 0;padding:.25rem 0 .25rem 1rem;border-left:3px solid var(--strong)}
.scroll{overflow-x:auto;margin:0 0 1rem}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{padding:.25rem 0;text-align:left;color:var(--faint);font-size:.9375rem}
th,td{padding:.55rem .75rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{color:var(--faint);font-weight:600;white-space:nowrap}
.number{text-align:right;white-space:nowrap}
figure{margin:0 0 1rem}
figcaption{margin-bottom:.5rem;font-weight:600}
.chart{display:block;width:100%;height:auto}
.chart text{fill:var(--soft);font-size:12px}
.chart .axis{stroke:var(--line)}
.chart .mark-yellow{stroke:var(--yellow);stroke-dasharray:5 4}
.chart .mark-red{stroke:var(--red);stroke-dasharray:5 4}
.chart .bar{fill:var(--strong)}
.chart .bar-red{fill:var(--red)}
.chart .bar-yellow{fill:var(--yellow)}
.chart .under{fill:var(--sunken)}
.chart .curve{fill:none;stroke:var(--strong);stroke-width:2.5}
.chart .dot{fill:var(--strong)}
.chart .value{fill:var(--ink);font-weight:600}
summary{padding:.35rem 0;color:var(--strong);cursor:pointer}
.search{display:flex;max-width:40rem;margin:0 0 1.5rem}
.search label{position:absolute;left:-999rem}
.search input{flex:1;min-width:0;padding:.7rem 1rem;border:1px solid var(--faint);border-radius:.625rem;background:var(--surface);color:var(--ink);font:inherit}
.search button{margin-left:.75rem;flex:none;padding:.7rem 1.5rem;font-size:1rem}
.foot{border-top:1px solid var(--line);color:var(--faint);font-size:.9375rem}
.foot .wide{padding-top:1.5rem;padding-bottom:2.5rem}
.foot ul{display:flex;flex-wrap:wrap;margin:0 -.5rem .5rem;padding:0;list-style:none}
.foot li{padding:.15rem .5rem}
.digest{font-family:Menlo,Consolas,monospace;font-size:.875rem;word-break:break-all}
@media (max-width:40rem){h1{font-size:1.6rem}.sheet{padding:1.15rem}.rows li{padding:.9rem 1.15rem}.next{grid-template-columns:1fr;grid-gap:1rem}.code{margin:0 auto}.button{display:block;text-align:center}.search button{display:inline-block}.brand small{display:none}}
@media (min-width:100rem){html{font-size:125%}}
@page{size:A4;margin:16mm}
@media print{:root{${COLOURS_LIGHT};--paper:#fff;--surface:#fff}body{font-size:11pt;line-height:1.55}.menu,.skip,.foot ul,.search,.button,.foot p{display:none}.record{grid-template-columns:repeat(3,1fr)}.scroll{overflow:visible}thead{display:table-header-group}main.wide{padding:1rem 0}.wide{max-width:none;padding:0}.sheet,.rows{box-shadow:none;border:1px solid #999;break-inside:avoid}.record div{border:1px solid #999;background:#fff}a{color:inherit;text-decoration:none}h2,h3{break-after:avoid}li,tr,figure{break-inside:avoid}}
`.trim();

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Nothing runs and nothing is loaded; the page's own style is named by its hash, the search form goes to the portal.
 *
 * @param frames who may frame the page: nobody, but for the fragment that the campus portal embeds
 * @param style the style of the page, where it is another one
 */
export const pagePolicy = (frames: "'none'" | '*' = "'none'", style: string = STYLE): string =>
  `default-src 'none'; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors ${frames}`;

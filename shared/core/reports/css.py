"""The page's style: calm on screen in light and dark, narrow on a phone, plain black on paper."""

_LIGHT = """
  --paper: #f5f6f4; --card: #fff; --ink: #1c2427; --soft: #556166; --line: #e0e5e3; --accent: #0b6660;
  --field: #7f8b8f; --quiet: #f0f3f1; --ok: #4d9e90; --duty: #b06a16; --advice: #9cb2de; --guess: #a98fb8; --none: #aeb8bc; --na: #dde3e4;
"""
_DARK = """
  --paper: #14191b; --card: #1b2225; --ink: #e4e9e8; --soft: #a5b0b3; --line: #2e383c; --accent: #74c8bc;
  --field: #738084; --quiet: #212a2d; --ok: #4f9a8d; --duty: #cf9440; --advice: #6f88bf; --guess: #9a82aa; --none: #5e6b70; --na: #374246;
"""

_PAGE = """
* { box-sizing: border-box; }
[hidden] { display: none !important; }
:root[data-lang="zh-CN"] .t[lang="en"], :root[data-lang="en"] .t[lang="zh-CN"] { display: none; }
html { -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
body {
  margin: 0 auto; max-width: 70rem; padding: 0 1.5rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.65 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  overflow-wrap: anywhere; font-variant-numeric: tabular-nums;
}
h1, h2, h3, h4, h5, p, dl, dd, ul, table { margin: 0; padding: 0; }
h1 { font-size: 1.75rem; line-height: 1.3; font-weight: 650; letter-spacing: .01em; }
h2 { font-size: 1.25rem; line-height: 1.4; font-weight: 650; }
ul { list-style: none; }
a { color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: 1px; }
small { color: var(--soft); font-size: .8125rem; font-weight: 400; }
.soft, .note, .none, .sub { color: var(--soft); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

.banner { padding: 2.5rem 0 0; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .75rem 1.5rem; margin-bottom: .5rem; }
.switches, .pair { display: flex; gap: .5rem; }
.pair { gap: 0; }
button { font: inherit; color: inherit; background: none; border: 0; cursor: pointer; }
.switches button { min-height: 2.25rem; padding: .2rem .8rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); font-size: .875rem; }
.pair button:first-child { border-radius: .5rem 0 0 .5rem; }
.pair button:last-child { border-radius: 0 .5rem .5rem 0; border-left: 0; }
.pair button[aria-pressed="true"] { background: var(--quiet); color: var(--accent); font-weight: 600; }
.tiles { display: grid; grid-template-columns: repeat(5, 1fr); gap: .75rem; margin: 1.75rem 0; }
.tile { display: flex; flex-direction: column; padding: 1rem 1.1rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
.tile dt { font-weight: 600; display: flex; align-items: center; gap: .5rem; }
.tile dt::before { content: ""; width: .625rem; height: .625rem; border-radius: 50%; background: var(--mark, var(--ink)); }
.tile dd { font-size: 2.5rem; line-height: 1.25; font-weight: 600; letter-spacing: -.01em; }
.tile .sub { font-size: .8125rem; line-height: 1.5; font-weight: 400; letter-spacing: 0; }
.t-groups dt::before { display: none; }
.t-fine { --mark: var(--ok); } .t-duty { --mark: var(--duty); } .t-advice { --mark: var(--advice); } .t-hidden { --mark: var(--none); }
.lead { font-size: 1.125rem; line-height: 1.7; max-width: 48rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin-top: 1.25rem; font-size: .9375rem; }
nav a { display: inline-block; padding: .25rem 0; }

.part { margin-top: 3rem; scroll-margin-top: 1rem; }
.part > h2 { padding-bottom: .5rem; border-bottom: 2px solid var(--line); margin-bottom: .75rem; }
.note { max-width: 48rem; margin: .5rem 0 1rem; font-size: .9375rem; }
.none { padding: .5rem 0; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.5; margin-bottom: 1.5rem; }
caption { text-align: left; color: var(--soft); font-size: .9375rem; padding: .25rem 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem .75rem .55rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-size: .8125rem; font-weight: 600; vertical-align: bottom; overflow-wrap: normal; }
tbody th { font-weight: 500; }
dt .t, thead th .t, .chart tbody th .t, .owner .soft .t { display: inline-block; }
dt .t::first-letter, thead th .t::first-letter, .chart tbody th .t::first-letter, .owner .soft .t::first-letter { text-transform: uppercase; }
.num { text-align: right; white-space: nowrap; padding-left: .5rem; }
.zero { color: var(--soft); }

.chart .num { width: 6rem; }
.barred { display: grid; grid-template-columns: minmax(7rem, 15rem) 1fr; gap: .25rem 1rem; align-items: center; }
.bar { display: block; width: 100%; height: .875rem; border-radius: .25rem; background: var(--quiet); overflow: hidden; }
.bar rect { stroke: var(--paper); stroke-width: 1px; }
.swatch { display: inline-block; width: .625rem; height: .625rem; border-radius: .125rem; margin-right: .35rem; }
.f-ok, .f-observed { fill: var(--ok); background: var(--ok); }
.f-duty { fill: var(--duty); background: var(--duty); }
.f-guessed { fill: var(--guess); background: var(--guess); }
.f-advice, .f-declared { fill: var(--advice); background: var(--advice); }
.f-unknown, .f-not_visible { fill: var(--none); background: var(--none); }
.f-not_applicable { fill: var(--na); background: var(--na); }

.filter { display: flex; align-items: end; gap: 1rem; margin: .5rem 0 1rem; color: var(--soft); font-size: .875rem; }
.filter label { display: grid; gap: .25rem; flex: 0 1 24rem; }
.filter input { font: inherit; font-size: 1rem; color: var(--ink); background: var(--card); border: 1px solid var(--field); border-radius: .5rem; padding: .4rem .7rem; width: 100%; }
.filter output { padding: .5rem 0; }
.findings caption { color: var(--ink); font-weight: 600; font-size: 1rem; }
.findings { table-layout: fixed; }
.findings thead th:first-child { width: 26%; }
.findings thead th:nth-child(2) { width: 16%; }
.findings thead th:nth-child(3) { width: 18%; }
.findings thead th:nth-child(5) { width: 19%; }
.findings th small { display: block; }
.owner small { margin-left: .4rem; }
.findings thead button { padding: 0; font-weight: 600; text-align: left; color: inherit; }
.findings thead button:hover { color: var(--accent); }
.findings thead button::after { content: " \\2195"; opacity: .5; }
[aria-sort="ascending"] button::after { content: " \\2191" !important; opacity: 1 !important; }
[aria-sort="descending"] button::after { content: " \\2193" !important; opacity: 1 !important; }
.findings tbody tr:hover { background: var(--quiet); }
.reasons thead th:first-child { width: 30%; }
.faults thead th:first-child { width: 22%; }

.cards { columns: 24rem 2; column-gap: 1.5rem; margin-top: 1.25rem; }
.card { break-inside: avoid; margin-bottom: 2rem; }
.card > header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; margin-bottom: .4rem; }
.card h3 { font-size: 1rem; font-weight: 600; }
.card h3 small { margin-left: .5rem; }
.card time { color: var(--soft); font-size: .8125rem; }
.im { background: var(--card); border: 1px solid var(--line); border-radius: .25rem .875rem .875rem .875rem; padding: 1rem 1.15rem; font-size: .9375rem; }
.im section { margin-top: .75rem; }
.im section + section { border-top: 1px solid var(--line); padding-top: .85rem; margin-top: 1rem; }
.im h4, .im h5 { font-size: 1rem; line-height: 1.5; font-weight: 600; margin-bottom: .2rem; }
.draft { margin-top: .6rem; padding: .55rem .8rem .65rem; background: var(--quiet); border-radius: .5rem; font-size: .875rem; line-height: 1.6; }
.tag { color: var(--soft); font-size: .75rem; }
.buttons ul { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .75rem; }
.buttons li { padding: .25rem .8rem; border: 1px solid var(--line); border-radius: .5rem; color: var(--accent); font-size: .875rem; cursor: not-allowed; }
.foot { margin-top: 1rem; padding-top: .6rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .8125rem; }

.notes { margin: .5rem 0 1.25rem; }
.notes > li { padding-left: 1.1rem; position: relative; margin-bottom: .4rem; }
.notes > li::before { content: ""; position: absolute; left: .1rem; top: .68em; width: .35rem; height: .35rem; border-radius: 50%; background: var(--none); }
.inline { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; color: var(--soft); font-size: .9375rem; }
body > footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }

@media screen and (max-width: 60rem) {
  .tiles { grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); }
}
@media screen and (max-width: 44rem) {
  body { padding: 0 1rem 2rem; }
  .banner { padding-top: 1.25rem; }
  h1 { font-size: 1.5rem; }
  .tiles { grid-template-columns: 1fr 1fr; gap: .6rem; margin: 1.25rem 0; }
  .t-groups { grid-column: 1 / -1; }
  .tile { padding: .8rem .9rem; }
  .tile dd { font-size: 2rem; }
  .tile .sub { font-size: .8125rem; }
  .lead { font-size: 1.0625rem; }
  .chart tr { display: grid; grid-template-columns: repeat(5, 1fr); padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .chart.of-4 tr { grid-template-columns: repeat(4, 1fr); }
  .chart th, .chart td { border: 0; padding: 0; }
  .chart tr > :first-child { grid-column: 1 / -1; }
  .chart thead tr > :first-child { position: absolute; clip-path: inset(50%); }
  .chart .num { width: auto; text-align: left; white-space: normal; }
  .chart thead .swatch { display: block; margin: 0 0 .2rem; }
  .chart thead .num { font-size: .75rem; }
  .barred { grid-template-columns: 1fr 1fr; }
  .findings thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .findings, .findings tbody, .findings caption { display: block; }
  .findings tr { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .7rem 0; border-bottom: 1px solid var(--line); }
  .findings th, .findings td { padding: 0; border: 0; }
  .findings tbody th { flex: 1 0 100%; font-weight: 600; }
  .findings td:empty { display: none; }
  .findings .owner { order: 9; flex: 1 0 100%; color: var(--soft); font-size: .875rem; }
  .findings .evidence { color: var(--soft); }
  .findings .proposed { flex: 1 0 100%; }
  .findings .proposed::before { content: "\\2192\\00a0"; color: var(--soft); }
  .cards { columns: auto; }
  .card:nth-of-type(n + 7) { display: none; }
  .switches button { min-height: 2.75rem; }
}
"""

_PRINT = """
@page { size: A4; margin: 14mm; }
@media print {
  :root, :root:not([data-theme]), :root[data-theme="dark"] {
    LIGHT --paper: #fff; --quiet: #f4f4f4; --ink: #000; --soft: #444; --accent: #000;
  }
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  .chart .num { width: 4.5rem; }
  .barred { grid-template-columns: 10rem 1fr; }
  th, td { padding-top: .3rem; padding-bottom: .3rem; }
  .switches, nav, .filter, .findings thead button::after { display: none !important; }
  .findings thead button { display: contents; }
  .banner { padding: 0; }
  .part { margin-top: 1.5rem; }
  #findings { break-before: page; }
  h2, h3, h4, h5, caption { break-after: avoid; }
  tr, .tile, .note, .card > header, .im section { break-inside: avoid; }
  thead { display: table-header-group; break-inside: avoid; }
  .cards { columns: auto; }
  .card:nth-of-type(n + 7) { display: none; }
  .card { break-inside: auto; margin-bottom: 1.25rem; }
  .im > p:not(.foot), .note { break-after: avoid; }
  .foot { break-before: avoid; }
  .card > header { break-after: avoid; }
  .im { box-decoration-break: clone; -webkit-box-decoration-break: clone; }
  .bar, .bar rect, .swatch, .tile dt::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
  .tile, .im { background: none; }
}
""".replace("LIGHT", _LIGHT)

CSS = (
    f":root {{ color-scheme: light dark; {_LIGHT} }}\n"
    f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme]) {{ {_DARK} }} }}\n"
    f':root[data-theme="dark"] {{ color-scheme: dark; {_DARK} }}\n'
    f':root[data-theme="light"] {{ color-scheme: light; }}\n'
    f"{_PAGE}{_PRINT}"
)

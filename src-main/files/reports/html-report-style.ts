import { Markup } from './html-report-markup.ts';

/**
 * Returns the style of the report: sizes and colors of the screen, light theme only. The footer is a page margin box; `foot` must be one of
 * Tsunagi's own texts.
 */
export const createReportStyle = (foot: string): Markup => new Markup(`${STYLE}@page { @bottom-left { content: "${cssText(foot)}"; } }\n`);

/** Escapes everything except letters and digits, so that no character can end the string or the element. */
const cssText = (text: string): string =>
  text.replace(/[^\p{L}\p{N}]/gu, (character) => `\\${(character.codePointAt(0) as number).toString(16)} `);

const STYLE = `
:root { color-scheme: light; --ink: #1c2733; --muted: #5b6876; --line: #d8dfe6; --tint: #f3f6f9; --accent: #1f5f8b; --block: #a93226; --risk: #8a5a00; --ready: #2e7d4f; }
* { box-sizing: border-box; }
html { font: 400 14px/1.7 "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", "Meiryo UI", system-ui, sans-serif; color: var(--ink); background: #fff; -webkit-print-color-adjust: exact; print-color-adjust: exact; text-size-adjust: 100%; }
body { max-width: 860px; margin: 0 auto; padding: 48px 32px 64px; font-variant-numeric: tabular-nums; }
h1, h2, h3, p, dl, dd, ul { margin: 0; }
h1, h2, h3 { font-weight: 600; line-height: 1.3; word-break: auto-phrase; overflow-wrap: anywhere; }
h1 { font-size: 20px; }
h2 { font-size: 16px; margin: 32px 0 8px; }
h3 { font-size: 14px; }
a { color: inherit; text-decoration: none; }
a:hover { text-decoration: underline; }
.top { display: flex; justify-content: space-between; align-items: baseline; gap: 24px; padding-bottom: 12px; border-bottom: 2px solid var(--ink); }
.top > div { min-width: 0; }
.top > p { color: var(--muted); white-space: nowrap; }
.company { font-size: 14px; color: var(--muted); overflow-wrap: anywhere; margin-bottom: 4px; }
.answer { margin: 24px 0 0; }
.answer .label { font-size: 13px; color: var(--muted); }
.answer .figures { display: flex; align-items: baseline; gap: 16px; line-height: 1.3; }
.answer .share { font-size: 40px; font-weight: 600; color: var(--accent); letter-spacing: -0.01em; }
.answer .people { font-size: 20px; font-weight: 600; }
.answer .of { font-size: 16px; color: var(--muted); }
.answer .sentence { margin-top: 12px; }
.track { display: block; height: 8px; margin: 8px 0 0; background: #e4e9ee; border-radius: 2px; overflow: hidden; }
.track i { display: block; height: 100%; background: var(--accent); }
dl.facts { display: flex; flex-wrap: wrap; gap: 8px 32px; margin-top: 16px; }
dl.facts div { display: flex; gap: 8px; align-items: baseline; }
dt { color: var(--muted); font-size: 13px; }
dd { font-weight: 600; }
.hint { color: var(--muted); font-size: 12px; }
table { width: 100%; border-collapse: collapse; line-height: 1.45; font-size: 13px; }
th { text-align: left; font-weight: 600; font-size: 12px; color: var(--muted); padding: 4px 8px; border-bottom: 1px solid #9fb0bf; vertical-align: bottom; white-space: nowrap; }
td { padding: 6px 8px; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.side { white-space: nowrap; }
.bar { width: 34%; padding-top: 10px; }
.bar .track { height: 10px; margin: 0; background: none; border-radius: 0; }
.bar.share-bar .track { background: #e4e9ee; }
.word { font-weight: 600; font-size: 12px; white-space: nowrap; }
.word.block { color: var(--block); }
.word.risk { color: var(--risk); }
.word.note { color: var(--muted); }
td.depth-1 { padding-left: 16px; }
td.depth-2 { padding-left: 32px; }
td.depth-0 { font-weight: 600; }
ul.unseen-list { padding-left: 20px; }
.reason { margin-top: 24px; }
.reason header { display: flex; gap: 8px 12px; align-items: baseline; flex-wrap: wrap; border-top: 1px solid var(--ink); padding-top: 8px; }
.reason .count { color: var(--muted); }
.reason p { font-size: 13px; }
.reason table { margin-top: 8px; }
.list { table-layout: fixed; }
.reason .list + .list { margin-top: 0; }
.list + .list thead { display: none; }
.list .who { width: 21%; }
.list .where { width: 21%; }
.list .below { display: block; color: var(--muted); font-size: 12px; }
.address { display: flex; gap: 6px; align-items: baseline; }
.address b { flex: none; width: 48px; font-weight: 400; font-size: 12px; color: var(--muted); }
.address code { flex: 1; min-width: 0; }
code { word-break: break-all; font-family: ui-monospace, "SFMono-Regular", Consolas, "Noto Sans Mono CJK JP", monospace; font-size: 12px; overflow-wrap: anywhere; }
.others .number { width: 12%; }
.others .word-head { width: 34%; padding-left: 24px; }
.others td:nth-child(3) { padding-left: 24px; }
.unseen { border: 1px solid #c9a24a; background: #fdf6e3; color: #6b4a00; border-radius: 2px; padding: 0 2px; margin: 0 1px; font: 400 10px/1.2 ui-monospace, Consolas, "Noto Sans Mono CJK JP", monospace; white-space: nowrap; }
.long { content-visibility: auto; contain-intrinsic-size: auto 20000px; }
@media print {
  html { font-size: 10pt; }
  body { max-width: none; margin: 0; padding: 0; }
  a { text-decoration: none; }
  .list-start { break-before: page; margin-top: 0; }
  thead { display: table-header-group; }
  .list + .list thead { display: table-header-group; }
  tr { break-inside: avoid; }
  h2, h3, .reason header, .reason p { break-after: avoid; }
  .answer, .facts, .closing { break-inside: avoid; }
  .long { content-visibility: visible; contain-intrinsic-size: none; }
  table { font-size: 9pt; }
  th, .hint, .list .below, .address b, .word, code { font-size: 8pt; }
  td { padding-top: 4px; padding-bottom: 4px; }
}
@page { size: A4; margin: 16mm 15mm 18mm; font-family: "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", "Meiryo UI", sans-serif;
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; color: #5b6876; }
  @bottom-left { font-size: 8pt; color: #5b6876; } }
`;

import { Markup, markup } from './html-report-markup.ts';
import { createReportStyle } from './html-report-style.ts';

/** A document of tables for reading, printing and signing. Texts are localized. */
export interface TablePage {
  readonly language: string;
  readonly title: string;
  readonly company: string;
  readonly day: string;
  /** Footer of every page. */
  readonly foot: string;
  /** Summary of the document. */
  readonly answer: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly {
    readonly title: string;
    readonly hint: string;
    /** Headings of the columns; empty = no header row. */
    readonly headings: readonly string[];
    /** Column widths in percent. Consecutive tables have equal widths. */
    readonly widths: readonly number[];
    readonly rows: readonly (readonly string[])[];
  }[];
  /** Signature boxes; empty = none. */
  readonly signatures: readonly string[];
}

const OWN = new Markup(`
.answer { font-size: 16px; font-weight: 600; }
table { table-layout: fixed; }
th, td { overflow-wrap: anywhere; }
.sign { display: flex; gap: 16px; margin-top: 32px; justify-content: flex-end; }
.sign div { width: 120px; border: 1px solid var(--line); }
.sign b { display: block; font-size: 12px; text-align: center; border-bottom: 1px solid var(--line); padding: 4px; }
.sign i { display: block; height: 72px; }
@media print { section { break-inside: auto; } tr { break-inside: avoid; } .sign { break-inside: avoid; } }
`);

/** Yields the page as UTF-8, section by section. The page loads no other resources. */
export function* generateTablePageChunks(page: TablePage): Generator<Uint8Array, { bytes: number }> {
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const { text } of piecesOf(page)) {
    const chunk = encoder.encode(text);
    bytes += chunk.length;
    yield chunk;
  }
  return { bytes };
}

const headOf = (headings: readonly string[]): Markup | null =>
  headings.length === 0 ? null : markup`<thead><tr>${headings.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>`;

function* piecesOf({ language, title, company, day, foot, answer, facts, sections, signatures }: TablePage): Generator<Markup> {
  yield markup`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/><title>${title}</title><style>${createReportStyle(foot)}${OWN}</style></head><body>
<div class="top"><div><p class="company">${company}</p><h1>${title}</h1></div><p>${day}</p></div>
<p class="answer">${answer}</p>
<dl class="facts">${facts.map(({ label, value }) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
`;
  for (const { title: heading, hint, headings, widths, rows } of sections) {
    yield markup`<section><h2>${heading}</h2>${hint === '' ? null : markup`<p class="hint">${hint}</p>`}
<table><colgroup>${widths.map((width) => markup`<col style="width: ${width}%"/>`)}</colgroup>${headOf(headings)}<tbody>
`;
    for (const row of rows)
      yield markup`<tr>${row.map((cell) => markup`<td>${cell.split('\n').map((line, at) => (at === 0 ? markup`${line}` : markup`<br/>${line}`))}</td>`)}</tr>
`;
    yield markup`</tbody></table></section>
`;
  }
  if (signatures.length > 0)
    yield markup`<div class="sign">${signatures.map((name) => markup`<div><b>${name}</b><i></i></div>`)}</div>
`;
  yield markup`</body></html>
`;
}

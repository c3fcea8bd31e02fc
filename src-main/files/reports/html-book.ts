import { Markup, markup } from './html-report-markup.ts';
import { createReportStyle } from './html-report-style.ts';

/** A table, a list of facts, or sentences, with a heading (`''` = none). */
export type BookBlock =
  | { readonly kind: 'facts'; readonly title: string; readonly facts: readonly { readonly label: string; readonly value: string }[] }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly hint: string;
      readonly headings: readonly string[];
      /** Column widths in percent; one per heading. */
      readonly widths: readonly number[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'text'; readonly title: string; readonly sentences: readonly string[] };

export interface BookChapter {
  readonly title: string;
  /** Summary of the chapter; `''` = none. */
  readonly lead: string;
  readonly blocks: readonly BookBlock[];
}

/** A document for printing on A4: title, contents, numbered chapters. Texts are localized; the page loads no other resources. */
export interface Book {
  readonly language: string;
  readonly title: string;
  readonly company: string;
  readonly day: string;
  /** Footer of every page. */
  readonly foot: string;
  /** Summary of the document. */
  readonly answer: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly contents: string;
  readonly chapters: readonly BookChapter[];
}

const OWN = new Markup(`
.answer { font-size: 16px; font-weight: 600; }
nav.contents { margin-top: 32px; }
nav.contents ol { list-style: none; margin: 0; padding: 0; columns: 2; column-gap: 48px; }
nav.contents li { display: flex; gap: 8px; padding: 4px 0; break-inside: avoid; border-bottom: 1px solid var(--line); }
nav.contents b { flex: none; width: 24px; font-weight: 400; color: var(--muted); text-align: right; }
section.chapter { margin-top: 48px; }
section.chapter > h2 { font-size: 18px; margin-top: 0; padding-bottom: 6px; border-bottom: 1px solid var(--ink); }
section.chapter > h2 b { font-weight: 600; color: var(--accent); margin-right: 12px; }
section.chapter > p { margin-top: 8px; }
h3 { margin: 24px 0 4px; }
.book { table-layout: fixed; margin-top: 8px; }
.book th { white-space: normal; }
dl.pairs { display: grid; grid-template-columns: minmax(140px, 24%) 1fr; margin-top: 8px; line-height: 1.45; font-size: 13px; }
dl.pairs > * { padding: 6px 0; border-bottom: 1px solid var(--line); }
dl.pairs dt { font-size: 13px; padding-right: 16px; }
/* Field names are written for use within sentences. */
dl.pairs dt::first-letter, .book th::first-letter { text-transform: uppercase; }
dl.pairs dd { font-weight: 400; overflow-wrap: anywhere; }
@media print {
  section.chapter { margin-top: 10mm; }
  section.chapter.opens { break-before: page; margin-top: 0; }
  h3, .hint, section.chapter > h2, section.chapter > p { break-after: avoid; }
  dl.pairs { font-size: 9pt; break-inside: avoid; }
  h3 + dl.pairs { break-after: avoid; }
  dl.pairs dt { font-size: 9pt; }
  dl.pairs > * { break-inside: avoid; padding: 4px 0; }
  section.chapter > p, section.chapter div > p { font-size: 9.5pt; break-inside: avoid; }
}
`);

/** Yields the document as UTF-8, chapter by chapter. */
export function* generateBookChunks(book: Book): Generator<Uint8Array, { bytes: number }> {
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const { text } of piecesOf(book)) {
    const chunk = encoder.encode(text);
    bytes += chunk.length;
    yield chunk;
  }
  return { bytes };
}

function* piecesOf({ language, title, company, day, foot, answer, facts, contents, chapters }: Book): Generator<Markup> {
  yield markup`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/><title>${company} ${title}</title><style>${createReportStyle(foot)}${OWN}</style></head><body>
<div class="top"><div><p class="company">${company}</p><h1>${title}</h1></div><p>${day}</p></div>
<p class="answer">${answer}</p>
${pairs(facts)}
<nav class="contents" aria-label="${contents}"><h2>${contents}</h2><ol>${chapters.map((chapter, at) => markup`<li><b>${at + 1}</b><a href="#chapter-${at + 1}">${chapter.title}</a></li>`)}</ol></nav>
`;
  for (const [at, { title: heading, lead, blocks }] of chapters.entries())
    yield markup`<section class="chapter${at === 0 ? ' opens' : ''}" id="chapter-${at + 1}"><h2><b>${at + 1}</b>${heading}</h2>${lead === '' ? null : markup`<p>${lead}</p>`}
${blocks.map(blockMarkup)}</section>
`;
  yield markup`</body></html>
`;
}

const headingOf = (title: string): Markup | null => (title === '' ? null : markup`<h3>${title}</h3>`);

/** Converts line ends to `<br/>`, because they would otherwise be shown as invisible characters. */
const linesOf = (text: string): readonly Markup[] =>
  text.split('\n').map((line, at) => (at === 0 ? markup`${line}` : markup`<br/>${line}`));

const pairs = (facts: readonly { readonly label: string; readonly value: string }[]): Markup =>
  markup`<dl class="pairs">${facts.map(({ label, value }) => markup`<dt>${label}</dt><dd>${linesOf(value)}</dd>`)}</dl>`;

function blockMarkup(block: BookBlock): Markup {
  if (block.kind === 'facts')
    return markup`${headingOf(block.title)}${pairs(block.facts)}
`;
  if (block.kind === 'text')
    return markup`<div>${headingOf(block.title)}${block.sentences.map((sentence) => markup`<p>${linesOf(sentence)}</p>`)}</div>
`;
  const { title, hint, headings, widths, rows } = block;
  return markup`${headingOf(title)}${hint === '' ? null : markup`<p class="hint">${linesOf(hint)}</p>`}<table class="book"><colgroup>${widths.map((width) => markup`<col style="width: ${width}%"/>`)}</colgroup><thead><tr>${headings.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead><tbody>
${rows.map(
  (row) => markup`<tr>${row.map((cell) => markup`<td>${linesOf(cell)}</td>`)}</tr>
`,
)}</tbody></table>
`;
}

import type { Severity } from '#shared/domain/readiness/finding.ts';
import { Markup, markUpAddress, markup } from './html-report-markup.ts';
import { createReportStyle } from './html-report-style.ts';

/** Content of the page as localized texts. Values that are drawn as bars are numbers. */
export interface HtmlReport {
  readonly language: string;
  readonly title: string;
  /** `''` if the name is unknown. */
  readonly company: string;
  readonly day: string;
  readonly answer: {
    readonly label: string;
    readonly share: string;
    readonly people: string;
    readonly of: string;
    /** Share from 0 to 1; `null` if there are no people. */
    readonly part: number | null;
    /** Explains the meaning and the limits of the numbers. */
    readonly sentence: string;
  };
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly reasons: {
    readonly title: string;
    readonly hint: string;
    readonly none: string;
    readonly headings: readonly [reason: string, people: string, side: string];
    readonly lines: readonly {
      readonly code: string;
      readonly name: string;
      readonly people: number;
      readonly count: string;
      readonly side: string;
    }[];
  };
  /** Number of people at each gate. */
  readonly gates: {
    readonly title: string;
    readonly hint: string;
    readonly headings: readonly [gate: string, passed: string, stopsHere: string, blocked: string, notChecked: string];
    readonly lines: readonly {
      readonly name: string;
      readonly passed: string;
      readonly stopsHere: string;
      readonly blocked: string;
      readonly notChecked: string;
    }[];
  };
  readonly others: {
    readonly title: string;
    readonly headings: readonly [finding: string, severity: string, side: string, count: string];
    readonly lines: readonly {
      readonly code: string;
      readonly severity: Severity;
      readonly word: string;
      readonly name: string;
      readonly side: string;
      readonly count: string;
    }[];
  };
  readonly organizations: {
    readonly title: string;
    readonly hint: string;
    readonly headings: readonly [name: string, of: string, ready: string, blocked: string, notChecked: string, share: string];
    readonly lines: readonly {
      /** Level in the tree of organizations, 0 to 2. */
      readonly depth: number;
      readonly name: string;
      readonly inScope: string;
      readonly ready: string;
      readonly blocked: string;
      readonly notChecked: string;
      readonly share: string;
      /** Share from 0 to 1; `null` if unknown. */
      readonly part: number | null;
    }[];
  };
  readonly notLookedAt: { readonly title: string; readonly items: readonly string[] };
  readonly list: {
    readonly title: string;
    readonly hint: string;
    readonly none: string;
    readonly headings: readonly [who: string, where: string, addresses: string];
    readonly neo: string;
    readonly amazon: string;
    readonly absent: string;
    readonly suggestion: string;
    readonly sections: Iterable<HtmlSection>;
  };
}

export interface HtmlSection {
  readonly code: string;
  readonly severity: Severity;
  readonly word: string;
  readonly name: string;
  readonly count: string;
  readonly side: string;
  /** Description of the finding, then the recommended action. */
  readonly sentences: readonly string[];
  /** Affected people; empty if the finding concerns no particular person. */
  readonly rows: Iterable<HtmlRow>;
}

/** One finding; missing values are `null`. */
export interface HtmlRow {
  readonly name: string | null;
  readonly loginId: string | null;
  readonly organization: string | null;
  readonly workEmail: string | null;
  readonly amazonEmail: string | null;
  /** `null` if the heading of the section already states it. */
  readonly reason: string | null;
  readonly suggestion: string | null;
  /** The side that the suggestion changes, with its confidence; `null` without a suggestion. */
  readonly advice: string | null;
}

/** Characters per piece, which take about 20 ms; other calls can run between two pieces. */
const CHUNK_CHARACTERS = 1 << 18;
/** Maximum rows per table. Browsers lay out only visible tables, printers all. */
const ROWS_A_TABLE = 200;

/**
 * Yields the report as one self-contained page: no script, no external content, and a policy that forbids both. It is also well-formed XML.
 * UTF-8, in pieces of about 256 KiB; returns the number of bytes written.
 */
export function* generateHtmlChunks(report: HtmlReport): Generator<Uint8Array, number> {
  const encoder = new TextEncoder();
  let bytes = 0;
  let text = '';
  for (const piece of pageOf(report)) {
    text += piece.text;
    if (text.length < CHUNK_CHARACTERS) continue;
    const chunk = encoder.encode(text);
    bytes += chunk.length;
    yield chunk;
    text = '';
  }
  const chunk = encoder.encode(text);
  yield chunk;
  return bytes + chunk.length;
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function* pageOf(report: HtmlReport): Generator<Markup> {
  const { language, title, company } = report;
  const full = company === '' ? title : `${company} ${title}`;
  yield markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light"/>
<title>${full}</title>
<style>${createReportStyle(title)}</style>
</head>
<body>
${headOf(report)}
<main>
${answerOf(report)}
${gatesOf(report)}
${reasonsOf(report)}
${othersOf(report)}
${notLookedAtOf(report)}
${organizationsOf(report)}
`;
  yield* listOf(report);
  yield markup`</main>
</body>
</html>
`;
}

const headOf = ({ title, company, day }: HtmlReport): Markup => markup`<header class="top">
<div>${company === '' ? null : markup`<p class="company">${company}</p>`}<h1>${title}</h1></div>
<p>${day}</p>
</header>`;

const track = (part: number): Markup => markup`<span class="track"><i style="width: ${(part * 100).toFixed(2)}%"></i></span>`;

const answerOf = ({ answer, facts }: HtmlReport): Markup => markup`<section class="answer">
<p class="label">${answer.label}</p>
<p class="figures"><span class="share">${answer.share}</span><span class="people">${answer.people}</span><span class="of">${answer.of}</span></p>
${answer.part === null ? null : track(answer.part)}
<p class="sentence">${answer.sentence}</p>
<dl class="facts">${facts.map(({ label, value }) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
</section>`;

function gatesOf({ gates: { title, hint, headings, lines } }: HtmlReport): Markup {
  const [name, ...numbers] = headings;
  return markup`<section><h2>${title}</h2>
<table><thead><tr><th scope="col">${name}</th>${numbers.map((heading) => markup`<th scope="col" class="number">${heading}</th>`)}</tr></thead>
<tbody>${lines.map(
    (
      line,
    ) => markup`<tr><td>${line.name}</td><td class="number">${line.passed}</td><td class="number">${line.stopsHere}</td><td class="number">${line.blocked}</td><td class="number">${line.notChecked}</td></tr>
`,
  )}</tbody></table>
<p class="hint">${hint}</p></section>`;
}

function reasonsOf({ reasons }: HtmlReport): Markup {
  const { title, hint, none, headings, lines } = reasons;
  if (lines.length === 0) return markup`<section><h2>${title}</h2><p>${none}</p></section>`;
  const most = Math.max(...lines.map(({ people }) => people));
  return markup`<section><h2>${title}</h2>
<table><thead><tr><th scope="col">${headings[0]}</th><th scope="col" class="number">${headings[1]}</th><th></th><th scope="col" class="side">${headings[2]}</th></tr></thead>
<tbody>${lines.map(
    (
      line,
    ) => markup`<tr><td><a href="#${line.code}">${line.name}</a></td><td class="number">${line.count}</td><td class="bar">${track(line.people / most)}</td><td class="side">${line.side}</td></tr>
`,
  )}</tbody></table>
<p class="hint">${hint}</p></section>`;
}

function othersOf({ others }: HtmlReport): Markup | null {
  const { title, headings, lines } = others;
  if (lines.length === 0) return null;
  return markup`<section class="closing"><h2>${title}</h2>
<table class="others"><thead><tr><th scope="col">${headings[0]}</th><th scope="col" class="number">${headings[3]}</th><th scope="col" class="word-head">${headings[1]}</th><th scope="col" class="side">${headings[2]}</th></tr></thead>
<tbody>${lines.map(
    (
      line,
    ) => markup`<tr><td><a href="#${line.code}">${line.name}</a></td><td class="number">${line.count}</td><td><span class="word ${line.severity}">${line.word}</span></td><td class="side">${line.side}</td></tr>
`,
  )}</tbody></table></section>`;
}

function organizationsOf({ organizations }: HtmlReport): Markup | null {
  const { title, hint, headings, lines } = organizations;
  if (lines.length === 0) return null;
  const [name, ...numbers] = headings;
  return markup`<section><h2>${title}</h2>
<table><thead><tr><th scope="col">${name}</th>${numbers.map((heading) => markup`<th scope="col" class="number">${heading}</th>`)}<th></th></tr></thead>
<tbody>${lines.map(
    (
      line,
    ) => markup`<tr><td class="depth-${line.depth}">${line.name}</td><td class="number">${line.inScope}</td><td class="number">${line.ready}</td><td class="number">${line.blocked}</td><td class="number">${line.notChecked}</td><td class="number">${line.share}</td><td class="bar share-bar">${line.part === null ? null : track(line.part)}</td></tr>
`,
  )}</tbody></table>
${hint === '' ? null : markup`<p class="hint">${hint}</p>`}</section>`;
}

const notLookedAtOf = ({ notLookedAt: { title, items } }: HtmlReport): Markup =>
  markup`<section class="closing"><h2>${title}</h2><ul class="unseen-list">${items.map((item) => markup`<li>${item}</li>`)}</ul></section>`;

function* listOf({ list }: HtmlReport): Generator<Markup> {
  yield markup`<section><h2 class="list-start">${list.title}</h2><p class="hint">${list.hint}</p>
`;
  let any = false;
  for (const section of list.sections) {
    any = true;
    yield* sectionOf(section, list);
  }
  if (!any) yield markup`<p>${list.none}</p>`;
  yield markup`</section>
`;
}

function* sectionOf(section: HtmlSection, list: HtmlReport['list']): Generator<Markup> {
  yield markup`<section class="reason" id="${section.code}">
<header><span class="word ${section.severity}">${section.word}</span><h3>${section.name}</h3><span class="count">${section.count}</span><span class="count">${section.side}</span></header>
${section.sentences.map((sentence) => markup`<p>${sentence}</p>`)}
`;
  const [who, where, addresses] = list.headings;
  const open = markup`<table class="list long"><colgroup><col class="who"/><col class="where"/><col/></colgroup>
<thead><tr><th scope="col">${who}</th><th scope="col">${where}</th><th scope="col">${addresses}</th></tr></thead><tbody>
`;
  const close = markup`</tbody></table>
`;
  let count = 0;
  for (const row of section.rows) {
    if (count % ROWS_A_TABLE === 0) {
      if (count > 0) yield close;
      yield open;
    }
    count++;
    yield rowOf(row, list);
  }
  if (count > 0) yield close;
  yield markup`</section>
`;
}

const rowOf = (row: HtmlRow, list: HtmlReport['list']): Markup =>
  markup`<tr><td>${row.name ?? list.absent}${row.loginId === null ? null : markup`<span class="below">${row.loginId}</span>`}</td><td>${row.organization}</td><td>${addressOf(list.neo, row.workEmail ?? list.absent, row.workEmail !== null)}${addressOf(list.amazon, row.amazonEmail ?? list.absent, row.amazonEmail !== null)}${row.suggestion === null ? null : addressOf(list.suggestion, row.suggestion, true, row.advice)}${row.reason === null ? null : markup`<span class="below">${row.reason}</span>`}</td></tr>
`;

const addressOf = (label: string, text: string, known: boolean, note: string | null = null): Markup =>
  markup`<span class="address"><b>${label}</b>${known ? markup`<code>${markUpAddress(text)}</code>` : markup`<span class="hint">${text}</span>`}${note === null ? null : markup` <span class="hint">${note}</span>`}</span>`;

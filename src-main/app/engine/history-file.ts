import { stableJson } from '#shared/domain/drafts/stable-json.ts';
import { planText } from '#shared/messages/plan-text.ts';
import { createTexts, type Translate } from '#shared/messages/texts.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { csvChunks } from '../../files/csv-report.ts';
import { tablePageChunks } from '../../files/html-table-page.ts';
import type { HistoryLine } from '../../storage/history-log.ts';
import type { HistoryFileOrder, Work } from './engine.ts';
import { linesUnder } from './log-calls.ts';
import { textChunks } from './plan-file.ts';
import type { EngineSession } from './session.ts';

/** The file's own mark. `hash` is sha256 of the previous hash and the line's canonical JSON `{ after, before, head, seq }`. */
const HISTORY_FORM = { format: 'tsunagi-history', version: 1 } as const;

const COLUMNS = ['seq', 'at', 'by', 'section', 'name', 'sentence', 'reason', 'requestId', 'hash'] as const;

/** Writes the history under a filter, oldest first: JSON with everything, for whoever verifies it elsewhere; or a table for people. */
export async function writeHistoryFile(session: EngineSession, order: HistoryFileOrder, work: Work): Promise<{ entries: number }> {
  const { path, format, encoding, language, filter } = order;
  const { log } = session.workspace();
  const lines = [...linesUnder(log.lines(), filter)].reverse();
  const texts = createTexts(language);
  work.report({ phase: 'writing', done: 0, total: lines.length });
  const rows = lines.map((line) => rowOf(line, texts));
  const columns = COLUMNS.map((column) => texts(`historyFile.column.${column}`));
  const proof = log.verify();
  if (format === 'json') {
    const entries = lines.map(({ seq }) => log.line(seq));
    const content = { ...HISTORY_FORM, profile: session.workspace().profile().name, head: proof.head, entries };
    await writeAtomically(path, textChunks(`${stableJson(content, 2)}\n`), work.signal);
  } else if (format === 'csv') await writeAtomically(path, csvChunks(columns, rows, encoding), work.signal);
  else {
    const company = session.workspace().profile().name;
    const title = texts('historyFile.title');
    const page = {
      language,
      title,
      company,
      day: session.today().replaceAll('-', '/'),
      foot: `${company} ${title}`,
      answer: texts(`historyFile.${proof.broken === null ? 'intact' : 'broken'}`, { entries: proof.entries }),
      facts: [{ label: texts('historyFile.head'), value: proof.head }],
      sections: [
        {
          title: texts('historyFile.list', { entries: lines.length }),
          hint: '',
          headings: columns.slice(0, 7),
          widths: [6, 13, 10, 12, 15, 29, 15],
          rows: rows.map((row) => row.slice(0, 7)),
        },
      ],
      signatures: [],
    };
    await writeAtomically(path, tablePageChunks(page), work.signal);
  }
  return { entries: lines.length };
}

function rowOf({ seq, head, hash }: HistoryLine, texts: Translate): readonly string[] {
  const { at, by, section, name, sentence, reason, requestId } = head;
  return [
    String(seq),
    texts('planFile.moment', { at: Date.parse(at) }),
    by,
    section === null ? '' : texts(`draft.section.${section}`),
    name,
    planText(sentence, texts),
    reason,
    requestId ?? '',
    hash,
  ];
}

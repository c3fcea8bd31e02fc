import { createHash } from 'node:crypto';
import { stableJson } from '#shared/domain/drafts/stable-json.ts';
import type { FieldChange, GatewaySection, PlanItem } from '#shared/domain/sync/item.ts';
import { selectedOrder } from '#shared/domain/sync/select.ts';
import { createTexts, type Translate } from '#shared/messages/texts.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { csvChunks } from '../../files/csv-report.ts';
import { type TablePage, tablePageChunks } from '../../files/html-table-page.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';
import type { PlanFileOrder, Work } from './engine.ts';
import type { Planned } from './plan-desk.ts';
import { labelOf, type Names, namesFrom, sentenceOf } from './plan-words.ts';
import type { EngineSession } from './session.ts';

/** The file's own mark; a later form gets another version. Described in `docs/formats/plan.md`. */
export const PLAN_FORM = { format: 'tsunagi-plan', version: 1 } as const;

/** One call that would be made, with what it changes. */
interface FileItem {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
  readonly kind: PlanItem['kind'];
  readonly risk: PlanItem['risk'];
  readonly sentence: string;
  readonly write: PlanItem['write'];
  readonly ifRevision: number;
  readonly body: unknown;
  readonly fields: readonly (Pick<FieldChange, 'path' | 'kind' | 'base' | 'ours' | 'after'> & {
    readonly label: string;
    readonly server: unknown;
  })[];
}

/** What the file is about, for whoever applies it. */
export interface PlanFile {
  readonly format: 'tsunagi-plan';
  readonly version: 1;
  readonly profile: { readonly id: string; readonly name: string };
  readonly server: string;
  readonly readAt: string;
  readonly madeAt: string;
  readonly madeBy: string;
  /** SHA-256 of every call in order (`digestOfCalls`): another plan has another. */
  readonly digest: string;
  readonly items: readonly FileItem[];
}

type Calls = readonly Pick<FileItem, 'section' | 'id' | 'write' | 'ifRevision' | 'body'>[];

/** The digest of the calls a file holds, as `sealText` tells them. */
export function digestOfCalls({
  profile,
  server,
  items,
}: {
  readonly profile: { readonly id: string };
  readonly server: string;
  readonly items: Calls;
}): string {
  const calls = items.map(({ section, id, write, ifRevision, body }) => ({ section, id, write, ifRevision, body }));
  const text = stableJson({ format: 'tsunagi-seal', version: 1, profileId: profile.id, server, calls });
  return createHash('sha256').update(text).digest('hex');
}

/** Writes what is chosen: as the file that `tsunagi apply` takes, as a table, or as a page to be approved on paper. */
export async function writePlanFile(session: EngineSession, order: PlanFileOrder, work: Work): Promise<{ items: number }> {
  const { path, format, encoding, language } = order;
  const planned = session.plans.requirePlanned();
  const texts = createTexts(language);
  const file = planFileOf(session, planned, texts);
  work.report({ phase: 'writing', done: 0, total: file.items.length });
  if (format === 'json') await writeAtomically(path, textChunks(`${stableJson(file, 2)}\n`), work.signal);
  else if (format === 'csv') await writeAtomically(path, csvChunks(columnsOf(texts), rowsOf(file, texts), encoding), work.signal);
  else await writeAtomically(path, tablePageChunks(pageOf(session, file, texts, language)), work.signal);
  return { items: file.items.length };
}

export function* textChunks(text: string): Generator<Uint8Array, { bytes: number }> {
  const bytes = new TextEncoder().encode(text);
  yield bytes;
  return { bytes: bytes.length };
}

function planFileOf(session: EngineSession, { plan, selection, digest }: Planned, texts: Translate): PlanFile {
  const workspace: WorkspaceFile = session.workspace();
  const { id, name } = workspace.profile();
  const items = selectedOrder(plan, selection).flatMap((key) => plan.byKey.get(key) ?? []);
  return {
    ...PLAN_FORM,
    profile: { id, name },
    server: workspace.server.reading()?.label ?? '',
    readAt: plan.server.readAt,
    madeAt: session.timestamp(),
    madeBy: session.operator,
    digest,
    items: items.map((item) =>
      fileItem(item, namesFrom(session.desk.company(), [item.draft, item.server?.body ?? null, item.base]), texts),
    ),
  };
}

function fileItem(item: PlanItem, names: Names, texts: Translate): FileItem {
  const { key, section, id, name, kind, risk, write, ifRevision, target, fields } = item;
  const sentence = sentenceOf(item);
  return {
    key,
    section,
    id,
    name,
    kind,
    risk,
    sentence: texts(sentence.text, sentence.params),
    write,
    ifRevision,
    body: target,
    fields: fields.map((field) => {
      const label = labelOf(section, field, names);
      const { path, kind: change, base, ours, before, after } = field;
      return { path, kind: change, label: texts(label.text, label.params), base, ours, server: before, after };
    }),
  };
}

const COLUMNS = ['section', 'name', 'id', 'kind', 'risk', 'sentence', 'field', 'before', 'after', 'path'] as const;
const columnsOf = (texts: Translate): readonly string[] => COLUMNS.map((column) => texts(`planFile.column.${column}`));

/** One line a place; an object without places, as a secret is, has one line. */
function* rowsOf({ items }: PlanFile, texts: Translate): Generator<readonly string[]> {
  for (const { section, name, id, kind, risk, sentence, fields } of items) {
    const common = [texts(`draft.section.${section}`), name, id, texts(`plan.kind.${kind}`), texts(`plan.riskLevel.${risk}`), sentence];
    if (fields.length === 0) yield [...common, '', '', '', ''];
    for (const { label, server, after, path } of fields) yield [...common, label, shown(server), shown(after), path];
  }
}

/** A value as a person reads it in a cell. */
export const shown = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'string'
      ? value
      : typeof value === 'object'
        ? stableJson(value)
        : String(value);

function pageOf(session: EngineSession, file: PlanFile, texts: Translate, language: 'ja' | 'en'): TablePage {
  const effect = session.plans.effect();
  const sections = [...new Set(file.items.map(({ section }) => section))];
  const title = texts('planFile.title');
  return {
    language,
    title,
    company: file.profile.name,
    day: session.today(),
    foot: `${file.profile.name} ${title} ${file.digest.slice(0, 16)}`,
    answer: texts('planFile.answer', { items: file.items.length }),
    facts: [
      { label: texts('planFile.fact.server'), value: file.server },
      { label: texts('planFile.fact.readAt'), value: texts('planFile.moment', { at: Date.parse(file.readAt) }) },
      { label: texts('planFile.fact.madeBy'), value: file.madeBy },
      ...(effect === null
        ? []
        : [
            {
              label: texts('planFile.fact.people'),
              value: texts('planFile.people', {
                before: effect.readyBefore,
                after: effect.readyAfter,
                gain: effect.gains.length,
                lose: effect.loses.length,
              }),
            },
          ]),
      { label: texts('planFile.fact.digest'), value: file.digest },
    ],
    sections: sections.map((section) => ({
      title: texts(`draft.section.${section}`),
      hint: '',
      headings: [
        texts('planFile.column.sentence'),
        texts('planFile.column.field'),
        texts('planFile.column.before'),
        texts('planFile.column.after'),
      ],
      rows: file.items
        .filter((item) => item.section === section)
        .flatMap(({ sentence, fields }) =>
          fields.length === 0
            ? [[sentence, '', '', '']]
            : fields.map(({ label, server, after }, at) => [at === 0 ? sentence : '', label, shown(server), shown(after)]),
        ),
    })),
    signatures: [texts('planFile.sign.drafted'), texts('planFile.sign.checked'), texts('planFile.sign.approved')],
  };
}

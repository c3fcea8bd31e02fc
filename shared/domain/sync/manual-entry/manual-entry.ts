import { type Draft, type DraftState, type Drafts, getDraftKey, getDraftState } from '../../drafts/draft.ts';
import { type Body, getBodyName, type Section } from '../../drafts/sections.ts';
import { toStableJson } from '../../drafts/stable-json.ts';
import type { Json } from '../../fields/json.ts';
import type { AmazonGroup } from '../../integration/settings.ts';
import { type Approver, listNamedUsers, type Step } from '../../routes/route.ts';
import { compareNaturally, compareText } from '../../text-order/compare-text.ts';
import { type GatewaySection, isGatewaySection } from '../gateway-section.ts';
import type { FieldChange, ObjectItem } from '../plan/item.ts';
import { compareObject } from '../plan/object-item.ts';
import type { ServerEntry } from '../server-state.ts';
import { buildContentLines } from '../wording/contents.ts';
import { getFieldKind } from '../wording/field-kinds.ts';
import { describeItemField, describeObject } from '../wording/label.ts';
import { createPhrase, type Phrase, type PlanNames } from '../wording/phrase.ts';
import { buildChangeLines, type ChangeLine } from '../wording/sentence.ts';
import { describeValue } from '../wording/value-phrase.ts';
import { describeFullList, parseApprovers } from '../wording/whole-list.ts';
import { findPrerequisites, sortByPrerequisites } from './manual-entry-order.ts';

/** A vendor's screen on which a section is entered. `path`, `add` and `manual` are literal texts of the manual. */
export interface ManualEntryScreen {
  readonly section: Section;
  readonly side: 'amazon' | 'neo';
  readonly manual: string;
  readonly path: string;
  /** Menu item for adding; omitted if the manual names none, which is usual. */
  readonly add?: string;
}

/** In the order of the manual (`amazon-business-setup.ja.txt`), in which objects come before the screens that refer to them. */
export const MANUAL_ENTRY_SCREENS: readonly ManualEntryScreen[] = [
  { section: 'amazon_groups', side: 'amazon', manual: '2-2-2', path: 'ビジネスアカウントの設定>ユーザーの管理>グループ' },
  { section: 'routes', side: 'neo', manual: '3-1-1', path: 'ワークフロー>機能管理>申請書管理>申請経路設定' },
  { section: 'serials', side: 'neo', manual: '3-1-2', path: 'ワークフロー>機能管理>申請書管理>連番設定' },
  { section: 'integration', side: 'neo', manual: '3-2', path: 'Amazonビジネス連携設定' },
  { section: 'allowed_users', side: 'neo', manual: '3-2', path: 'Amazonビジネス連携設定' },
  { section: 'common_settings', side: 'neo', manual: '3-3', path: 'Amazonビジネス共通設定' },
  {
    section: 'invoice_groups',
    side: 'neo',
    manual: '4-1',
    path: 'Amazonビジネス>機能管理>請求書グループ設定',
    add: '請求書グループの追加',
  },
];

/** Path on the vendor's screens, which for adding may differ from changing and deleting. */
export const getScreenPath = ({ path, add }: ManualEntryScreen, adds: boolean): string =>
  adds && add !== undefined ? `${path}>${add}` : path;

/** One value to enter, select or remove, with its own checkbox. */
export interface ManualEntryLine {
  /** Unique within the task, and stable for the same field. */
  readonly id: string;
  readonly sentence: Phrase;
  /** Name of the field as printed in the manual; `null` if the manual does not name it. */
  readonly field: string | null;
  /** Further values to select with it: role and rule of a step. */
  readonly details: readonly Phrase[];
  /** Text to paste into the field, with one line per value; `null` = nothing to copy. */
  readonly copy: string | null;
  /** Identifies the value, so that a checkbox applies only to it. */
  readonly value: string;
}

/** One object to enter, change or remove by hand. */
export interface ManualEntryTask {
  readonly key: string;
  readonly section: Section;
  readonly id: string;
  readonly name: string;
  readonly kind: 'create' | 'change' | 'delete';
  readonly title: Phrase;
  readonly lines: readonly ManualEntryLine[];
  /** Content of the object after everything is entered; `null` = removed. */
  readonly body: Body | null;
}

export interface ManualEntryInput {
  readonly drafts: Drafts;
  /** Number of times that the catalog password was set here, and the generation that was entered in NEO; 0 = never. */
  readonly password: { readonly generation: number; readonly entered: number };
  readonly names: PlanNames;
  /** Names as used in NEO, for searching there; omitted = `names`. */
  readonly copied?: PlanNames;
  /** The current day, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Names of fields by section and path, as printed in the manual (3-2, 3-3, 4-1). */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ['integration /systemLogin', 'システムログイン(System Login)'],
  ['integration /poRequestUrl', 'PO Request URL'],
  ['common_settings /title', '申請タイトル'],
  ['common_settings /routeId', '申請経路'],
  ['common_settings /serialId', '連番'],
  ['invoice_groups /code', '請求書グループコード'],
]);
const PASSWORD_FIELD = 'カタログ連携パスワード(Password)';

const KIND_ORDER = { create: 0, change: 1, delete: 2 } as const;
const INTEGRATION_KEY = getDraftKey({ section: 'integration', id: 'integration' });
const PASSWORD_LINE = 'password';
/** The option under 「購買システムの選択」 (manual 2-2-2). */
const PURCHASING_SYSTEM = 'desknetsNEO';
/** The option under 「お支払いオプション」 as printed in the manual (2-2-2). */
const PAYMENT_OPTION = '支払い方法と配送先住所は管理者が設定し(複数設定可能)、ユーザーが利用します';

/**
 * Differences between drafts and known content (read or stated) as tasks, in the order of the manual's screens, deletions last. Linear in
 * the drafts. An empty object gives no task.
 */
export function listManualEntryTasks(input: ManualEntryInput): readonly ManualEntryTask[] {
  const bySection = new Map<Section, ManualEntryTask[]>();
  const add = (task: ManualEntryTask | null): void => {
    if (task === null || task.lines.length === 0) return;
    const known = bySection.get(task.section);
    if (known === undefined) bySection.set(task.section, [task]);
    else known.push(task);
  };
  const differing: ObjectItem[] = [];
  const there: ServerEntry[] = [];
  for (const draft of input.drafts.values()) {
    const { section, base } = draft;
    if (isGatewaySection(section)) {
      const item = itemOf(draft, input.today);
      if (base !== null) there.push(entryOf(section, draft.id, base));
      if (item !== null) differing.push(item);
      add(gatewayTask(draft, item, input));
    } else add(amazonTask(getDraftKey(draft), draft.id, base as AmazonGroup | null, draft.draft as AmazonGroup | null));
  }
  const { generation, entered } = input.password;
  if (generation > entered && !input.drafts.has(INTEGRATION_KEY)) add(passwordTask(generation));
  const inOrder = MANUAL_ENTRY_SCREENS.map(({ section }) =>
    (bySection.get(section) ?? []).sort(
      (a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || compareNaturally(a.name, b.name) || compareText(a.key, b.key),
    ),
  );
  // A deletion cannot be undone in NEO, so it waits until no object refers to it, and referring objects are deleted first. Exception: a
  // deletion that frees a required code or name, which NEO would otherwise reject.
  const tasks = [
    ...inOrder.flatMap((some) => some.filter(({ kind }) => kind !== 'delete')),
    ...inOrder.toReversed().flatMap((some) => some.filter(({ kind }) => kind === 'delete')),
  ];
  return sortByPrerequisites(tasks, findPrerequisites(differing, there));
}

const entryOf = (section: GatewaySection, id: string, body: Body): ServerEntry => ({
  section,
  id,
  revision: 0,
  body,
  updatedAt: '',
  updatedBy: '',
});

/** The difference of a draft from its known content; `null` if there is none. */
function itemOf({ section, id, base, draft }: Draft, today: string): ObjectItem | null {
  if (!isGatewaySection(section)) return null;
  const server = base === null ? null : entryOf(section, id, base);
  const { item } = compareObject({ section, id, base, draft, server }, undefined, undefined, today);
  return item === null || (item.kind !== 'create' && item.kind !== 'change' && item.kind !== 'delete') ? null : item;
}

function gatewayTask(draft: Draft, item: ObjectItem | null, input: ManualEntryInput): ManualEntryTask | null {
  const { password } = input;
  const task = item === null ? null : taskOf(item, draft.draft, input);
  const { generation, entered: known } = password;
  if (getDraftKey(draft) !== INTEGRATION_KEY || generation <= known || getDraftState(draft) === 'deleted') return task;
  return task === null ? passwordTask(generation) : { ...task, lines: [...task.lines, passwordLine(generation)] };
}

type Names = Pick<ManualEntryInput, 'names' | 'copied'>;

const taskOf = (item: ObjectItem, draft: Body | null, names: Names): ManualEntryTask => ({
  key: item.key,
  section: item.section,
  id: item.id,
  name: item.name,
  kind: item.kind as ManualEntryTask['kind'],
  title: describeObject(item),
  lines: item.kind === 'create' ? createdLines(item, names) : enteredLines(item, buildChangeLines(item, names.names), names),
  body: draft,
});

/**
 * Values that exist only in this console. NEO uses its own punchout address (docs/domain/amazon-cxml.md#the-three-settings), and its steps
 * have no estimate.
 */
const OWN_VALUES = /^(?:integration \/punchoutUrl|routes \/steps\/[^/]+\/expectedDays)$/;

const isOwn = ({ section }: Pick<ObjectItem, 'section'>, { path }: FieldChange): boolean => OWN_VALUES.test(`${section} ${path}`);

/** The state of a draft with manual entry. It counts as `same` if no difference can be entered by hand. */
export function getManualEntryState(draft: Draft): DraftState {
  const state = getDraftState(draft);
  if (state !== 'changed') return state;
  const { section, id, base, draft: body } = draft;
  if (!isGatewaySection(section))
    // Address and purchasing system are recorded in the group itself, so missing values there are not differences.
    return amazonTask(getDraftKey(draft), id, base as AmazonGroup, body as AmazonGroup).lines.every((line) => isLaterLine(line.id))
      ? 'same'
      : state;
  // The day affects only ignored differences, of which there are none here.
  const item = itemOf(draft, '');
  return item === null || item.fields.every((field) => isOwn(item, field)) ? 'same' : state;
}

const enteredLines = (item: ObjectItem, lines: readonly ChangeLine[], names: Names): readonly ManualEntryLine[] =>
  lines.filter(({ fields }) => !fields.every((field) => isOwn(item, field))).map((line) => lineOf(item, line, names));

/** Lines of a new object: its name, then its other content. */
function createdLines(item: ObjectItem, { names, ...more }: Names): readonly ManualEntryLine[] {
  const contents = enteredLines(item, buildContentLines(item, names), { names, ...more });
  const { name } = (item.target ?? {}) as { readonly name?: string };
  if (name === undefined || name === '') return contents;
  const to = describeValue('text', name, names);
  return [
    {
      id: 'set /name',
      sentence: createPhrase('plan.change.fill', { tense: 'will', label: describeItemField(item, '/name', names), to }),
      field: null,
      details: [],
      copy: name,
      value: name,
    },
    ...contents,
  ];
}

function lineOf(item: ObjectItem, { sentence, fields }: ChangeLine, { names, copied = names }: Names): ManualEntryLine {
  const [first] = fields;
  const path = first?.path ?? '';
  const place = fields.length > 1 ? path.slice(0, path.lastIndexOf('/')) : path;
  const copyBy = (by: PlanNames): string | null => {
    const texts = fields.map((field) => copyOf(item, field, by));
    return texts.length > 0 && texts.every((text) => text !== null) ? texts.join('\n') : null;
  };
  const copy = copyBy(copied);
  // A name shared by several people does not identify a person, so more than the copied text is shown.
  const saysLess = copy === null || copy !== copyBy(names) || SAYS_MORE.has(getFieldKind(item.section, path).value);
  const whole = saysLess ? describeFullList(item.section, fields, names) : null;
  return {
    id: `${first?.kind ?? 'set'} ${place}`,
    sentence,
    field: FIELDS.get(`${item.section} ${path}`) ?? null,
    details: [...(first === undefined ? [] : stepDetails(item, first)), ...(whole === null ? [] : [whole])],
    copy,
    value: toStableJson(fields.map(({ path: at, after, kind }) => [at, kind, after])),
  };
}

/** The text for the vendor's field, or the name to search for; `null` if there is none. */
function copyOf({ section }: ObjectItem, { path, kind, after }: FieldChange, names: PlanNames): string | null {
  if (path === '' || after === null || kind === 'moved' || kind === 'order') return null;
  const { value } = getFieldKind(section, path);
  switch (value) {
    case 'text':
    case 'code':
      return typeof after === 'string' && after !== '' ? after : null;
    case 'number':
    case 'month':
      return typeof after === 'object' ? null : String(after);
    case 'user':
    case 'organization':
    case 'role':
      return typeof after === 'string' && after !== '' ? nameOr(after, names[value]) : null;
    case 'route':
    case 'serial':
      return typeof after === 'string' ? names[value](after) : null;
    case 'organization-choice':
    case 'principal':
      return nameOfChoice(after, names);
    default: {
      const approvers = parseApprovers(value, after);
      return approvers === null ? null : namesOf(approvers, names);
    }
  }
}

/** Returns the id of an unknown entry, so that the other names remain usable. */
const nameOr = (id: string, nameOf: (id: string) => string | null): string => nameOf(id) ?? id;

function nameOfChoice(value: Json, names: PlanNames): string | null {
  const { id, kind = 'organization' } = value as unknown as { readonly id?: string; readonly kind?: 'user' | 'organization' | 'role' };
  return id === undefined ? null : nameOr(id, names[kind]);
}

/** Names of all individually listed approvers, because the sentence contains only the first ones. */
function namesOf(approvers: Approver, names: PlanNames): string | null {
  const users = listNamedUsers(approvers);
  return users.length === 0 ? null : users.map((id) => nameOr(id, names.user)).join('\n');
}

/** Kinds of entries for which the copied text contains less than the line: organizations with their descendants. */
const SAYS_MORE: ReadonlySet<unknown> = new Set(['organization-choice', 'principal']);

/** Details of a new step in addition to its approvers. */
function stepDetails({ section }: ObjectItem, { path, kind, after }: FieldChange): readonly Phrase[] {
  // For a moved step, `after` is its position.
  if (after === null || kind === 'moved' || kind === 'order' || getFieldKind(section, path).value !== 'step') return [];
  const { role, rule, finalDecider, approvers, branch } = after as unknown as Step;
  return [
    createPhrase(`route.kind.${approvers.kind}`),
    createPhrase(`route.role.${role}`),
    createPhrase(`route.rule.${approvers.kind === 'group' ? approvers.rule : rule}`),
    ...(finalDecider ? [createPhrase('route.sentence.final')] : []),
    ...(branch === null ? [] : [createPhrase('route.sentence.conditional')]),
  ];
}

const passwordLine = (generation: number): ManualEntryLine => ({
  id: PASSWORD_LINE,
  sentence: createPhrase('manualEntry.line.password', { field: PASSWORD_FIELD }),
  field: null,
  details: [],
  copy: null,
  value: String(generation),
});

const passwordTask = (generation: number): ManualEntryTask => ({
  key: INTEGRATION_KEY,
  section: 'integration',
  id: 'integration',
  name: '',
  kind: 'change',
  title: describeObject({ section: 'integration', name: '' }),
  lines: [passwordLine(generation)],
  body: null,
});

/** True if a task enters the password, so that its generation counts as entered. */
export const includesPassword = ({ lines }: ManualEntryTask): boolean => lines.some(({ id }) => id === PASSWORD_LINE);

const [ADDRESS_LINE, SYSTEM_LINE] = ['set address', 'set system'] as const;
/** True for lines of an Amazon group that the manual enters in a later step than adding the group. */
export const isLaterLine = (line: string): boolean => line === ADDRESS_LINE || line === SYSTEM_LINE;

/** The values that the manual enters on Amazon's pages for a group. A group with a recorded purchasing system already exists there. */
function amazonTask(key: string, id: string, base: AmazonGroup | null, draft: AmazonGroup | null): ManualEntryTask {
  const before = base === null && draft !== null && draft.purchasingSystem.state !== 'none' ? draft : base;
  const kind = draft === null ? 'delete' : before === null ? 'create' : 'change';
  const name = getBodyName('amazon_groups', (draft ?? before) as Body);
  const common = {
    key,
    section: 'amazon_groups' as const,
    id,
    name,
    kind,
    title: createPhrase('manualEntry.amazon.object', { name }),
    body: draft,
  } as const;
  if (draft === null)
    return {
      ...common,
      lines: [
        { id: 'removed', sentence: createPhrase('manualEntry.amazon.delete', { name }), field: null, details: [], copy: null, value: id },
      ],
    };
  const lines: ManualEntryLine[] = [];
  const clear = (field: string, was: string): void => {
    const sentence = createPhrase(`manualEntry.amazon.${field}Cleared`, { value: was });
    lines.push({ id: `clear ${field}`, sentence, field: null, details: [], copy: null, value: was });
  };
  const enter = (field: string, value: string, was: string | undefined, copy: string | null = value): void => {
    if (value === was) return;
    if (value === '') {
      if (was !== undefined) clear(field, was);
      return;
    }
    lines.push({
      id: `set ${field}`,
      sentence: createPhrase(`manualEntry.amazon.${field}`, { value }),
      field: null,
      details: [],
      copy,
      value,
    });
  };
  enter('name', draft.name, before?.name);
  if (draft.paymentOption === 'administrator')
    enter('payment', PAYMENT_OPTION, before?.paymentOption === 'administrator' ? PAYMENT_OPTION : '');
  // Without a record, the present value is unknown.
  else if (draft.paymentOption === 'users' && before?.paymentOption === 'administrator') clear('payment', PAYMENT_OPTION);
  enter('option', draft.integrationOption, before?.integrationOption);
  if (draft.addresses < 1)
    lines.push({
      id: ADDRESS_LINE,
      sentence: createPhrase('manualEntry.amazon.address'),
      field: null,
      details: [],
      copy: null,
      value: '1',
    });
  if (draft.purchasingSystem.state === 'none') enter('system', PURCHASING_SYSTEM, undefined);
  return { ...common, lines };
}

import type { CallOutput } from '#shared/contract/calls.ts';
import type { DraftDetail, DraftRow } from '#shared/contract/drafts/drafts.ts';
import { type Draft, findDraft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { DraftProblem } from '#shared/domain/drafts/lint.ts';
import { type Bodies, getBodyName, isSingleSection, SECTIONS, type Section } from '#shared/domain/drafts/sections.ts';
import { countPeopleByAccess, markAllowedPeople } from '#shared/domain/integration/allowed-users.ts';
import { countMembers } from '#shared/domain/invoicing/membership.ts';
import { describeRoute, type Phrase } from '#shared/domain/routes/describe.ts';
import type { DraftStep, DraftStore } from '../../storage/draft-store.ts';
import { getUndoOwner } from '../caller.ts';
import type { DraftCache } from './draft-cache.ts';

type Steps = CallOutput<'drafts.summary'>['steps'];

const plainStep = (step: DraftStep | null): Steps['undo'] => {
  if (step === null) return null;
  const { id, at, by, label } = step;
  const { kind, section, name, count, what = 'other' } = label;
  return {
    id,
    at,
    by,
    kind,
    object: { section, id: label.id },
    text: `draft.step.${kind}`,
    params: { section, name: name || 'none', count, what },
  };
};

export function toUndoSteps(store: DraftStore): Steps {
  const { undo, redo } = store.steps(getUndoOwner());
  return { undo: plainStep(undo), redo: plainStep(redo) };
}

export function countProblems(problems: readonly DraftProblem[]): DraftRow['problems'] {
  const counts = { block: 0, risk: 0, note: 0 };
  for (const { severity } of problems) counts[severity]++;
  return counts;
}

/** Returns the code of an invoice group or the integration option of an Amazon group. */
function codeOf({ section, draft, base }: Draft): string {
  const body = draft ?? base;
  if (section === 'invoice_groups') return (body as Bodies['invoice_groups']).code;
  return section === 'amazon_groups' ? (body as Bodies['amazon_groups']).integrationOption : '';
}

export const getDraftName = ({ section, draft, base }: Draft): string => {
  const body = draft ?? base;
  return body === null ? '' : getBodyName(section, body);
};

/** Returns a draft with everything that its editor displays. */
export function toDraftDetail(draft: Draft, store: DraftStore, draftCache: DraftCache): DraftDetail {
  const updatedAt = store.state().updatedAt.get(getDraftKey(draft)) ?? null;
  return {
    object: { ...draft, state: draftCache.states()(draft), updatedAt } as DraftDetail['object'],
    problems: draftCache.lint().problemsOf(draft) as DraftDetail['problems'],
    facts: factsOf(draft, draftCache),
  };
}

function factsOf({ section, id, draft }: Draft, draftCache: DraftCache): DraftDetail['facts'] {
  const people = draftCache.company()?.people;
  if (section === 'allowed_users' && draft !== null && people !== undefined) {
    const body = draft as Bodies['allowed_users'];
    return { kind: 'allowed', ...countPeopleByAccess(markAllowedPeople(body, people), people) };
  }
  if (section === 'invoice_groups' && draft !== null) {
    const body = draft as Bodies['invoice_groups'];
    const inScope = draftCache.scope();
    const twin = draftCache.lint().twinOf(body.code);
    return {
      kind: 'invoice',
      people: people === undefined ? null : countMembers(body, people, inScope),
      match: twin?.match.kind ?? null,
      option: twin?.option ?? '',
      amazonGroup: twin?.amazonGroup ?? '',
    };
  }
  if (section === 'serials' && draft !== null)
    return { kind: 'serial', ...draftCache.volume(), last: draftCache.lastIssued(id, draft as Bodies['serials']) };
  return { kind: 'none' };
}

/** Returns per section the numbers of objects, changed drafts and drafts with blocking problems. */
export function summarizeDrafts(store: DraftStore, draftCache: DraftCache): CallOutput<'drafts.summary'> {
  const { revision, drafts } = store.state();
  const lint = draftCache.lint();
  const stateOf = draftCache.states();
  const sections = SECTIONS.map((section) => {
    const own = isSingleSection(section)
      ? [findDraft(drafts, { section, id: section })]
      : [...drafts.values()].filter((draft) => draft.section === section);
    const there = own.filter((draft) => draft !== null);
    return {
      section,
      objects: there.filter(({ draft }) => draft !== null).length,
      changed: there.filter((draft) => drafts.has(getDraftKey(draft)) && stateOf(draft) !== 'same').length,
      blocked: there.filter((draft) => lint.problemsOf(draft).some(({ severity }) => severity === 'block')).length,
    };
  });
  return { revision, sections, steps: toUndoSteps(store) };
}

type List = CallOutput<'drafts.list'>;
interface Window {
  readonly section: Section;
  readonly search: string;
  readonly sort: { readonly by: 'name' | 'code' | 'state' | 'problems' | 'updatedAt'; readonly direction: 'ascending' | 'descending' };
  readonly offset: number;
  readonly limit: number;
}

function lineOf({ section, draft }: Draft, draftCache: DraftCache): DraftRow['line'] {
  if (section !== 'routes' || draft === null) return null;
  const picker = draftCache.company()?.picker;
  const nameOfPick = (kind: 'user' | 'organization' | 'role') => (id: string) => picker?.find(kind, id)?.name ?? null;
  const names = { user: nameOfPick('user'), organization: nameOfPick('organization'), role: nameOfPick('role') };
  return describeRoute(draft as Bodies['routes'], names).map((part) => ({ ...part, who: plain(part.who), how: part.how.map(plain) }));
}

const plain = ({ key, params }: Phrase): { key: string; params: Record<string, string | number> } => ({ key, params: { ...params } });

const STATES = ['deleted', 'new', 'changed', 'same'] as const;
const byText = new Intl.Collator('ja', { numeric: true });

/** Returns one page of the rows of a section. */
export function listDrafts(store: DraftStore, draftCache: DraftCache, { section, search, sort, offset, limit }: Window): List {
  const { revision, drafts, updatedAt } = store.state();
  const own = [...drafts.values()].filter((draft) => draft.section === section);
  const found = search.trim() === '' ? own : draftCache.search().find(own, search);
  const lint = draftCache.lint();
  const stateOf = draftCache.states();
  const countsOf = (draft: Draft): DraftRow['problems'] => countProblems(lint.problemsOf(draft));
  const rank = (draft: Draft): number => {
    const { block, risk, note } = countsOf(draft);
    return -(block * 1e8 + risk * 1e4 + note);
  };
  const keyed = found.map((draft) => ({
    draft,
    text: sort.by === 'code' ? codeOf(draft) : sort.by === 'updatedAt' ? (updatedAt.get(getDraftKey(draft)) ?? '') : getDraftName(draft),
    number: sort.by === 'state' ? STATES.indexOf(stateOf(draft)) : sort.by === 'problems' ? rank(draft) : 0,
  }));
  const sign = sort.direction === 'ascending' ? 1 : -1;
  keyed.sort((a, b) => sign * (a.number - b.number || byText.compare(a.text, b.text)) || (a.draft.id < b.draft.id ? -1 : 1));
  const rows = keyed.slice(offset, offset + limit).map(({ draft }) => ({
    id: draft.id,
    name: getDraftName(draft),
    code: codeOf(draft),
    state: stateOf(draft),
    problems: countsOf(draft),
    hasNote: draft.note !== '',
    updatedAt: updatedAt.get(getDraftKey(draft)) ?? '',
    line: lineOf(draft, draftCache),
  }));
  return { revision, total: keyed.length, rows };
}

import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { PersonRow } from '#shared/contract/people.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import { FINDING_KINDS, type Finding } from '#shared/domain/readiness/finding.ts';
import { getPersonOrderState, PERSON_ORDER_STATES, STATES_BY_URGENCY } from '#shared/domain/readiness/gates/order-state.ts';
import { getResponsibleSide } from '#shared/domain/readiness/gates/owners.ts';
import type { PeoplePicker } from '../../company/directory/people-picker.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';

type Question = CallParsedInput<'people.list'>;
type SortKey = Question['sort']['by'];

/** Positions of people sorted by a column, cached per findings view. */
const sortedPlaces = new WeakMap<FindingsView, Map<SortKey, Int32Array>>();

/** Returns one page of the people that match search and organization, with the number of people in each state. */
export function listPeople(view: FindingsView, picker: PeoplePicker, { filter, sort, offset, limit }: Question): CallOutput<'people.list'> {
  const states = new Set<string>(filter.states.length === 0 ? PERSON_ORDER_STATES : filter.states);
  const like = picker.usersLike(filter.search);
  const counts = new Map<string, number>(PERSON_ORDER_STATES.map((state) => [state, 0]));
  const found: number[] = [];
  for (const at of placesBy(view, sort.by)) {
    if (like !== null && !like.has(at)) continue;
    if (filter.organizationId !== null && view.paths[at]?.includes(filter.organizationId) !== true) continue;
    const state = getPersonOrderState(view.audit, at);
    counts.set(state, (counts.get(state) ?? 0) + 1);
    if (states.has(state)) found.push(at);
  }
  if (sort.direction === 'descending') found.reverse();
  // With the sort order `list`, search results are sorted by similarity.
  if (like !== null && sort.by === 'list') found.sort((a, b) => (like.get(b) ?? 0) - (like.get(a) ?? 0));
  return {
    revision: view.revision,
    total: found.length,
    states: PERSON_ORDER_STATES.map((state) => ({ state, people: counts.get(state) ?? 0 })),
    rows: found.slice(offset, offset + limit).map((at) => rowOf(view, at)),
  };
}

function rowOf(view: FindingsView, at: number): PersonRow {
  const user = view.directory.neoUsers[at] as NeoUser;
  const finding = view.audit.findings[view.audit.firstClosed[at] as number] as Finding | undefined;
  const kind = finding === undefined ? null : FINDING_KINDS[finding.code];
  return {
    personId: view.personId(at),
    name: user.name,
    organization: view.organizationName(user),
    title: user.title,
    loginId: user.loginId,
    employeeCode: user.employeeCode,
    workEmail: user.workEmail,
    state: getPersonOrderState(view.audit, at),
    gate: kind?.gate ?? null,
    code: finding?.code ?? null,
    move: finding === undefined ? null : getResponsibleSide(finding),
  };
}

function placesBy(view: FindingsView, by: SortKey): Int32Array {
  let made = sortedPlaces.get(view);
  if (made === undefined) {
    made = new Map();
    sortedPlaces.set(view, made);
  }
  let places = made.get(by);
  if (places === undefined) {
    places = sorted(view, by);
    made.set(by, places);
  }
  return places;
}

function sorted(view: FindingsView, by: SortKey): Int32Array {
  const { neoUsers } = view.directory;
  const places = Int32Array.from(neoUsers.keys());
  if (by === 'list') return places;
  if (by === 'state') {
    const ranks = neoUsers.map((_, at) => rankOf(view, at));
    return places.sort((a, b) => (ranks[a] as number) - (ranks[b] as number) || a - b);
  }
  const texts = neoUsers.map((user) => foldForSearch(by === 'name' ? user.kana || user.name : view.organizationName(user)));
  // Empty values come last, as in spreadsheets.
  return places.sort((a, b) => compareTexts(texts[a] as string, texts[b] as string) || a - b);
}

/** Returns a sort key by state; blocked people are ordered by their first closed gate. */
function rankOf(view: FindingsView, at: number): number {
  const finding = view.audit.findings[view.audit.firstClosed[at] as number];
  return (
    STATES_BY_URGENCY.indexOf(getPersonOrderState(view.audit, at)) * 10 +
    (finding === undefined ? 0 : (FINDING_KINDS[finding.code].gate ?? 9))
  );
}

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1);

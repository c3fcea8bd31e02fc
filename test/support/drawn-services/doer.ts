import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { people } from './lists.ts';
import type { ConsoleDesk, ServiceWorld } from './world.ts';

/** Random numbers: a choice among several existing items, and numbers that a user may type. */
export interface DrawnNumbers {
  readonly a: number;
  readonly b: number;
}
/** `null` means that there was nothing to do. */
export type Answer = Result<unknown> | null;
export type ActRunner = (world: ServiceWorld, desk: ConsoleDesk, chosen: DrawnNumbers) => Promise<Answer>;

export const SECTIONS = ['routes', 'serials', 'invoice_groups', 'amazon_groups'] as const;
export const EVERYTHING = { kinds: [], sections: [], risks: [], search: '', show: 'all' } satisfies CallInput<'plan.items'>['filter'];

export const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % Math.max(1, all.length)];
export const personAt = (at: number): string => pick(people, at)?.id ?? '';
export const ask = async <N extends CallName>(desk: ConsoleDesk, name: N, input: CallInput<N>): Promise<CallOutput<N> | null> => {
  const answer = await desk.console.call(name, input);
  return answer.ok ? answer.value : null;
};
export const draftsOf = async (desk: ConsoleDesk, a: number) => {
  const section = pick(SECTIONS, a) ?? 'routes';
  const listed = await ask(desk, 'drafts.list', {
    section,
    search: '',
    sort: { by: 'name', direction: 'ascending' },
    offset: 0,
    limit: 200,
  });
  return { section, rows: listed?.rows ?? [] };
};
export const draftAt = async (desk: ConsoleDesk, a: number, b: number) => {
  const { section, rows } = await draftsOf(desk, a);
  const row = pick(rows, b);
  return row === undefined ? null : { section, id: row.id };
};
export const itemAt = async (desk: ConsoleDesk, a: number) =>
  pick((await ask(desk, 'plan.items', { filter: EVERYTHING, offset: 0, limit: 200 }))?.items ?? [], a);
export const edited = (desk: ConsoleDesk, command: unknown) => desk.console.callAnything('drafts.apply', { command });

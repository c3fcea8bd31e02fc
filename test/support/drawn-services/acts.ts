import fc from 'fast-check';
import { type ActRunner, type DrawnNumbers, pick } from './doer.ts';
import { DRAFT_ACTS } from './draft-acts.ts';
import { LIST_ACTS } from './list-acts.ts';
import { OFFICE_ACTS } from './office-acts.ts';
import { SERVER_ACTS } from './server-acts.ts';

export interface Act extends DrawnNumbers {
  readonly kind: ActKind;
  readonly desk: number;
  /** If true, the action runs in parallel with the next one, as from another window. */
  readonly meanwhile: boolean;
}

export const ACT_RUNNERS = {
  ...DRAFT_ACTS,
  ...LIST_ACTS,
  ...SERVER_ACTS,
  ...OFFICE_ACTS,
  async look(_, desk, { a }) {
    await pick(desk.windows, a)?.look();
    return null;
  },
  async 'a day passes'(world, _desk, { a }) {
    world.clock.now += (1 + (a % 3)) * 24 * 3_600_000;
    for (const desk of world.desks) for (const window of desk.windows) window.forget();
    return null;
  },
  async reopen(world, desk) {
    await world.reopen(desk);
    return null;
  },
} as const satisfies Record<string, ActRunner>;
export type ActKind = keyof typeof ACT_RUNNERS;

/** Actions by area of work, with their relative frequency. */
export const BUSY_WITH = {
  lists: {
    ...{ look: 2, edit: 1, 'edit single': 1, undo: 1, import: 3, 'take former': 1, decide: 2, 'undo decision': 1, 'redo decision': 1 },
    ...{ adopt: 2, 'adopt many': 1, 'drop fixes': 1, 'undo fix': 1, 'redo fix': 1, settings: 2, leavers: 1, secret: 1 },
    ...{ 'a day passes': 1, reopen: 1 },
  },
  drafts: {
    ...{ look: 1, edit: 3, 'edit single': 1, note: 1, create: 1, put: 1, duplicate: 1, rename: 1, revert: 1, delete: 1, undo: 3, redo: 2 },
    ...{ 'read server': 1, others: 1, 'take theirs': 1, 'keep for a day': 1, 'take kept': 1, 'give up kept': 1, leavers: 1 },
    ...{ 'enter by hand': 1, 'reopen entered': 1, import: 1, reopen: 1, 'undo run': 1, apply: 1 },
  },
  office: {
    ...{ look: 3, 'read orders': 1, 'only look': 2, 'rename company': 1, 'change kind': 1, arm: 1, 'see notices': 2, 'change clocks': 2 },
    ...{ 'guide the set-up': 3, 'save view': 1, edit: 2, put: 1, undo: 1, import: 1, decide: 1, 'adopt many': 1 },
    ...{ settings: 2, 'keep for a day': 1, 'take kept': 1, 'give up kept': 1, apply: 2, reopen: 1, 'a day passes': 1 },
  },
  server: {
    ...{ look: 1, edit: 2, 'edit single': 1, put: 2, delete: 1, undo: 1, redo: 1, 'read server': 1, others: 2, 'take theirs': 1 },
    ...{ select: 1, resolve: 1, ignore: 1, unignore: 1, apply: 1, 'apply badly': 3, resume: 1, retry: 1, 'give up': 1, 'undo run': 1 },
    ...{ secret: 1, 'enter by hand': 1, 'reopen entered': 1, reopen: 1, 'give up work': 1, pause: 1, stop: 1, 'server moves': 1 },
    ...{ 'take over': 1, 'back up': 1, restore: 1 },
  },
} as const satisfies Record<string, { readonly [K in ActKind]?: number }>;

export const anyActOf = (weights: { readonly [K in ActKind]?: number }, crowd: readonly boolean[]): fc.Arbitrary<Act> =>
  fc.record({
    kind: fc.oneof(...Object.entries(weights).map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind as ActKind) }))),
    desk: fc.nat(1),
    a: fc.nat(719),
    b: fc.nat(719),
    meanwhile: fc.constantFrom(...crowd),
  });

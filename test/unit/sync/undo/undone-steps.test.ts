import { describe, expect, it } from 'vitest';
import type { Route } from '#shared/domain/routes/route.ts';
import type { ObjectItem } from '#shared/domain/sync/plan/item.ts';
import { buildBodyWithoutRun, createUndoPlan } from '#shared/domain/sync/undo/undo.ts';
import { entryOf, inputOf, serverOf } from '../../../support/sync.ts';
import { route, step } from '../../routes/company.ts';

const deciding = (final: string, changes: Partial<Route> = {}): Route =>
  route(
    ['a', 'b', 'c'].map((id) => step(id, { kind: 'applicant' }, { role: 'decide', finalDecider: id === final })),
    changes,
  );
const decidersOf = (body: unknown): readonly string[] =>
  (body as Route).steps.filter(({ finalDecider }) => finalDecider).map(({ id }) => id);

/** Returns the effect of undoing one run on the route that is currently on the server. */
function takeBack(before: Route, after: Route, now: Route): Route {
  const applied = { kind: 'object', section: 'routes', id: 'r1', before, after } as const;
  const { plan } = createUndoPlan([applied], inputOf(new Map(), serverOf([entryOf('routes', 'r1', now, 9)])));
  return buildBodyWithoutRun(plan.items[0] as ObjectItem) as Route;
}

describe('a route whose last decider was moved by a run', () => {
  it('has the former one again if no other user moved it', () => {
    expect(decidersOf(takeBack(deciding('a'), deciding('b'), deciding('b', { name: '別の名前' })))).toEqual(['a']);
  });

  it('keeps the one that another user chose since, and no second one', () => {
    const back = takeBack(deciding('a', { name: '前の名前' }), deciding('b'), deciding('c'));
    expect(decidersOf(back)).toEqual(['c']);
    expect(back.name).toBe('前の名前');
  });
});

describe('an object that a run changed in several steps', () => {
  const applied = (before: string, after: string) =>
    ({ kind: 'object', section: 'routes', id: 'r1', before: deciding(before), after: deciding(after) }) as const;

  it('has the content before the first step again', () => {
    const now = serverOf([entryOf('routes', 'r1', deciding('c'), 9)]);
    const { plan } = createUndoPlan([applied('a', 'b'), applied('b', 'c')], inputOf(new Map(), now));
    expect(decidersOf((plan.items[0] as ObjectItem).target)).toEqual(['a']);
  });
});

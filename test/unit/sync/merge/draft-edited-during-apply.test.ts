import { describe, expect, it } from 'vitest';
import type { Route } from '#shared/domain/routes/route.ts';
import { rebaseAfterApply } from '#shared/domain/sync/merge/rebase-after-apply.ts';
import { route, step } from '../../routes/company.ts';

const deciding = (final: string, ids = ['a', 'b', 'c']): Route =>
  route(ids.map((id) => step(id, { kind: 'applicant' }, { role: 'decide', finalDecider: id === final })));

describe('a draft that was edited while its plan was applied', () => {
  it('has one final decider, its own, if the server was given another one', () => {
    const planned = { section: 'routes', base: deciding('a'), draft: deciding('a'), ignored: [] } as const;
    const edited = { section: 'routes', id: 'r1', base: deciding('a'), draft: deciding('c'), note: '' } as const;
    const { base, draft } = rebaseAfterApply(planned, edited, deciding('b'));
    expect(base).toEqual(deciding('b'));
    expect(draft).toEqual(deciding('c'));
  });

  it('keeps a step that came with the mark, without it', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const withStep = (final: string): Route => deciding(final, ids);
    const planned = { section: 'routes', base: deciding('a'), draft: deciding('a'), ignored: [] } as const;
    const edited = { section: 'routes', id: 'r1', base: deciding('a'), draft: deciding('c'), note: '' } as const;
    expect(rebaseAfterApply(planned, edited, withStep('d'))).toEqual({ base: withStep('d'), draft: withStep('c') });
  });
});

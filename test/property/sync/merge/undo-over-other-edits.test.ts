import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { mergeBodies } from '#shared/domain/sync/merge/merge.ts';
import { mergeConcurrentEdit } from '#shared/domain/sync/merge/merge-concurrent-edit.ts';
import { isSameBody } from '#shared/domain/sync/same.ts';
import { anySides } from '../../../support/sync.ts';

const text = (body: Body | null): string => toStableJson(body);

describe('a step undone over what others did', () => {
  it('equals the wanted value if no one else changed it, and changes nothing if nothing is wanted', () => {
    fc.assert(
      fc.property(anySides, ({ section, base, draft, server }) => {
        expect(text(mergeConcurrentEdit(section, base, draft, base))).toBe(text(draft));
        expect(isSameBody(section, mergeConcurrentEdit(section, base, base, server), server)).toBe(true);
        expect(isSameBody(section, mergeConcurrentEdit(section, base, draft, draft), draft)).toBe(true);
      }),
    );
  });

  it('changes nothing that others changed', () => {
    fc.assert(
      fc.property(anySides, ({ section, base, draft, server }) => {
        const after = mergeConcurrentEdit(section, base, draft, server);
        // Compared with the current state, every change of the result comes from the edit itself.
        const theirs = new Set<string>();
        mergeBodies(section, base, draft, server, ({ path, origin }) => {
          if (origin !== 'ours') theirs.add(path);
          return 'theirs';
        });
        const changed: string[] = [];
        mergeBodies(section, server, after, server, ({ path, kind }) => {
          if (kind !== 'moved' && kind !== 'order') changed.push(path);
          return 'theirs';
        });
        expect(changed.filter((path) => theirs.has(path))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('of an Amazon group, which no server has, is merged by field too', () => {
    const group = (name: string, integrationOption = ''): Body => ({ name, integrationOption }) as unknown as Body;
    expect(mergeConcurrentEdit('amazon_groups', group('一'), group('二'), group('三'))).toEqual(group('三'));
    expect(mergeConcurrentEdit('amazon_groups', group('一'), group('二'), group('一', 'A'))).toEqual(group('二', 'A'));
  });

  it('names exactly the values that it did not restore', () => {
    fc.assert(
      fc.property(anySides, ({ section, base, draft, server }) => {
        fc.pre(base !== null && draft !== null && server !== null);
        const refused: string[] = [];
        const after = mergeConcurrentEdit(section, base, draft, server, ({ path }) => refused.push(path));
        if (refused.length > 0) return;
        // Without a refusal, the result contains every change of the edit.
        expect(isSameBody(section, mergeConcurrentEdit(section, base, draft, after), after)).toBe(true);
      }),
    );
  });

  it('does not bring back a step that others deleted where the step edited it and final deciders clash', () => {
    const step = (id: string, finalDecider: boolean, days: number) => ({
      id,
      role: 'decide',
      finalDecider,
      approvers: { kind: 'applicant' },
      rule: 'one',
      expectedDays: days,
      branch: null,
    });
    const route = (...steps: readonly object[]): Body => ({ id: 'r', name: '標準', status: 'complete', steps }) as unknown as Body;
    const was = route(step('a', false, 1), step('b', true, 1));
    const wanted = route(step('a', true, 1), step('b', true, 2));
    const now = route(step('a', false, 1), step('c', true, 1));
    expect(mergeConcurrentEdit('routes', was, wanted, now)).toEqual(now);
  });

  it('of a route leaves one final decider, the one set by others', () => {
    const step = (id: string, finalDecider: boolean) => ({
      id,
      role: 'decide',
      finalDecider,
      approvers: { kind: 'applicant' },
      rule: 'one',
      expectedDays: null,
      branch: null,
    });
    const route = (...steps: readonly object[]): Body => ({ id: 'r', name: '標準', status: 'complete', steps }) as unknown as Body;
    const [was, wanted] = [route(step('a', false), step('b', true)), route(step('a', true), step('b', false))];
    const now = route(step('a', false), step('b', false), step('c', true));
    expect(mergeConcurrentEdit('routes', was, wanted, now)).toEqual(now);
    const back = route(step('a', true), step('b', false), step('d', true));
    expect(mergeConcurrentEdit('routes', was, back, now)).toMatchObject({
      steps: expect.arrayContaining([expect.objectContaining({ id: 'd', finalDecider: false })]),
    });
  });
});

import { describe, expect, it } from 'vitest';
import { buildCoverageLevel, countLeftWithoutGroup } from '#main/company/drafts/coverage-view.ts';
import { type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { listInvoiceFindings } from '#shared/domain/invoicing/findings.ts';
import { neoUser } from '../../support/directories.ts';

const people = new PeopleIndex({
  neoUsers: ['1', '2'].map((id) => neoUser({ id, organizations: ['o'] })),
  organizations: [{ id: 'o', code: '', name: '会社', parentId: null }],
  roles: [],
});
const ALL = new Uint8Array([1, 1]);
const group = (code: string) => ({ code, name: '本社', users: [], organizations: [{ id: 'o', descendants: true }] });

function draftsOf(codes: readonly string[], options: readonly string[] = []): Drafts {
  const drafts = [
    ...codes.map((code, at) => ({ section: 'invoice_groups' as const, id: `g${at}`, base: null, draft: group(code), note: '' })),
    ...options.map((integrationOption, at) => ({
      section: 'amazon_groups' as const,
      id: `a${at}`,
      base: null,
      draft: { ...createAmazonGroup('Amazon'), integrationOption },
      note: '',
    })),
  ];
  return new Map(drafts.map((draft) => [getDraftKey(draft), draft])) as unknown as Drafts;
}
const covered = (drafts: Drafts) => {
  const { none, byCodeAlone } = buildCoverageLevel(drafts, people, ALL, null);
  return { none, byCodeAlone };
};

describe('the map of invoice groups', () => {
  it('counts no one as covered by an invalid code, like gate 5, whether or not Amazon’s options are known', () => {
    for (const options of [[], ['HONSHA01']]) {
      expect(covered(draftsOf(['ＮＥＯ－１'], options))).toEqual({ none: 2, byCodeAlone: 2 });
      expect(listInvoiceFindings([group('ＮＥＯ－１')], options.length === 0 ? null : options, people, ALL)).toHaveLength(2);
    }
  });

  it('covers by any code that can be one while no option is known', () => {
    expect(covered(draftsOf(['HONSHA01']))).toEqual({ none: 0, byCodeAlone: 0 });
    expect(covered(draftsOf(['ＮＥＯ－１', 'HONSHA01']))).toEqual({ none: 0, byCodeAlone: 0 });
    expect(covered(draftsOf(['HONSHA01'], ['OTHER']))).toEqual({ none: 2, byCodeAlone: 2 });
  });

  it('counts no one as losing a working group when a group with an invalid code is deleted', () => {
    const drafts = draftsOf(['ＮＥＯ－１', 'HONSHA01']);
    expect(countLeftWithoutGroup(drafts, people, ALL, new Set(['g0']))).toBe(0);
    expect(countLeftWithoutGroup(drafts, people, ALL, new Set(['g1']))).toBe(2);
  });
});

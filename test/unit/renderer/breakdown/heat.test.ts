import { describe, expect, it } from 'vitest';
import { createHeatMap } from '#renderer/screens/breakdown/organizations/heat.ts';
import { FINDING_CODES, FINDING_KINDS } from '#shared/domain/readiness/finding.ts';

const BLOCKING = FINDING_CODES.filter((code) => FINDING_KINDS[code].severity === 'block');
const organization = (id: string, inScope: number, blocked: number) => ({
  id,
  parentId: null,
  depth: 0,
  name: id,
  inScope,
  ready: inScope - blocked,
  blocked,
});

describe('organisations by reason', () => {
  it('gives the rare reasons one column, so that a row still adds up', () => {
    const codes = BLOCKING.slice(0, 9);
    const heat = createHeatMap({
      reasons: codes.map((code, index) => ({ code, people: 20 - index, owners: { neo: 20 - index, amazon: 0, both: 0 } })),
      organizations: [organization('a', 100, 9)],
      organizationReasons: codes.map((code) => ({ organizationId: 'a', code, people: 1 })),
    });
    expect(heat.columns.map(({ id }) => id)).toEqual([...codes.slice(0, 6), 'others']);
    expect(heat.columns.map((column) => heat.people('a', column))).toEqual([1, 1, 1, 1, 1, 1, 3]);
  });

  it('is darker for a larger share, not for a larger organisation', () => {
    const [code] = BLOCKING;
    if (code === undefined) throw new Error('no finding blocks');
    const large = organization('large', 1000, 20);
    const small = organization('small', 20, 10);
    const heat = createHeatMap({
      reasons: [{ code, people: 30, owners: { neo: 30, amazon: 0, both: 0 } }],
      organizations: [large, small, organization('none', 50, 0)],
      organizationReasons: [
        { organizationId: 'large', code, people: 20 },
        { organizationId: 'small', code, people: 10 },
      ],
    });
    const [column] = heat.columns;
    if (column === undefined) throw new Error('there is no column');
    expect([heat.shade(large, column), heat.shade(small, column), heat.shade({ id: 'none', inScope: 50 }, column)]).toEqual([1, 4, 0]);
  });
});

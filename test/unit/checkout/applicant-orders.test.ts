import { describe, expect, it } from 'vitest';
import { clearMismatchedIds, findApplicantOrders } from '#shared/domain/checkout/applicant-orders.ts';
import { order } from '../../support/orders.ts';

const HANA = { id: '10', name: '青木 はな' };
const listed = (id: string): boolean => ['10', '11'].includes(id);

describe('orders of one applicant', () => {
  it('are those with the person\u2019s id; requests of other people do not count as unclear', () => {
    const orders = [order({ id: 'a' }), order({ id: 'b', applicantId: '11', applicantName: '青木 はな' })];
    const { own, ...rest } = findApplicantOrders(orders, HANA, listed);
    expect([own.map(({ id }) => id), rest]).toEqual([['a'], { untold: 0, ofSameName: 0 }]);
  });

  it('may be any without an id, also of another name; those of the same name are counted apart', () => {
    const orders = [
      order({ id: 'a', applicantId: '', applicantName: '青木はな' }),
      order({ id: 'b', applicantId: '', applicantName: '土屋 進' }),
      order({ id: 'c', applicantId: '', applicantName: '' }),
    ];
    expect(findApplicantOrders(orders, HANA, listed)).toEqual({ own: [], untold: 3, ofSameName: 1 });
  });

  it('may include a request under a code that is no id on the list', () => {
    const orders = [order({ applicantId: 'hana.aoki' })];
    expect(findApplicantOrders(orders, HANA, listed)).toEqual({ own: [], untold: 1, ofSameName: 1 });
  });

  it('are empty if neither the list nor the source has an id', () => {
    expect(findApplicantOrders([order({ applicantId: '' })], { id: '', name: '' }, listed)).toEqual({ own: [], untold: 1, ofSameName: 0 });
  });
});

describe('the ids of a file', () => {
  it('are removed if they belong to a person with another name, as a code may do', () => {
    const people = [
      { id: '10', name: '青木 はな' },
      { id: '11', name: '土屋 進' },
      { id: '11', name: '青木 はな' },
    ];
    const idOf = (applicantId: string, applicantName: string): string | undefined =>
      clearMismatchedIds([order({ applicantId, applicantName })], people)[0]?.applicantId;
    expect(idOf('11', '青木 はな')).toBe('');
    for (const name of ['青木はな', '青木　はな（総務部）', '']) expect([name, idOf('10', name)]).toEqual([name, '10']);
    // No user has this ID, so the applicant is unknown and no one is reported as the applicant.
    expect(idOf('1024', '青木 はな')).toBe('1024');
  });
});

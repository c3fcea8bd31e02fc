import { expect, it } from 'vitest';
import { getOutlook, isMostlyLate } from '#shared/domain/checkout/outlook.ts';
import { order } from '../../support/orders.ts';

const FACTS = { namesApprovers: true, mayAct: (key: string) => key !== '20', isRouteLate: false };
const asking = (...approverIds: string[]) =>
  order({ step: { index: 1, count: 2, name: '', approverIds, approverNames: approverIds.map((id) => `人${id}`), since: null } });

it('a request moves while one of those who are asked can log in', () => {
  expect(getOutlook(asking('20', '21'), FACTS)).toBe('open');
  expect(getOutlook(asking('20'), FACTS)).toBe('cannot-log-in');
  expect(getOutlook(asking(), FACTS)).toBe('nobody');
});

it('missing approvers mean nothing if the source never names them, or if the request is decided', () => {
  expect(getOutlook(asking(), { ...FACTS, namesApprovers: false })).toBe('open');
  expect(getOutlook(order({ step: null }), FACTS)).toBe('open');
  expect(getOutlook({ ...asking(), state: 'approved' }, { ...FACTS, isRouteLate: true })).toBe('open');
});

it('the order history of a route is the warning for a request only if there is no more severe one', () => {
  const late = { ...FACTS, isRouteLate: true };
  expect([getOutlook(asking('21'), late), getOutlook(asking('20'), late)]).toEqual(['mostly-late', 'cannot-log-in']);
});

it('nearly all were late from nine of ten on, of at least ten, by the reading that is asked for', () => {
  const late = { hours: 9, dates: 8 };
  expect([isMostlyLate({ observations: 10, late }, 'hours'), isMostlyLate({ observations: 10, late }, 'dates')]).toEqual([true, false]);
  expect(isMostlyLate({ observations: 9, late: { hours: 9, dates: 9 } }, 'hours')).toBe(false);
});

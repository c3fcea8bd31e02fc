import { expect, it } from 'vitest';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { ActingPeopleFinder } from '#shared/domain/routes/remedies/acting.ts';
import type { ApplicantHandling } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_SETTING, RouteEvaluation } from '#shared/domain/routes/simulation/evaluation.ts';
import { neoUser } from '../../support/directories.ts';
import { route, step } from './company.ts';

const ABLE = Array.from({ length: 12 }, (_, at) => String(at + 1));
const GONE = Array.from({ length: 12 }, (_, at) => String(at + 101));
const INDEX = new CompanyIndex({
  neoUsers: [
    ...ABLE.map((id) => neoUser({ id, organizations: ['o'] })),
    ...GONE.map((id) => neoUser({ id, organizations: ['o'], state: 'suspended' })),
  ],
  organizations: [{ id: 'o', code: 'O', name: '本社', parentId: null }],
  approvers: [],
  roles: [],
  workflowAdmins: [],
});

/** Returns the people who act at steps with these approvers for one applicant. */
function acting(applicant: string, handling: ApplicantHandling, ...asked: readonly (readonly string[])[]) {
  const of = route(
    asked.map((users, at) => step(`s${at}`, { kind: 'users', users })),
    { applicantHandling: handling },
  );
  const person = INDEX.person(applicant);
  const book = new ActingPeopleFinder();
  const evaluation = new RouteEvaluation(INDEX, of, DEFAULT_ROUTE_SETTING);
  return evaluation.rowsOf(person).map((judged) => {
    const { id, people } = book.at(judged, person, evaluation.handling);
    return { id, people: people.map((one) => INDEX.idOf(one)) };
  });
}

it('is the same for the same people, regardless of additional people who cannot act', () => {
  const [many, one, other] = acting('1', 'exclude', [...GONE, '1', '2'], ['2'], ['3']);
  expect(many).toEqual({ id: one?.id, people: ['2'] });
  expect(other?.id).not.toBe(one?.id);
});

it('leaves out an applicant who is excluded among many, and no one who remains', () => {
  const [all, again, fewer] = acting('1', 'exclude', ABLE, ABLE, ABLE.slice(1));
  expect(all).toEqual(again);
  expect(all?.people).toEqual(ABLE.slice(1));
  expect(fewer?.people).toEqual(ABLE.slice(1));
  const [whole, part] = acting('1', 'leave', ABLE, ABLE.slice(1));
  expect(whole?.people).toEqual(ABLE);
  expect(part?.id).not.toBe(whole?.id);
  const [elsewhere] = acting('101', 'exclude', ABLE);
  expect(elsewhere?.people).toEqual(ABLE);
});

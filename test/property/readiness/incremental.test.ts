import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import type { ChunkedWork } from '#shared/domain/chunks/chunked-work.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { type Audit, auditDirectory, IncrementalAudit } from '#shared/domain/readiness/audit.ts';
import type { Configuration } from '#shared/domain/readiness/gates/configuration.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { anyAuditPolicy, anyLists, type Lists } from '../../support/audit-cases.ts';
import { anySetUp, EMPTY_SETUP, type SetUp } from '../../support/configurations.ts';

const anyCalendar = fc.constantFrom(EMPTY_SETUP.calendar, new BusinessCalendar(createStandardCalendar({ '2026-11-24': '会社の休み' })));

/**
 * A user action: edits or deletes an object, undoes an action, changes a policy, imports a list, waits for another day, or prepares results
 * in advance.
 */
type Step =
  | { readonly kind: 'edit'; readonly part: keyof SetUp; readonly from: SetUp }
  | { readonly kind: 'undo' }
  | { readonly kind: 'calendar'; readonly calendar: BusinessCalendar }
  | { readonly kind: 'policy'; readonly policy: Omit<AuditPolicy, 'today'> }
  | { readonly kind: 'lists'; readonly lists: Lists }
  | { readonly kind: 'day'; readonly today: string }
  | { readonly kind: 'aside'; readonly setUp: SetUp }
  | { readonly kind: 'prepare'; readonly setUp: SetUp | null; readonly pieces: number };

const PARTS = Object.keys(EMPTY_SETUP).filter((part) => part !== 'calendar') as (keyof SetUp)[];
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('edit' as const), part: fc.constantFrom(...PARTS), from: anySetUp }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'undo' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('calendar' as const), calendar: anyCalendar }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('policy' as const), policy: anyAuditPolicy }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lists' as const), lists: anyLists }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('day' as const), today: fc.constantFrom('2026-11-20', '2026-11-24', '2026-12-31') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('aside' as const), setUp: anySetUp }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('prepare' as const), setUp: fc.option(anySetUp), pieces: fc.nat(8) }),
  },
);

/** Returns the complete result of an audit as text. */
const written = (answer: Audit): string =>
  JSON.stringify(answer, (_, value: unknown) =>
    value instanceof Map ? [...value] : ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value,
  );

describe('the audit that remembers', () => {
  it('gives after any sequence of changes the result of a complete audit', () => {
    fc.assert(
      fc.property(anyLists, anyAuditPolicy, anySetUp, fc.array(anyStep, { minLength: 2, maxLength: 8 }), (lists, policy, setUp, steps) => {
        let now = { lists, policy, setUp, today: '2026-11-24' };
        let indices = { people: new PeopleIndex(lists.company), company: new CompanyIndex(lists.company) };
        const configurationOf = (of: SetUp): Configuration => ({ ...of, ...indices });
        const before: SetUp[] = [];
        const begun = (): IncrementalAudit =>
          IncrementalAudit.begin(now.lists.directory, { ...now.policy, today: now.today }, now.lists.context);
        const everything = (of: SetUp): string =>
          written(auditDirectory(now.lists.directory, { ...now.policy, today: now.today }, configurationOf(of), now.lists.context));
        // A full audit depends only on its input, so it runs once per input.
        let told: { readonly of: typeof now; readonly is: string } | null = null;
        const everythingNow = (): string => {
          if (told?.of !== now) told = { of: now, is: everything(now.setUp) };
          return told.is;
        };
        let remembering = begun();
        remembering.of(configurationOf(now.setUp));
        let preparing: ChunkedWork<void> | null = null;
        for (const step of steps) {
          if (step.kind === 'edit') {
            before.push(now.setUp);
            now = { ...now, setUp: { ...now.setUp, [step.part]: step.from[step.part] } };
          } else if (step.kind === 'undo') {
            const setUp = before.pop();
            if (setUp !== undefined) now = { ...now, setUp };
          } else if (step.kind === 'calendar') now = { ...now, setUp: { ...now.setUp, calendar: step.calendar } };
          else if (step.kind === 'policy') {
            now = { ...now, policy: step.policy };
            remembering = begun();
          } else if (step.kind === 'lists') {
            now = { ...now, lists: step.lists };
            indices = { people: new PeopleIndex(step.lists.company), company: new CompanyIndex(step.lists.company) };
            remembering = begun();
          } else if (step.kind === 'day') {
            now = { ...now, today: step.today };
            remembering.turnTo(step.today);
          } else if (step.kind === 'prepare') {
            preparing = remembering.prepare(configurationOf(step.setUp ?? now.setUp));
            for (let piece = 0; piece < step.pieces; piece++) preparing.next();
          } else expect(written(remembering.aside(configurationOf(step.setUp)))).toBe(everything(step.setUp));
          expect(written(remembering.of(configurationOf(now.setUp)))).toBe(everythingNow());
          // The preparation continues after each audit, regardless of what has changed.
          preparing?.next();
        }
      }),
      { numRuns: 2_000 },
    );
  }, 300_000);

  it('keeps what is found of people whom a change does not concern', () => {
    fc.assert(
      fc.property(anyLists, anyAuditPolicy, anySetUp, anySetUp, (lists, policy, setUp, other) => {
        const indices = { people: new PeopleIndex(lists.company), company: new CompanyIndex(lists.company) };
        const remembering = IncrementalAudit.begin(lists.directory, { ...policy, today: '2026-11-24' }, lists.context);
        const first = remembering.of({ ...setUp, ...indices });
        const known = new Map(first.findings.map((finding) => [JSON.stringify(finding), finding]));
        // The list of allowed users stays unchanged, because it determines which people are checked and therefore the suggestions.
        const after = remembering.of({ ...setUp, serials: other.serials, invoiceGroups: other.invoiceGroups, ...indices });
        for (const finding of after.findings) {
          if (finding.neoIndex < 0 && finding.amazonIndex < 0) continue;
          expect(known.get(JSON.stringify(finding)) ?? finding).toBe(finding);
        }
      }),
      { numRuns: 300 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { applyRouteCommand, type Command, type Edit } from '#shared/domain/routes/commands.ts';
import { APPLICANT_HANDLINGS, ROUTE_STATUSES, type Route } from '#shared/domain/routes/route.ts';
import { anyAccess, anyRoute, anyStep } from '../../support/companies.ts';

const anyStepId = fc.constantFrom('s1', 's2', 's3', 's4', 's5', 'new', 'gone');
const anyPlace = fc.oneof(fc.integer({ min: -2, max: 8 }), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1.5));

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('set-name' as const), name: fc.string() }),
  fc.record({ kind: fc.constant('set-status' as const), status: fc.constantFrom(...ROUTE_STATUSES) }),
  fc.record({ kind: fc.constant('set-access' as const), access: anyAccess }),
  fc.record({ kind: fc.constant('set-applicant-handling' as const), handling: fc.option(fc.constantFrom(...APPLICANT_HANDLINGS)) }),
  fc.tuple(anyPlace, anyStep, anyStepId).map(([at, step, id]): Edit => ({ kind: 'insert-step', at, step: { ...step, id } })),
  fc.record({ kind: fc.constant('remove-step' as const), stepId: anyStepId }),
  fc.record({ kind: fc.constant('move-step' as const), stepId: anyStepId, to: anyPlace }),
  fc.record({ kind: fc.constant('duplicate-step' as const), stepId: anyStepId, newId: anyStepId }),
  fc
    .tuple(anyStepId, anyStep, fc.subarray(['role', 'finalDecider', 'approvers', 'rule', 'expectedDays', 'branch'] as const))
    .map(
      ([stepId, step, names]): Edit => ({ kind: 'set-step', stepId, changes: Object.fromEntries(names.map((name) => [name, step[name]])) }),
    ),
  fc.record({ kind: fc.constant('set-final-decider' as const), stepId: fc.option(anyStepId) }),
);
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: anyEdit },
  { weight: 1, arbitrary: fc.array(anyEdit, { maxLength: 4 }).map((edits): Command => ({ kind: 'sequence', edits })) },
);

describe('editing a route', () => {
  it('is undone by its inverse edits in reverse order, and redone by their inverses', () => {
    fc.assert(
      fc.property(anyRoute, fc.array(anyCommand, { maxLength: 12 }), (route, commands) => {
        let at = route;
        const inverses: Command[] = [];
        for (const command of commands) {
          const { route: next, inverse } = applyRouteCommand(at, command);
          inverses.push(inverse);
          at = next;
        }
        const done = toStableJson(at);
        const redo: Command[] = [];
        for (const inverse of inverses.toReversed()) {
          const undone = applyRouteCommand(at, inverse);
          redo.push(undone.inverse);
          at = undone.route;
        }
        expect(toStableJson(at)).toBe(toStableJson(route));
        for (const command of redo.toReversed()) at = applyRouteCommand(at, command).route;
        expect(toStableJson(at)).toBe(done);
      }),
      { numRuns: 1500 },
    );
  });

  it('keeps ids unique, touches no route it was given and survives being written down', () => {
    fc.assert(
      fc.property(anyRoute, anyCommand, (route, command) => {
        const before = toStableJson(route);
        const { route: next } = applyRouteCommand(route, command);
        expect(toStableJson(route)).toBe(before);
        expect(new Set(next.steps.map(({ id }) => id)).size).toBe(next.steps.length);
        // JSON cannot represent NaN or infinity as a position, so such commands are not compared.
        if (!JSON.stringify(command).includes('null'))
          expect(toStableJson(applyRouteCommand(route, JSON.parse(JSON.stringify(command))).route)).toBe(toStableJson(next));
      }),
      { numRuns: 800 },
    );
  });

  it('puts a copy right below its step, and does not let it decide', () => {
    fc.assert(
      fc.property(anyRoute, anyStepId, (route, stepId) => {
        const at = route.steps.findIndex(({ id }) => id === stepId);
        const { route: next } = applyRouteCommand(route, { kind: 'duplicate-step', stepId, newId: 'copy' });
        const copy = at < 0 ? [] : [{ ...route.steps[at], id: 'copy', finalDecider: false }];
        expect(next.steps).toEqual(route.steps.toSpliced(at + 1, 0, ...(copy as Route['steps'])));
      }),
    );
  });

  it('moves exactly the given step', () => {
    fc.assert(
      fc.property(anyRoute, anyStepId, anyPlace, (route, stepId, to) => {
        const { route: next } = applyRouteCommand(route, { kind: 'move-step', stepId, to });
        expect(next.steps.filter(({ id }) => id !== stepId)).toEqual(route.steps.filter(({ id }) => id !== stepId));
        expect(next.steps.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(route.steps);
      }),
    );
  });
});

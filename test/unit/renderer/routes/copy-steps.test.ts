import { describe, expect, it } from 'vitest';
import { pasteSteps } from '#renderer/screens/routes/line/copy-steps.ts';
import { applyRouteCommand } from '#shared/domain/routes/commands.ts';
import { createRoute, createRouteStep, type Step } from '#shared/domain/routes/route.ts';

const step = (id: string, finalDecider = false): Step => ({ ...createRouteStep(id), expectedDays: 2, finalDecider });

describe('steps that are pasted into a route', () => {
  const route = { ...createRoute('b', '別の経路'), steps: [step('x'), step('y')] };

  it('are inserted at the position in their order, and undone as one', () => {
    const { route: pasted, inverse } = applyRouteCommand(route, pasteSteps(route, [step('p'), step('q')], 1));
    expect(pasted.steps.map(({ id }) => id)).toEqual(['x', 'p', 'q', 'y']);
    expect(pasted.steps[1]).toEqual(step('p'));
    expect(applyRouteCommand(pasted, inverse).route).toEqual(route);
  });

  it('bring one final decider, and none if the route has one', () => {
    const copied = [step('p', true), step('q', true), step('r')];
    const finals = (into: typeof route): string[] =>
      applyRouteCommand(into, pasteSteps(into, copied, 0))
        .route.steps.filter(({ finalDecider }) => finalDecider)
        .map(({ id }) => id);
    expect(finals(route)).toEqual(['q']);
    expect(finals({ ...route, steps: [step('x', true)] })).toEqual(['x']);
  });
});

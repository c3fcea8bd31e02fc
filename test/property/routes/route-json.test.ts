import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#shared/domain/routes/route.ts';
import { newRoute, newStep } from '#shared/domain/routes/route.ts';
import { parseRoute, printRoute, readRoute } from '#shared/domain/routes/route-json.ts';
import { anyRoute } from '../../support/companies.ts';

describe('a route as text', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyRoute, (route) => void expect(parseRoute(printRoute(route))).toEqual({ ok: true, route })),
      { numRuns: 1000 },
    );
  });

  it('is the same bytes whatever the order of the fields', () => {
    const backwards = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(backwards);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([name, one]) => [name, backwards(one)]),
      );
    };
    fc.assert(
      fc.property(anyRoute, (route) => {
        const reading = readRoute(backwards(route));
        expect(reading.ok && printRoute(reading.route)).toBe(printRoute(route));
      }),
    );
  });

  it('is refused with the place where a part is missing', () => {
    const whole = JSON.parse(printRoute({ ...newRoute('r', '購買'), steps: [newStep('a')] }));
    whole.steps[0].approvers = null;
    expect(readRoute(whole)).toMatchObject({ ok: false, problems: [{ path: expect.stringContaining('approvers') }] });
    whole.steps = [null];
    expect(readRoute(whole)).toMatchObject({ ok: false });
  });

  it('is refused with places instead of thrown at, whatever stands there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (value) => {
        const reading = readRoute(value);
        if (!reading.ok) expect(reading.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string(), (text) => void parseRoute(text)));
  });

  it('is refused when any one field is taken away, renamed or of another type', () => {
    fc.assert(
      fc.property(anyRoute, fc.nat(), fc.constantFrom('remove', 'rename', 'retype'), (route, at, how) => {
        const value = JSON.parse(JSON.stringify(route)) as Record<string, unknown>;
        const names = Object.keys(value);
        const name = names[at % names.length] as string;
        if (how === 'rename') value[`${name}2`] = value[name];
        if (how === 'retype') value[name] = 7;
        else delete value[name];
        const reading = readRoute(value);
        expect(reading.ok).toBe(false);
        if (!reading.ok) expect(reading.problems.map(({ path }) => path)).toContain(name);
      }),
    );
  });

  it('refuses data nested without end in a branch, and prints it without falling over', () => {
    let raw: Json = 1;
    for (let i = 0; i < 5000; i++) raw = [raw];
    const route = { ...newRoute('r', '経路'), steps: [{ ...newStep('s'), branch: { summary: '', raw } }] };
    expect(readRoute(route)).toMatchObject({ ok: false, problems: [{ path: 'steps[0].branch.raw', code: 'too-deep' }] });
    expect(printRoute(route)).toContain('null');
  });
});

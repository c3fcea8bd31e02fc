import fc from 'fast-check';
import { expect, it } from 'vitest';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import { createRoute, createRouteStep, routeSchema } from '#shared/domain/routes/route.ts';
import { anyRoute } from '../../support/companies.ts';

const placesOf = (value: unknown): readonly string[] =>
  safeParseUntrusted(routeSchema, value).error?.issues.map(({ path }) => path.join('.')) ?? [];

it('reads every stored route unchanged', () => {
  fc.assert(
    fc.property(anyRoute, (route) => void expect(safeParseUntrusted(routeSchema, JSON.parse(JSON.stringify(route))).data).toEqual(route)),
    { numRuns: 1000 },
  );
});

it('refuses a route with a null part and names the path of the part', () => {
  const route = { ...createRoute('r', '購買'), steps: [{ ...createRouteStep('a'), approvers: null }] };
  expect(placesOf(route)).toEqual(['steps.0.approvers']);
  expect(placesOf({ ...route, steps: [null] })).toEqual(['steps.0']);
});

it('refuses any other value without throwing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (value) => {
      const reading = safeParseUntrusted(routeSchema, value);
      if (!reading.success) expect(reading.error.issues.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

it('refuses a route of which one field is removed, renamed or of another type', () => {
  fc.assert(
    fc.property(anyRoute, fc.nat(), fc.constantFrom('remove', 'rename', 'retype'), (route, at, how) => {
      const value = JSON.parse(JSON.stringify(route)) as Record<string, unknown>;
      const names = Object.keys(value);
      const name = names[at % names.length] as string;
      if (how === 'rename') value[`${name}2`] = value[name];
      if (how === 'retype') value[name] = 7;
      else delete value[name];
      expect(placesOf(value)).toContain(name);
    }),
  );
});

it('refuses data nested without end in a branch', () => {
  let raw: Json = 1;
  for (let i = 0; i < 5000; i++) raw = [raw];
  expect(placesOf({ ...createRoute('r', '経路'), steps: [{ ...createRouteStep('s'), branch: { summary: '', raw } }] })).toEqual([
    'steps.0.branch.raw',
  ]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseServerObject } from '#main/groupware/answer-objects.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import { preserveUnknownFields } from '#shared/domain/sync/foreign-fields.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { bodyToJson } from '#shared/domain/sync/same.ts';
import { ANY_BODY, anyPlace } from '../../support/sync.ts';

/** Adds an unknown field to every record, so that each record is unique. The rest of a branch is already opaque. */
function marked(value: Json, at = ''): Json {
  if (Array.isArray(value)) return value.map((one, place) => marked(one, `${at}/${place}`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries([
    ...Object.entries(value).map(([name, inner]): [string, Json] => [
      name,
      name === 'raw' ? (inner as Json) : marked(inner as Json, `${at}/${name}`),
    ]),
    ['x_mark', { at, list: [1, { deep: true }] }],
  ]);
}
const read = (section: GatewaySection, id: string, whole: Json) => {
  const found = parseServerObject(section, { id, revision: 1, updated_at: '', updated_by: '', body: whole });
  if (found.kind === 'unreadable') throw new Error(found.problem);
  return found.object;
};
const anyTwo = anyPlace.chain(({ section, id }) =>
  fc.record({ section: fc.constant(section), id: fc.constant(id), there: ANY_BODY[section](id), target: ANY_BODY[section](id) }),
);

describe('fields unknown to the console', () => {
  it('are sent back unchanged if no known field changes', () => {
    fc.assert(
      fc.property(anyTwo, ({ section, id, there }) => {
        const whole = marked(bodyToJson(there));
        const object = read(section, id, whole);
        expect(object.body).toEqual(there);
        expect(object.whole).toEqual(whole);
        expect(preserveUnknownFields(section, { body: there, whole }, there)).toEqual(whole);
      }),
      { numRuns: 400 },
    );
  });

  it('are kept with every write, and the known fields are exactly as intended', () => {
    fc.assert(
      fc.property(anyTwo, ({ section, id, there, target }) => {
        const whole = marked(bodyToJson(there));
        const sent = preserveUnknownFields(section, { body: there, whole }, target);
        expect((sent as Record<string, Json>)['x_mark']).toEqual((whole as Record<string, Json>)['x_mark']);
        expect(read(section, id, sent).body).toEqual(target);
      }),
      { numRuns: 400 },
    );
  });

  it('follow their step when it moves', () => {
    const step = (id: string): object => ({
      id,
      role: 'approve',
      finalDecider: false,
      approvers: { kind: 'applicant' },
      rule: 'all',
      expectedDays: null,
      branch: null,
    });
    const route = (ids: readonly string[]): Body =>
      ({
        id: 'r',
        name: '',
        status: 'complete',
        access: { kind: 'everyone' },
        applicantHandling: null,
        steps: ids.map(step),
      }) as unknown as Body;
    const whole = structuredClone(bodyToJson(route(['a', 'b']))) as unknown as { steps: Record<string, Json>[] };
    (whole.steps[0] as Record<string, Json>)['x_owner'] = '経理';
    const sent = preserveUnknownFields('routes', { body: route(['a', 'b']), whole: whole as unknown as Json }, route(['b', 'c', 'a']));
    expect((sent as unknown as typeof whole).steps.map((one) => [one['id'], one['x_owner']])).toEqual([
      ['b', undefined],
      ['c', undefined],
      ['a', '経理'],
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildHistoryFields } from '#main/company/plan/history-fields.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import { GATEWAY_SECTIONS, type GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { SHAPES, type Shape } from '#shared/domain/sync/shape.ts';
import { getFieldKind } from '#shared/domain/sync/wording/field-kinds.ts';
import type { PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { ANY_BODY, anyBlend, TODAY } from '../../../support/sync.ts';

const LANGUAGES = [createTexts('ja'), createTexts('en')];
/** No name is known, so every ID is shown. */
const NAMES: PlanNames = { user: () => null, organization: () => null, role: () => null, route: () => null, serial: () => null };

/** Yields every value that a user typed or selected, with its path; kinds and step IDs only connect the others. */
function* leaves(section: GatewaySection, shape: Shape, value: Json, path: string): Generator<{ path: string; value: Json }> {
  if (value === null || value === '') return;
  if (shape.kind === 'set' || shape.kind === 'list') {
    for (const entry of value as readonly Json[]) yield* leaves(section, shape.entry, entry, `${path}/*`);
  } else if (shape.kind === 'value') {
    if (getFieldKind(section, path).value !== 'number-form' && getFieldKind(section, path).value !== 'branch') yield { path, value };
  } else {
    const fields = value as { readonly [name: string]: Json };
    const shapes = shape.kind === 'union' ? shape.variants[String(fields[shape.tag])]?.fields : shape.kind === 'record' ? shape.fields : {};
    for (const [name, one] of Object.entries(fields)) {
      const isTag = name === 'kind' || (name === 'id' && (path === '' || path === '/steps/*'));
      if (!isTag) yield* leaves(section, shapes?.[name] ?? { kind: 'value' }, one, `${path}/${name}`);
    }
  }
}

const anyPair = fc.constantFrom(...GATEWAY_SECTIONS).chain((section) =>
  ANY_BODY[section]('x').chain((before) =>
    fc.record({
      section: fc.constant(section),
      before: fc.constant<Body>(before),
      after: fc.oneof(anyBlend(section, 'x', before), ANY_BODY[section]('x')),
    }),
  ),
);

const textOf = (section: GatewaySection, before: Body | null, after: Body | null, translate: (typeof LANGUAGES)[number]): string =>
  buildHistoryFields(
    {
      seq: 1,
      hash: '',
      previousHash: '',
      before,
      after,
      head: {
        at: '',
        by: '',
        kind: 'put',
        section,
        id: 'x',
        name: '',
        sentence: { key: '', params: {} },
        reason: '',
        runId: null,
        requestId: null,
      },
    },
    NAMES,
    TODAY,
  )
    .map(
      ({ label, words }) =>
        `${formatPhrase(label, translate)}: ${formatPhrase(words.before, translate)} → ${formatPhrase(words.after, translate)}`,
    )
    .join('\n');

/** Returns the displayed form of a value: a translated word, nothing for yes or no, or the value itself. */
function wordOf(section: GatewaySection, path: string, value: Json, translate: (typeof LANGUAGES)[number]): string {
  const kind = getFieldKind(section, path).value;
  if (typeof kind === 'object') return translate.phrase(`${kind.words}.${String(value)}`);
  if (kind === 'flag') return '';
  return typeof value === 'number' && kind === 'month' ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const plain = (text: string): string => text.replace(/[,\s]/gu, '');

describe('an entry of the history', () => {
  it('contains every removed value and every new value in full', () => {
    fc.assert(
      fc.property(anyPair, ({ section, before, after }) => {
        const [was, is] = [before, after].map((body) => [...leaves(section, SHAPES[section], body as unknown as Json, '')]);
        const keys = (all: typeof was) => new Set(all?.map(({ path, value }) => `${path} ${JSON.stringify(value)}`));
        const [old, fresh] = [keys(was), keys(is)];
        const changed = [
          ...(was ?? []).filter(({ path, value }) => !fresh.has(`${path} ${JSON.stringify(value)}`)),
          ...(is ?? []).filter(({ path, value }) => !old.has(`${path} ${JSON.stringify(value)}`)),
        ];
        for (const translate of LANGUAGES) {
          const text = plain(textOf(section, before, after, translate));
          for (const { path, value } of changed)
            expect(text, `${section} ${path}`).toContain(plain(wordOf(section, path, value, translate)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('contains everything that a created or deleted object held', () => {
    fc.assert(
      fc.property(anyPair, ({ section, before }) => {
        for (const translate of LANGUAGES)
          for (const text of [textOf(section, null, before, translate), textOf(section, before, null, translate)])
            for (const { path, value } of leaves(section, SHAPES[section], before as unknown as Json, ''))
              expect(plain(text), `${section} ${path}`).toContain(plain(wordOf(section, path, value, translate)));
      }),
      { numRuns: 200 },
    );
  });
});

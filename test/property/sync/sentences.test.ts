import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { planDocumentSchema } from '#shared/contract/plan/plan-document.ts';
import { createPlanDocument, type DocumentHead } from '#shared/domain/sync/plan/document.ts';
import { ITEM_KINDS, RISK_REASONS, RISKS } from '#shared/domain/sync/plan/item.ts';
import { createPlanHeadline, groupPlanItems } from '#shared/domain/sync/plan/overview.ts';
import { formatSealText, listSealedCalls } from '#shared/domain/sync/plan/seal.ts';
import { selectAllPlanItems, selectPlanItems, unselectPlanItems } from '#shared/domain/sync/plan/select.ts';
import { createPlanSheet, listPlanSheetRows, PLAN_COLUMNS } from '#shared/domain/sync/plan/sheet.ts';
import { SHAPES, type Shape } from '#shared/domain/sync/shape.ts';
import { buildContentLines } from '#shared/domain/sync/wording/contents.ts';
import { getFieldKind } from '#shared/domain/sync/wording/field-kinds.ts';
import { describeFieldSide, describeItemField } from '#shared/domain/sync/wording/label.ts';
import { createPhrase, type Phrase, type PhraseParam } from '#shared/domain/sync/wording/phrase.ts';
import {
  buildChangeLines,
  describeFieldChange,
  describeItemChange,
  toDonePhrase,
  toNeutralPhrase,
} from '#shared/domain/sync/wording/sentence.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { anyCompanyOfSides, NAMES, objectItems, planFor, resolveAll } from '../../support/sync.ts';

const LANGUAGES = [createTexts('ja'), createTexts('en')];
const SECRET = { name: 'catalog-password', generation: 2, appliedGeneration: 1 } as const;

/** Returns the keys of a phrase and of the phrases in its parameters. */
function keysOf({ key, params }: Phrase): string[] {
  const within = (param: PhraseParam): string[] =>
    typeof param !== 'object'
      ? []
      : 'key' in param
        ? keysOf(param)
        : param.list.flatMap((one) => (typeof one === 'string' ? [] : keysOf(one)));
  return [key, ...Object.values(params).flatMap(within)];
}

/** Returns the labels of a shape and of its content. The labels of an object's own fields are also names of areas. */
function labelTexts(shape: Shape): readonly string[] {
  const inner =
    shape.kind === 'record'
      ? Object.values(shape.fields)
      : shape.kind === 'union'
        ? Object.values(shape.variants)
        : shape.kind === 'value'
          ? []
          : [shape.entry];
  return [...(shape.label === undefined ? [] : [`plan.label.${shape.label}`]), ...inner.flatMap(labelTexts)];
}
const areaTexts = ({ label, counted }: Shape): readonly string[] => [
  ...(label === undefined ? [] : [`plan.area.${label}`]),
  ...(counted === undefined ? [] : [`plan.area.${counted}`]),
];

/** Expects a text for every part of the phrase in both languages. */
function expectWords(said: Phrase): void {
  for (const translate of LANGUAGES) {
    for (const key of keysOf(said)) expect(typeof translate.raw(key), key).toBe('string');
    const text = formatPhrase(said, translate);
    expect(text).not.toBe(said.key);
    expect(text).not.toBe('');
  }
}

describe('a plan read aloud', () => {
  it('has a sentence in both languages for every item, line, field and side', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, fc.constantFrom(null, 'ours' as const, 'theirs' as const), (sides, winner) => {
        const secrets = [SECRET];
        const resolutions = winner === null ? new Map() : resolveAll(planFor(sides), winner);
        const plan = planFor(sides, { secrets, resolutions });
        for (const item of plan.items) {
          expectWords(describeItemChange(item, NAMES));
          if (item.write !== 'none') {
            const done = toDonePhrase(describeItemChange(item, NAMES));
            expectWords(done);
            expect(formatPhrase(done, createTexts('ja'))).toMatch(/ました/);
            const plain = toNeutralPhrase(describeItemChange(item, NAMES));
            expectWords(plain);
            expect(formatPhrase(plain, createTexts('ja'))).not.toMatch(/(ます|ました|。)$/);
          }
          const lines = buildChangeLines(item, NAMES);
          // Every field is shown in one line.
          expect(lines.flatMap(({ fields }) => fields).sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(
            item.fields.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
          );
          // A line combines several fields only for entries of one list that are added, or removed, together.
          for (const { fields } of lines.filter((line) => line.fields.length > 1))
            for (const { origin, kind, path, conflict, resolution } of fields) {
              const { isEntry, value } = getFieldKind(item.section, path);
              expect({ isEntry, isStep: value === 'step', isSet: kind === 'set', conflict, resolution }).toEqual({
                isEntry: true,
                isStep: false,
                isSet: false,
                conflict: false,
                resolution: undefined,
              });
              const [first] = fields;
              const listOf = (of: string): string => of.slice(0, of.lastIndexOf('/'));
              expect([origin, kind, listOf(path)]).toEqual([first?.origin, first?.kind, listOf(first?.path ?? '')]);
            }
          for (const { sentence } of lines) expectWords(sentence);
          for (const field of item.fields) {
            if (field.path !== '') expectWords(describeFieldChange(item, field, NAMES));
            expectWords(describeItemField(item, field.path, NAMES));
            for (const side of ['base', 'ours', 'before', 'after'] as const) expectWords(describeFieldSide(item, field, side, NAMES));
          }
          for (const reason of item.risks) expectWords(createPhrase(`plan.risk.reason.${reason}`));
        }
        for (const item of objectItems(plan)) for (const { sentence } of buildContentLines(item, NAMES)) expectWords(sentence);
        expectWords(createPlanHeadline(plan, selectAllPlanItems(plan)));
        expectWords(createPlanHeadline(plan, new Set()));
        for (const key of plan.order)
          for (const { along } of [selectPlanItems(plan, new Set(), [key]), unselectPlanItems(plan, selectAllPlanItems(plan), [key])])
            for (const { because } of along) expectWords(createPhrase(`plan.because.${because}`));
      }),
      { numRuns: 120 },
    );
  });

  it('has words for every kind, risk, label and area', () => {
    const keys = [
      ...ITEM_KINDS.map((kind) => `plan.kind.${kind}`),
      ...RISKS.map((risk) => `plan.risk.level.${risk}`),
      ...RISK_REASONS.map((reason) => `plan.risk.reason.${reason}`),
      ...Object.values(SHAPES).flatMap((shape) => [...labelTexts(shape), ...Object.values(shape.fields).flatMap(areaTexts)]),
      'plan.label.other',
      'plan.area.other',
      ...PLAN_COLUMNS.map((column) => `plan.column.${column}`),
    ];
    for (const key of keys) expectWords(createPhrase(key, { path: 'x', area: 'x', count: 2 }));
  });
});

describe('a plan as a whole', () => {
  it('is grouped and laid out without losing or doubling an item', () => {
    fc.assert(
      fc.property(anyCompanyOfSides, (sides) => {
        const plan = planFor(sides, { secrets: [SECRET] });
        const grouped = groupPlanItems(plan.items).flatMap(({ items }) => items);
        expect(new Set(grouped)).toEqual(new Set(plan.items));
        expect(grouped.length).toBe(plan.items.length);
        const all = selectAllPlanItems(plan);
        const rows = [...listPlanSheetRows(plan, all, NAMES)];
        expect(rows.length).toBe(plan.items.reduce((sum, { fields }) => sum + Math.max(1, fields.length), 0));
        const sheet = createPlanSheet(plan, all, null, NAMES);
        const printed = sheet.groups.flatMap(({ items }) => items);
        expect(printed.map(({ order }) => order).sort((a, b) => a - b)).toEqual(plan.order.map((_, at) => at + 1));
        expect(printed.length + sheet.left.length).toBe(plan.items.length);
      }),
      { numRuns: 120 },
    );
  });

  it('is a file of its documented form, which seals what the plan seals', () => {
    const head: DocumentHead = {
      company: { id: 'p', name: '会社', kind: 'test' },
      server: 'https://neo.example.co.jp/',
      madeAt: '2026-11-24T01:00:00Z',
      madeBy: '管理者',
      reason: '組織変更',
      language: 'ja',
    };
    fc.assert(
      fc.property(anyCompanyOfSides, (sides) => {
        const plan = planFor(sides, { secrets: [SECRET] });
        const all = selectAllPlanItems(plan);
        const document = createPlanDocument(plan, all, head, null, NAMES, (said) =>
          formatPhrase(said, LANGUAGES[0] as (typeof LANGUAGES)[number]),
        );
        const read = planDocumentSchema.parse(JSON.parse(JSON.stringify(document)));
        const about = head;
        expect(formatSealText(read.calls, about)).toBe(formatSealText(listSealedCalls(plan, all), about));
        // Any other change of the sent calls changes the seal.
        const [first] = read.calls;
        if (first === undefined) return;
        expect(formatSealText(read.calls.slice(1), about)).not.toBe(formatSealText(read.calls, about));
        expect(formatSealText([{ ...first, ifRevision: first.ifRevision + 1 }, ...read.calls.slice(1)], about)).not.toBe(
          formatSealText(read.calls, about),
        );
        expect(formatSealText(read.calls, { ...about, company: { ...about.company, id: 'q' } })).not.toBe(
          formatSealText(read.calls, about),
        );
      }),
      { numRuns: 120 },
    );
  });

  it('has a published schema for other programs', () => {
    const schema = z.toJSONSchema(planDocumentSchema, { unrepresentable: 'any', reused: 'ref' }) as {
      required: string[];
      additionalProperties: boolean;
      properties: Record<string, { const?: unknown }>;
    };
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).toEqual(Object.keys(planDocumentSchema.shape));
    expect([schema.properties['format']?.const, schema.properties['version']?.const]).toEqual(['tsunagi-plan', 2]);
  });

  it('is refused as a file with a body of another section or an unknown field', () => {
    const call = {
      section: 'serials',
      id: 'a',
      write: 'put',
      ifRevision: 0,
      generation: 0,
      before: null,
      body: { title: '', routeId: null, serialId: null },
    };
    const file = {
      format: 'tsunagi-plan',
      version: 2,
      company: { id: 'p', name: '', kind: 'test' },
      server: '',
      readAt: '',
      madeAt: '',
      madeBy: '',
      reason: '',
      language: 'ja',
      calls: [] as unknown[],
      names: { user: {}, organization: {}, role: {}, route: {}, serial: {} },
      items: [],
      totals: { create: 0, change: 0, delete: 0, secret: 0 },
      left: [],
      refused: [],
      effect: null,
    };
    expect(planDocumentSchema.safeParse(file).success).toBe(true);
    expect(planDocumentSchema.safeParse({ ...file, calls: [call] }).success).toBe(false);
    expect(planDocumentSchema.safeParse({ ...file, calls: [{ ...call, section: 'common_settings' }] }).success).toBe(true);
    expect(planDocumentSchema.safeParse({ ...file, password: '' }).success).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { mergeBodies } from '#shared/domain/sync/merge/merge.ts';
import { takeServerValue } from '#shared/domain/sync/merge/take-server-value.ts';
import { isSameBody } from '#shared/domain/sync/same.ts';
import { ANY_BODY, anySides, type Sides } from '../../../support/sync.ts';

const RUNS = { numRuns: 2_000 };

const draftOf = ({ section, id, base, draft }: Sides): Draft => ({ section, id, base, draft, note: '覚え書き' }) as unknown as Draft;
const entryOf = ({ server }: Sides) =>
  server === null ? null : ({ body: server } as unknown as NonNullable<Parameters<typeof takeServerValue>[2]>);
const differencesOf = ({ section }: Sides, base: Body | null, draft: Body | null, server: Body | null) =>
  mergeBodies(section, base, draft, server, ({ origin }) => (origin === 'both' ? 'theirs' : origin)).found;

/** Generates three versions of a record without lists, so that fields are independent. */
const anyFlatSides = fc.constantFrom('integration' as const, 'common_settings' as const).chain((section) => {
  const body = ANY_BODY[section](section);
  return fc.record({ base: body, draft: body, server: body }).map((bodies) => ({
    sides: { section, id: section, ...bodies } satisfies Sides,
    fields: Object.keys(bodies.base as object),
  }));
});

describe('taking the values of the server into a draft', () => {
  it('leaves no difference when all are taken, and makes the server the base', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const { command, base } = takeServerValue(sides, draftOf(sides), entryOf(sides), 'all');
        const body = command.kind === 'put' ? command.body : sides.draft;
        expect(isSameBody(sides.section, body as Body | null, sides.server)).toBe(true);
        expect(isSameBody(sides.section, base, sides.server)).toBe(true);
        expect(differencesOf(sides, base, body as Body | null, sides.server)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('keeps the draft when none is taken', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const { command } = takeServerValue(sides, draftOf(sides), entryOf(sides), new Set());
        const body = command.kind === 'put' ? (command.body as Body | null) : sides.draft;
        expect(isSameBody(sides.section, body, sides.draft)).toBe(true);
      }),
      RUNS,
    );
  });

  it('sets draft and base to the server’s value in the chosen fields and keeps both in the others', () => {
    fc.assert(
      fc.property(anyFlatSides, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), ({ sides, fields }, choice) => {
        const taken = new Set(fields.filter((_, at) => choice[at]));
        const paths = new Set([...taken].map((field) => `/${field}`));
        const { command, base } = takeServerValue(sides, draftOf(sides), entryOf(sides), paths);
        const body = command.kind === 'put' ? command.body : sides.draft;
        const [before, ours, theirs] = [sides.base, sides.draft, sides.server] as unknown as Record<string, unknown>[];
        const fieldOf = (of: unknown, field: string): unknown => (of as Record<string, unknown>)[field];
        for (const field of fields) {
          const [inDraft, onServer] = [fieldOf(ours, field), fieldOf(theirs, field)];
          expect([field, fieldOf(body, field)]).toEqual([field, taken.has(field) ? onServer : inDraft]);
          // If both sides have the same value, no decision is needed.
          const isSettled = taken.has(field) || inDraft === onServer;
          expect([field, fieldOf(base, field)]).toEqual([field, isSettled ? onServer : fieldOf(before, field)]);
        }
      }),
      RUNS,
    );
  });

  it('gives objects that were created on both sides a common base only once they are equal', () => {
    fc.assert(
      fc.property(anyFlatSides, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), ({ sides, fields }, choice) => {
        const created = { ...sides, base: null };
        const paths = new Set(fields.filter((_, at) => choice[at]).map((field) => `/${field}`));
        const { command, base } = takeServerValue(created, draftOf(created), entryOf(created), paths);
        const body = (command.kind === 'put' ? command.body : created.draft) as Body | null;
        expect(base).toEqual(isSameBody(created.section, body, created.server) ? created.server : null);
      }),
      RUNS,
    );
  });

  it('keeps the note of the draft', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const { command } = takeServerValue(sides, draftOf(sides), entryOf(sides), 'all');
        expect(command.kind === 'put' ? command.note : '覚え書き').toBe('覚え書き');
      }),
      RUNS,
    );
  });

  it('can be undone to the former base', () => {
    fc.assert(
      fc.property(anySides, (sides) => {
        const { command, base } = takeServerValue(sides, draftOf(sides), entryOf(sides), 'all');
        if (command.kind !== 'put' || command.base === undefined) return;
        expect(command.base).toEqual({ from: sides.base, to: base });
      }),
      RUNS,
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftsFileSchema } from '#shared/contract/drafts/drafts.ts';
import { applyDraftChanges, applyDraftCommand, type DraftCommand } from '#shared/domain/drafts/commands.ts';
import { type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { type DraftsFileObject, formatDraftsFile, planImport } from '#shared/domain/drafts/drafts-form.ts';
import { createUndoStepLabel } from '#shared/domain/drafts/label.ts';
import { DraftLint } from '#shared/domain/drafts/lint.ts';
import { listReferrers } from '#shared/domain/drafts/references.ts';
import { isSingleSection } from '#shared/domain/drafts/sections.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { anyCommand, anyDrafts } from '../../support/drafts.ts';

const contentOf = (drafts: Drafts): string => toStableJson([...drafts.values()].sort((a, b) => (getDraftKey(a) < getDraftKey(b) ? -1 : 1)));
const done = (drafts: Drafts, command: DraftCommand): { readonly after: Drafts; readonly inverse: DraftCommand } => {
  const { changes, inverse } = applyDraftCommand(drafts, command);
  return { after: applyDraftChanges(drafts, changes), inverse };
};

describe('draft commands', () => {
  it('are undone to the same content, one by one and all together, and done again to the same', () => {
    fc.assert(
      fc.property(anyDrafts, fc.array(anyCommand, { maxLength: 12 }), (start, commands) => {
        const states: Drafts[] = [start];
        const inverses: DraftCommand[] = [];
        for (const command of commands) {
          const { after, inverse } = done(states.at(-1) as Drafts, command);
          states.push(after);
          inverses.push(inverse);
        }
        let at = states.at(-1) as Drafts;
        for (let i = commands.length - 1; i >= 0; i--) {
          const undone = done(at, inverses[i] as DraftCommand);
          at = undone.after;
          expect(contentOf(at)).toBe(contentOf(states[i] as Drafts));
          // The inverse of an undo is the redo.
          expect(contentOf(done(at, undone.inverse).after)).toBe(contentOf(states[i + 1] as Drafts));
        }
        for (const command of commands) at = done(at, command).after;
        expect(contentOf(at)).toBe(contentOf(states.at(-1) as Drafts));
      }),
      { numRuns: 400 },
    );
  });

  it('leave the drafts they are given alone and name themselves unless they are nothing', () => {
    fc.assert(
      fc.property(anyDrafts, anyCommand, (drafts, command) => {
        const before = contentOf(drafts);
        applyDraftCommand(drafts, command);
        expect(contentOf(drafts)).toBe(before);
        expect(createUndoStepLabel(drafts, command) === null).toBe(command.kind === 'sequence' && command.commands.length === 0);
      }),
    );
  });

  it('survive the way through JSON', () => {
    fc.assert(
      fc.property(anyDrafts, anyCommand, (drafts, command) => {
        const { inverse } = done(drafts, command);
        expect(toStableJson(JSON.parse(JSON.stringify(inverse)))).toBe(toStableJson(inverse));
      }),
    );
  });
});

describe('a file of drafts', () => {
  const objectsOf = (text: string): readonly DraftsFileObject[] =>
    draftsFileSchema.parse(JSON.parse(text)).objects as readonly DraftsFileObject[];
  /** Returns the drafts that a file can contain, without objects that exist only on the server. */
  const ours = (drafts: Drafts): string => formatDraftsFile([...drafts.values()].filter(({ draft }) => draft !== null));

  it('is imported unchanged, into an empty company and over any other', () => {
    fc.assert(
      fc.property(anyDrafts, anyDrafts, (drafts, other) => {
        const text = formatDraftsFile(drafts.values());
        const copy = done(new Map(), planImport(new Map(), objectsOf(text), 'merge').command).after;
        expect(ours(copy)).toBe(ours(drafts));
        const replaced = done(other, planImport(other, objectsOf(text), 'replace').command).after;
        // An import never deletes the single object of a section, such as the common settings.
        const several = (all: Drafts): Drafts => new Map([...all].filter(([, { section }]) => !isSingleSection(section)));
        expect(ours(several(replaced))).toBe(ours(several(drafts)));
      }),
    );
  });

  it('changes nothing in the company it was exported from, in any order', () => {
    fc.assert(
      fc.property(anyDrafts, (drafts) => {
        const text = formatDraftsFile(drafts.values());
        expect(formatDraftsFile([...drafts.values()].reverse())).toBe(text);
        const plan = planImport(drafts, objectsOf(text), 'replace');
        expect(plan.rows.every(({ change }) => change === 'same')).toBe(true);
        expect(contentOf(done(drafts, plan.command).after)).toBe(contentOf(drafts));
      }),
    );
  });

  it('has a preview equal to its result', () => {
    fc.assert(
      fc.property(anyDrafts, anyDrafts, fc.constantFrom('merge' as const, 'replace' as const), (drafts, other, mode) => {
        const plan = planImport(drafts, objectsOf(formatDraftsFile(other.values())), mode);
        const { after, inverse } = done(drafts, plan.command);
        for (const { section, id, change } of plan.rows) {
          const key = getDraftKey({ section, id });
          const [was, is] = [drafts.get(key)?.draft ?? null, after.get(key)?.draft ?? null];
          if (change === 'add') expect([was === null, is === null]).toEqual([true, false]);
          if (change === 'remove') expect([was === null, is === null]).toEqual([false, true]);
          if (change === 'same') expect(toStableJson(is)).toBe(toStableJson(was));
        }
        expect(contentOf(done(after, inverse).after)).toBe(contentOf(drafts));
      }),
    );
  });
});

const SURROUNDINGS = {
  people: null,
  company: null,
  rules: DEFAULT_COMPANY_RULES,
  outlook: { today: { year: 2026, month: 11, day: 24 }, monthlyVolume: 300 },
};

describe('lint of any drafts', () => {
  it('finds the same when continued from the former state', () => {
    fc.assert(
      fc.property(anyDrafts, fc.array(anyCommand, { maxLength: 8 }), (start, commands) => {
        let drafts = start;
        let lint = new DraftLint(drafts, SURROUNDINGS);
        for (const command of commands) {
          for (const draft of drafts.values()) lint.problemsOf(draft);
          drafts = done(drafts, command).after;
          lint = new DraftLint(drafts, SURROUNDINGS, lint);
          const fresh = new DraftLint(drafts, SURROUNDINGS);
          for (const draft of drafts.values()) expect(lint.problemsOf(draft)).toEqual(fresh.problemsOf(draft));
        }
      }),
    );
  });

  it('has words in both languages for everything it finds', () => {
    const languages = [createTexts('ja'), createTexts('en')];
    fc.assert(
      fc.property(anyDrafts, fc.array(anyCommand, { maxLength: 6 }), (start, commands) => {
        const drafts = commands.reduce((at, command) => done(at, command).after, start);
        const lint = new DraftLint(drafts, SURROUNDINGS);
        for (const draft of drafts.values())
          for (const { text, params } of lint.problemsOf(draft))
            for (const texts of languages) expect(texts.phrase(text, params), `${text} ${JSON.stringify(params)}`).not.toContain(text);
      }),
    );
  });

  it('never throws, and every fix it offers takes its problem away', () => {
    fc.assert(
      fc.property(anyDrafts, fc.array(anyCommand, { maxLength: 6 }), (start, commands) => {
        const drafts = commands.reduce((at, command) => done(at, command).after, start);
        const lint = new DraftLint(drafts, SURROUNDINGS);
        for (const draft of drafts.values()) {
          for (const { code, path, fix } of lint.problemsOf(draft)) {
            if (fix === null || draft.section === 'routes') continue;
            const { after } = done(drafts, { kind: 'edit', section: draft.section, id: draft.id, edit: fix } as DraftCommand);
            const mended = after.get(getDraftKey(draft));
            const left = mended === undefined ? [] : new DraftLint(after, SURROUNDINGS).problemsOf(mended);
            const before = lint.problemsOf(draft).filter((problem) => problem.code === code).length;
            expect([code, path, left.filter((problem) => problem.code === code).length < before]).toEqual([code, path, true]);
          }
          expect(() => listReferrers(drafts.values(), { kind: 'draft', section: draft.section, id: draft.id })).not.toThrow();
        }
      }),
    );
  });
});

import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CompanyFile } from '#main/storage/company-file.ts';
import type { DraftCommand } from '#shared/domain/drafts/commands.ts';
import { type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { createUndoStepLabel } from '#shared/domain/drafts/label.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { anyCommand } from '../../support/drafts.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const contentOf = (drafts: Drafts): string => toStableJson([...drafts.values()].sort((a, b) => (getDraftKey(a) < getDraftKey(b) ? -1 : 1)));
const FIRST_DAY = Date.parse('2026-11-24T00:00:00Z');

type Act =
  | { readonly kind: 'apply'; readonly command: DraftCommand; readonly pauseMs: number }
  | { readonly kind: 'undo' | 'redo' | 'reopen'; readonly pauseMs: number };
const anyPause = fc.constantFrom(0, 500, 2_000, 2_001, 60_000);
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('apply' as const), command: anyCommand, pauseMs: anyPause }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const), pauseMs: anyPause }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const), pauseMs: anyPause }) },
);

describe('the steps kept in a company file', () => {
  let folder: string;
  let files = 0;
  beforeAll(() => {
    folder = temporaryFolder('steps');
  });

  it('undo to the start and redo again, after any edits and after reopening the file', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 25 }), (acts) => {
        const path = join(folder, `${files++}.tsunagi`);
        let file = CompanyFile.create(path, { id: 'p', name: '自社', kind: 'test', serverAddress: null, readOnly: false, createdAt: '' });
        const reopen = (): void => {
          file.close();
          file = CompanyFile.open(path);
        };
        let now = FIRST_DAY;
        const at = (): string => new Date(now).toISOString();
        const content = (): string => contentOf(file.drafts.state().drafts);
        try {
          for (const act of acts) {
            now += act.pauseMs;
            const before = content();
            if (act.kind === 'reopen') {
              const order = [...file.drafts.state().drafts.keys()];
              reopen();
              expect(content()).toBe(before);
              expect([...file.drafts.state().drafts.keys()]).toEqual(order);
            } else if (act.kind === 'apply') {
              const label = createUndoStepLabel(file.drafts.state().drafts, act.command);
              const changed = label === null ? [] : file.drafts.apply(act.command, label, { at: at(), by: 'x', owner: 'a' });
              expect(changed.length === 0).toBe(content() === before);
              if (changed.length > 0) expect(file.drafts.steps('a').redo).toBeNull();
            } else {
              const step = file.drafts.steps('a')[act.kind];
              expect(file.drafts[act.kind]('a', at())?.step.id ?? null).toBe(step?.id ?? null);
            }
          }
          while (file.drafts.redo('a', at()) !== null);
          const end = content();
          let steps = 0;
          while (file.drafts.undo('a', at()) !== null) steps++;
          expect(content()).toBe('[]');
          reopen();
          for (let i = 0; i < steps; i++) expect(file.drafts.redo('a', at())).not.toBeNull();
          expect(file.drafts.redo('a', at())).toBeNull();
          expect(content()).toBe(end);
        } finally {
          file.close();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keep the last thousand', () => {
    const file = CompanyFile.create(join(folder, 'long.tsunagi'), {
      id: 'p',
      name: '自社',
      kind: 'test',
      serverAddress: null,
      readOnly: false,
      createdAt: '',
    });
    try {
      for (let i = 1; i <= 1_010; i++) {
        const command: DraftCommand = { kind: 'note', section: 'integration', id: 'integration', note: String(i) };
        const label = createUndoStepLabel(file.drafts.state().drafts, command);
        if (label === null) throw new Error('no label');
        file.drafts.apply(command, label, { at: new Date(FIRST_DAY + i * 60_000).toISOString(), by: 'x', owner: 'a' });
      }
      let steps = 0;
      while (file.drafts.undo('a', '2027-01-01T00:00:00Z') !== null) steps++;
      expect(steps).toBe(1_000);
      expect(file.drafts.state().drafts.get('integration integration')?.note).toBe('10');
    } finally {
      file.close();
    }
  });
});

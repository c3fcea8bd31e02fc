import { expect, test } from 'vitest';
import { undoOrRedo } from '#renderer/app/undo/undo.ts';
import { createFailure, type Transport } from '#renderer/client/transport.ts';
import { applyDecisions } from '#renderer/parts/decisions/decisions.ts';
import { useUndoNotice } from '#renderer/parts/undo/undo-notice.ts';

interface AskedTriage {
  readonly selection?: { readonly keys: readonly string[] };
  readonly change?: { readonly kind: string };
  readonly commandId?: number;
}

test('keeps none of several changes in one step if one of them is refused', async () => {
  const asked: string[] = [];
  const client = {
    companyId: null,
    async call(name: string, input: AskedTriage) {
      asked.push([name, ...(input.selection?.keys ?? []), input.change?.kind ?? input.commandId].join(' '));
      if (input.change?.kind === 'unassign') return createFailure('storage-full');
      return { ok: true, value: { commandId: 7, findings: 1, blocking: 0 } };
    },
  } as unknown as Transport;
  expect(await applyDecisions(client, [{ keys: ['k'] }, { kind: 'reopen' }], [{ keys: ['l'] }, { kind: 'unassign' }])).toBe(false);
  expect(asked).toEqual(['triage.change k reopen', 'triage.change l unassign', 'triage.undo 7']);
});

test('describes what was undone in one step by its kind', async () => {
  const told = async (findings: Readonly<Record<string, number>>) => {
    const client = {
      companyId: null,
      async call(_: string, { change }: { readonly change: { readonly kind: string } }) {
        const count = findings[change.kind] ?? 0;
        return { ok: true, value: { commandId: count === 0 ? null : 7, findings: count, blocking: 0 } };
      },
    } as unknown as Transport;
    await applyDecisions(client, [{ keys: ['k'] }, { kind: 'reopen' }], [{ keys: ['l'] }, { kind: 'unassign' }]);
    return useUndoNotice.getState().notice;
  };
  expect(await told({ unassign: 4 })).toMatchObject({ what: 'unassign', count: 4, undoable: true });
  expect(await told({ reopen: 3 })).toMatchObject({ what: 'reopen', count: 3 });
  expect(await told({ reopen: 3, unassign: 4 })).toMatchObject({ what: 'clear', count: 7 });
  expect(await told({})).toMatchObject({ count: 0, undoable: false });
});

test('an undo right after a decision undoes that one, even before its answer arrives', async () => {
  const asked: string[] = [];
  const held = Promise.withResolvers<void>();
  const client = {
    companyId: null,
    async call(name: string, input: { readonly change?: { readonly kind: string }; readonly commandId?: number }) {
      if (name === 'triage.undo') {
        asked.push(`undo ${input.commandId}`);
        return { ok: true, value: { findings: 1 } };
      }
      const isLate = input.change?.kind === 'unassign';
      if (isLate) await held.promise;
      return { ok: true, value: { commandId: isLate ? 2 : 1, findings: 1, blocking: 0 } };
    },
  } as unknown as Transport;
  await applyDecisions(client, [{ keys: ['k'] }, { kind: 'reopen' }]);
  const late = applyDecisions(client, [{ keys: ['k'] }, { kind: 'unassign' }]);
  const undone = undoOrRedo(client, 'decisions', 'undo');
  held.resolve();
  await Promise.all([late, undone]);
  expect(asked).toEqual(['undo 2']);
  expect(useUndoNotice.getState().notice).toMatchObject({ kind: 'decision', direction: 'undo', what: 'unassign' });
});

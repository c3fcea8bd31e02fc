import { expect, test } from 'vitest';
import { failure, type Transport } from '#renderer/client/transport.ts';
import { decide } from '#renderer/parts/decisions/decisions.ts';

test('of several changes in one step none stays where one of them is refused', async () => {
  const asked: string[] = [];
  const client = {
    companyId: 'a',
    async call(name: string, input: { readonly change?: { readonly kind: string }; readonly commandId?: number }) {
      asked.push(`${name} ${input.change?.kind ?? input.commandId}`);
      if (input.change?.kind === 'unassign') return failure('storage-full');
      return { ok: true, value: { commandId: 7, findings: 1, blocking: 0 } };
    },
  } as unknown as Transport;
  expect(await decide(client, { keys: ['k'] }, { kind: 'reopen' }, { kind: 'unassign' })).toBe(false);
  expect(asked).toEqual(['triage.change reopen', 'triage.change unassign', 'triage.undo 7']);
});

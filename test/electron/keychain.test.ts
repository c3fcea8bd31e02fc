import { expect, test } from 'vitest';
import { describeDesktop } from '../support/electron/desktop.ts';

describeDesktop(
  'a keychain that waits for its password',
  ({ open }) => {
    test('delays neither the window nor quitting', async () => {
      // The keyring that the bus starts asks for a new password, and no one answers.
      const desktop = await open();
      const doctor = desktop.call('console.doctor', {});
      expect(await desktop.call('console.settings', {})).toMatchObject({ ok: true });
      const found = await doctor;
      expect(found.ok && found.value.checks.find(({ id }) => id === 'keychain')).toMatchObject({ params: { why: 'timeout' } });
      // Asking again opens no second question, and is not waited for.
      for (let times = 0; times < 6; times++) expect(await desktop.call('console.doctor', {})).toMatchObject({ ok: true });
      // Files are read and written all the while.
      expect(await desktop.call('support.preview', { companyId: null })).toMatchObject({ ok: true });
      // Requested while the console runs: afterwards the value may no longer be available.
      const program = desktop.app.process();
      await desktop.close();
      expect(program.killed).toBe(false);
    });
  },
  { keyring: false },
);

import { basename } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { copyAtomically } from '../../files/atomic-file.ts';
import type { ConsoleContext } from '../context.ts';
import type { FileDialogs } from '../ports.ts';
import type { ConsoleProceduresOf } from '../procedures-of.ts';
import { createFirstListProcedures } from './first-lists.ts';

export const createFileProcedures = (context: ConsoleContext): ConsoleProceduresOf<'files'> => {
  const { files, dialogs } = context;
  /** Path to which the file of a token was last saved. */
  const saved = new Map<string, string>();
  return {
    ...createFirstListProcedures(context),
    async 'files.choose'({ endings }) {
      const chosen = await requireDialogs(dialogs).choose(endings);
      return chosen === null ? null : files.add({ path: chosen.path, origin: 'chosen', name: chosen.name });
    },
    async 'files.save'({ token }) {
      const file = files.find(token);
      if (file.origin !== 'report') throw new ExpectedError('file-token-unknown');
      const path = await requireDialogs(dialogs).save(file.name);
      if (path === null) return { saved: false, name: null };
      await copyAtomically(file.path, path);
      saved.set(token, path);
      return { saved: true, name: basename(path) };
    },
    'files.show'({ token }) {
      const path = saved.get(token);
      if (path === undefined) throw new ExpectedError('file-token-unknown');
      requireDialogs(dialogs).show(path);
      return {};
    },
    'files.info'({ token }) {
      const { name, bytes } = files.find(token);
      return { token, name, bytes };
    },
  };
};

/** Returns the dialogs. A browser has its own, so its page never makes these calls. */
function requireDialogs(dialogs: FileDialogs | null): FileDialogs {
  if (dialogs === null) throw new ExpectedError('not-allowed', { reason: 'desktop-only' });
  return dialogs;
}

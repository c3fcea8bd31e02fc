import { ExpectedError } from '#shared/contract/result.ts';
import { copyAtomically } from '../../files/atomic-file.ts';
import type { FileDialogs, Scene } from '../console.ts';
import type { HandlersOf } from './handlers.ts';

export const fileHandlers = ({ files, dialogs }: Scene): HandlersOf<'files'> => ({
  async 'files.choose'() {
    const chosen = await requireDialogs(dialogs).choose();
    return chosen === null ? null : files.add({ path: chosen.path, origin: 'chosen', name: chosen.name });
  },
  async 'files.save'({ token }) {
    const file = files.find(token);
    if (file.origin !== 'report') throw new ExpectedError('file-token-unknown');
    const path = await requireDialogs(dialogs).save(file.name);
    if (path === null) return { saved: false };
    await copyAtomically(file.path, path);
    return { saved: true };
  },
  'files.info'({ token }) {
    const { name, bytes } = files.find(token);
    return { token, name, bytes };
  },
});

/** A browser has its own dialogs, so its page never asks for these. */
function requireDialogs(dialogs: FileDialogs | null): FileDialogs {
  if (dialogs === null) throw new ExpectedError('not-allowed', { reason: 'desktop-only' });
  return dialogs;
}

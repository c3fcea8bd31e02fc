import { ExpectedError } from '#shared/contract/result.ts';
import type { Scene } from '../console.ts';
import type { HandlersOf } from './handlers.ts';

export const consoleHandlers = ({ info, settings, openLink, doctor }: Scene): HandlersOf<'console'> => ({
  'console.info': () => info,
  'console.settings': () => settings.get(),
  'console.changeSettings': (change) =>
    settings.change(Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))),
  'console.doctor': () => doctor(),
  async 'console.openLink'({ url }) {
    const opened = await openLink(url, settings.get().linkHosts);
    if (!opened.ok) throw new ExpectedError(opened.error.code, opened.error.params);
    return {};
  },
});

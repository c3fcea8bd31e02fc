import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { requireTrust } from '../../company/trust/trust-changes.ts';
import { hasNoSpace } from '../../storage/data-folder/free-space.ts';
import type { ConsoleContext } from '../context.ts';
import type { ConsoleProceduresOf } from '../procedures-of.ts';

export const createConsoleInfoProcedures = ({
  info,
  settings,
  openLink,
  confirmTrust,
  doctor,
}: ConsoleContext): ConsoleProceduresOf<'console'> => ({
  'console.info': () => info,
  'console.storage': () => ({ isFull: hasNoSpace(info.dataFolder), folder: info.dataFolder }),
  'console.settings': () => settings.get(),
  async 'console.changeSettings'(change) {
    const known = new Set(settings.get().linkHosts);
    const added = (change.linkHosts ?? []).filter((host) => !known.has(host));
    // The list of trusted link hosts restricts the page, so adding a host must be confirmed outside the page.
    await requireTrust(confirmTrust, {
      company: '',
      changes: added.map((host) => ({ kind: 'link-host', widens: true, params: { host } })),
    });
    return settings.change(Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)));
  },
  'console.doctor': () => doctor(),
  async 'console.openLink'({ url }) {
    const opened = await openLink(url, settings.get().linkHosts);
    if (!opened.ok) throw new ExpectedError(opened.error.code, opened.error.params);
    return {};
  },
});

import { create } from 'zustand';
import { CALL_FACTS } from '#shared/contract/call-facts.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Company, CompanyDetails } from '#shared/contract/companies.ts';
import type { Settings } from '#shared/contract/console.ts';
import type { Failure, Result } from '#shared/contract/result.ts';
import type { Topic } from '#shared/contract/topics.ts';
import type { Connection, Transport } from './transport.ts';

interface ConsoleState {
  /** The company that this window shows. `undefined` until asked once; `null` = none: the welcome. */
  readonly shown: CompanyDetails | null | undefined;
  readonly companies: readonly Company[];
  /** Companies whose files cannot be opened, with the reason. */
  readonly unreadable: CallOutput<'companies.list'>['unreadable'];
  readonly settings: Settings | undefined;
  readonly connection: Connection;
  /** Why the state above could not be read at the start. */
  readonly failure: Failure | null;
}

/** What every screen shares: the company that is shown, the list of companies, the preferences, the connection. */
export const useConsole = create<ConsoleState>(() => ({
  shown: undefined,
  companies: [],
  unreadable: [],
  settings: undefined,
  connection: 'open',
  failure: null,
}));

/** Whether a list of NEO's people is loaded: without one nobody can be chosen, and nothing tried on anybody. */
export const useNeoPeople = (): boolean => useConsole((state) => state.shown?.sources.some(({ side }) => side === 'neo') === true);

/** What the list of companies and the company that is shown read. */
const SHARED: ReadonlySet<Topic> = new Set([...CALL_FACTS['companies.list'].reads, ...CALL_FACTS['companies.current'].reads]);

/** The list of companies says why, or that it is gone. */
const cannotBeShown = ({ code }: Failure): boolean => code === 'company-not-found' || code.startsWith('company-file-');

/** The id of the company that this window shows; `''` = none. */
export const useCompanyId = (): string => useConsole((state) => state.shown?.company.id ?? '');

/**
 * Asks for everything again. The last good state stays when an answer fails; a company that is gone is shown no longer. At the start it is
 * `begin`, or else the company that was shown last.
 */
export const refreshConsole = async (client: Transport, begin: string | null = null): Promise<void> => {
  const [companies, settings] = await Promise.all([client.call('companies.list', {}), client.call('console.settings', {})]);
  const { shown } = useConsole.getState();
  const isBegun = shown === undefined && begin !== null && companies.ok && companies.value.companies.some(({ id }) => id === begin);
  const last = settings.ok ? settings.value.lastCompanyId : null;
  const company = isBegun ? begin : shown === undefined ? last : (shown?.company.id ?? null);
  const asked =
    company === null
      ? null
      : isBegun
        ? await client.call('companies.open', { id: company })
        : await client.call('companies.current', {}, { company });
  const isGone = asked !== null && !asked.ok && cannotBeShown(asked.error);
  const failed = [companies, settings, ...(asked === null || isGone ? [] : [asked])].find((result) => !result.ok);
  // Another one may have been opened while this was being asked.
  const isStillShown = useConsole.getState().shown?.company.id === shown?.company.id;
  useConsole.setState({
    ...(companies.ok ? { companies: companies.value.companies, unreadable: companies.value.unreadable } : {}),
    ...(settings.ok ? { settings: settings.value } : {}),
    ...(isStillShown && settings.ok && (asked === null || isGone) ? { shown: null } : {}),
    ...(isStillShown && asked?.ok === true ? { shown: asked.value } : {}),
    failure: failed !== undefined && !failed.ok ? failed.error : null,
  });
};

/**
 * Shows another company from here on; the next start shows it too. A failure changes nothing. Answers as soon as the company is shown: what
 * the caller does next must not come after something that the user did in it.
 */
export const showCompany = async (client: Transport, id: string): Promise<Result<CompanyDetails>> => {
  const opened = await client.call('companies.open', { id });
  if (opened.ok) useConsole.setState({ shown: opened.value });
  void refreshConsole(client);
  return opened;
};

/**
 * Keeps the shared state true: asks now, listens, and asks again after a broken connection. `begin`: the company to show at the start, if
 * it is here. Returns the way to stop.
 */
export const followConsole = (client: Transport, begin: string | null): (() => void) => {
  let first = true;
  const stops = [
    client.on('changed', ({ topics }) => {
      if (topics.some((topic) => SHARED.has(topic))) void refreshConsole(client);
    }),
    client.on('settings', (settings) => useConsole.setState({ settings })),
    client.onConnection((connection) => {
      useConsole.setState({ connection });
      if (connection === 'open' && !first) void refreshConsole(client);
      first = false;
    }),
  ];
  void refreshConsole(client, begin);
  return () => {
    for (const stop of stops) stop();
  };
};

/** Changes preferences at once on screen and durably in the settings store; an error puts the old ones back. */
export const changeSettings = async (client: Transport, change: Partial<Omit<Settings, 'lastCompanyId'>>): Promise<void> => {
  const before = useConsole.getState().settings;
  if (before !== undefined) useConsole.setState({ settings: { ...before, ...change } });
  const result = await client.call('console.changeSettings', change);
  useConsole.setState({ settings: result.ok ? result.value : before });
};

import type { CallOutput } from '#shared/contract/calls.ts';
import type { Settings } from '#shared/contract/companies/console.ts';
import type { CrashDump } from '../../storage/log/crash-dumps.ts';
import type { SupportFacts } from './support-facts.ts';
import { toSupportLogLines } from './support-log.ts';

/** Format of the support file. */
const SUPPORT_FORM = { format: 'tsunagi-support', version: 1 } as const;

/** Parameters of the self-check that may be included: versions and numbers, no paths or addresses. */
const CHECK_PARAMS: ReadonlySet<string> = new Set([
  'node',
  'electron',
  'platform',
  'wanted',
  'icu',
  'version',
  'mode',
  'freeMb',
  'authorities',
  'why',
]);
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9.+_-]{0,39}$/;

/** Pattern of the file names of Chromium's crash dumps. */
const DUMP = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.dmp$/;

export interface SupportFileContent {
  /** ISO 8601 UTC. */
  readonly madeAt: string;
  readonly info: Pick<CallOutput<'console.info'>, 'version' | 'host' | 'platform'>;
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly arch: string;
  readonly checks: CallOutput<'console.doctor'>['checks'];
  readonly settings: Settings;
  /** `null` if no company is open. */
  readonly company: SupportFacts | null;
  /** Only names, times and sizes; dumps may contain any data and stay on the machine. */
  readonly crashes: readonly Pick<CrashDump, 'name' | 'at' | 'bytes'>[];
  /** Lines of the log, oldest first. */
  readonly log: readonly string[];
}

/** Returns the support file as text. It contains only explicitly allowed facts, so that new data are excluded by default. */
export function formatSupportFile({ madeAt, info, versions, arch, checks, settings, company, crashes, log }: SupportFileContent): string {
  const content = {
    ...SUPPORT_FORM,
    madeAt,
    console: { version: info.version, host: info.host, platform: info.platform, arch },
    versions: Object.fromEntries(
      ['node', 'v8', 'icu', 'sqlite', 'openssl', 'electron', 'chrome'].flatMap((name) =>
        versions[name] === undefined ? [] : [[name, versions[name]]],
      ),
    ),
    selfCheck: checks.map(({ id, state, key, params }) => ({
      id,
      state,
      key,
      params: Object.fromEntries(
        Object.entries(params).filter(([name, value]) => CHECK_PARAMS.has(name) && (typeof value === 'number' || PLAIN.test(value))),
      ),
    })),
    settings: {
      theme: settings.theme,
      contrast: settings.contrast,
      language: settings.language,
      railCollapsed: settings.railCollapsed,
      linkHosts: settings.linkHosts.length,
    },
    company,
    crashes: crashes.filter(({ name }) => DUMP.test(name)).map(({ name, at, bytes }) => ({ name, at: new Date(at).toISOString(), bytes })),
    log: toSupportLogLines(log),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { mayBeActive } from '#shared/domain/directory/directory.ts';
import { createExclusions, type Exclusion, mergeExclusions, STANDARD_EXCLUSIONS } from '#shared/domain/triage/exclusions.ts';
import { getExclusions, POLICY_KEYS } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';

/** The exclusion list, and the people that each of its lines excludes. */
export interface ExclusionService {
  exclusions(): Promise<CallOutput<'triage.exclusions'>>;
  previewExclusions(entries: readonly Exclusion[]): Promise<CallOutput<'triage.exclusions'>>;
  changeExclusions(change: CallParsedInput<'triage.changeExclusions'>): Promise<CallOutput<'triage.exclusions'>>;
}

const SAMPLE = 20;

export function createExclusionService(session: CompanySession): ExclusionService {
  /** Returns the people that an exclusion list removes from the scope. */
  function effectOf(entries: readonly Exclusion[]): CallOutput<'triage.exclusions'> {
    const people = new Int32Array(entries.length);
    const sample: CallOutput<'triage.exclusions'>['sample'] = [];
    const excludedBy = createExclusions(entries, (user) => session.loginOf(user));
    const users = session.findings()?.directory.neoUsers ?? session.file().people.directory().neoUsers;
    for (const user of users) {
      const entry = mayBeActive(user.state) ? excludedBy(user) : -1;
      if (entry < 0) continue;
      (people[entry] as number)++;
      if (sample.length < SAMPLE) sample.push({ name: user.name, loginId: user.loginId, workEmail: user.workEmail, entry });
    }
    return {
      entries: entries.map((entry, at) => ({ ...entry, people: people[at] as number })),
      people: people.reduce((sum, count) => sum + count, 0),
      sample,
      standard: isStandard(entries),
    };
  }

  return {
    exclusions: async () => effectOf(getExclusions(session.file())),
    previewExclusions: async (entries) => effectOf(entries),
    async changeExclusions({ entries: given, before }) {
      const entries = given === null || before === undefined ? given : mergeExclusions(before, given, getExclusions(session.file()));
      session.file().changePolicy(POLICY_KEYS.exclusions, entries === null || isStandard(entries) ? null : entries);
      return effectOf(getExclusions(session.file()));
    },
  };
}

function isStandard(entries: readonly Exclusion[]): boolean {
  const line = ({ field, value, note, on }: Exclusion): string => JSON.stringify([field, value, note, on]);
  return (
    entries.length === STANDARD_EXCLUSIONS.length &&
    entries.every((entry, at) => line(entry) === line(STANDARD_EXCLUSIONS[at] as Exclusion))
  );
}

import type { DraftsFileObject } from '#shared/domain/drafts/drafts-form.ts';
import type { DemoCompany } from './company.ts';
import { getWorkInstant, isWorkingDay, toDayNumber } from './office-hours.ts';

/** A change that was made on NEO's own screens. */
export interface LaterEdit {
  readonly section: 'serials' | 'common_settings';
  readonly id: string;
  readonly body: unknown;
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
}

/**
 * Returns changes by two colleagues on the last two business days, after the console last read the server: one changed the digits of the
 * branches' serial number, the other the title of requests.
 */
export function createLaterEdits(company: DemoCompany, configuration: readonly DraftsFileObject[], today: string): readonly LaterEdit[] {
  const [yesterday, before] = workingDaysBefore(toDayNumber(today));
  const headOf = (code: string): string => {
    const own = company.organizations.find((one) => one.code === code);
    return company.users.find(({ organizations, title }) => organizations[0] === own?.id && title === own?.headTitle)?.name ?? '';
  };
  const edits: LaterEdit[] = [];
  for (const one of configuration) {
    const { id } = one;
    if (one.section === 'serials' && id === 'demo-serial-overflows' && one.body !== null) {
      const parts = one.body.parts.map((part) => (part.kind === 'counter' ? { ...part, digits: 4 } : part));
      const at = new Date(getWorkInstant(before, 95)).toISOString();
      edits.unshift({ section: 'serials', id, body: { ...one.body, parts }, at, by: headOf('1005') });
    }
    if (one.section === 'common_settings' && one.body !== null) {
      const at = new Date(getWorkInstant(yesterday, 410)).toISOString();
      edits.push({ section: 'common_settings', id, body: { ...one.body, title: `${one.body.title}（全社）` }, at, by: headOf('1008') });
    }
  }
  return edits;
}

function workingDaysBefore(day: number): readonly [number, number] {
  const days: number[] = [];
  for (let at = day - 1; days.length < 2; at--) if (isWorkingDay(at)) days.push(at);
  return days as unknown as readonly [number, number];
}

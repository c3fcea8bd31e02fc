import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import type { AmazonGroup } from '#shared/domain/integration/settings.ts';
import { checkStep } from '#shared/domain/setup/checks.ts';
import type { SetupFacts } from '#shared/domain/setup/facts.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import { ALL_SEEN, activeGroup } from '../../support/setup-facts.ts';

const CALENDAR = new BusinessCalendar(createStandardCalendar({}));
export const PEOPLE = ALL_SEEN.people as NonNullable<SetupFacts['people']>;
/** Returns an active Amazon group with defaults for all fields that a test does not set. */
export const G = (id: string, part: Partial<AmazonGroup> = {}): SetupFacts['amazonGroups'][number] => {
  const group = activeGroup(id, id, 'HONSHA01');
  return { ...group, group: { ...group.group, ...part } };
};
/** A group without a purchasing system. */
export const NONE = { purchasingSystem: { state: 'none', registeredOn: null } } as const;

/** Returns the check of a step as lines: its level, then each reason and the data that it is based on. */
export function told(id: SetupStepId, facts: object): readonly string[] {
  const check = checkStep(id, { ...ALL_SEEN, ...facts } as SetupFacts, '2026-11-24', CALENDAR);
  if (check === null) return [];
  const { level, enough, lacks, found, people, basis } = check;
  const line = (sign: string) => (reason: object) =>
    `${sign} ${Object.values(reason)
      .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      .filter((word) => word !== '{}')
      .join(' ')}`;
  return [
    `${level}${enough ? ' enough' : ''}${people === null ? '' : ` ${people.done} of ${people.of}`}${basis.length === 0 ? '' : `: ${basis.map(({ id }) => id).join(' ')}`}`,
    ...lacks.map(line('-')),
    ...found.map(line('+')),
  ];
}

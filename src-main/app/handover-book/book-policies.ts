import { getLastHolidayYear, mergeHolidayList } from '#shared/domain/checkout/holidays.ts';
import { EXCLUSION_FIELDS } from '#shared/domain/triage/exclusions.ts';
import { getCalendarSettings } from '../../company/configuration.ts';
import { getHolidayList, getLockPolicy } from '../../company/orders/clock-policies.ts';
import { getCompanyRules, getExclusions, getMatchingPolicy } from '../../company/policies.ts';
import type { BookChapter } from '../../files/reports/html-book.ts';
import { getNationalHolidays } from '../../storage/calendar.ts';
import type { BookContext } from './book-context.ts';

/** Returns the chapters about matching, the lock, company rules and business days. */
export const createPolicyChapters = (context: BookContext): readonly BookChapter[] => [rulesChapter(context), calendarChapter(context)];

function rulesChapter({ file, own, texts }: BookContext): BookChapter {
  const separator = texts('reason.separator');
  const listed = (lines: readonly string[]): string => (lines.length === 0 ? own('none') : lines.join(separator));
  const { companyDomains, aliasDomains } = file.domains();
  const { purchasingGroups, caseComparison, amazonUsersFrom } = getMatchingPolicy(file);
  const { reading, afterLock } = getLockPolicy(file);
  const rules = getCompanyRules(file);
  const exclusions = getExclusions(file).filter(({ on }) => on);
  const yesNo = (flag: boolean): string => texts(`plan.value.${flag ? 'yes' : 'no'}`);
  return {
    title: own('chapter.policies'),
    lead: '',
    blocks: [
      {
        kind: 'facts',
        title: texts('triage.policy.title'),
        facts: [
          { label: texts('settings.domains.company'), value: listed(companyDomains) },
          { label: texts('settings.domains.aliases'), value: listed(aliasDomains.map(({ from, to }) => own('alias', { from, to }))) },
          {
            label: texts('triage.policy.purchasingGroups'),
            value: purchasingGroups.length === 0 ? texts('triage.policy.notedGroups') : listed(purchasingGroups),
          },
          { label: texts('triage.policy.caseComparison'), value: texts(`triage.policy.case.${caseComparison}`) },
          { label: texts('triage.policy.amazonUsersFrom'), value: texts(`triage.policy.from.${amazonUsersFrom}`) },
        ],
      },
      {
        kind: 'facts',
        title: texts('clocks.policy.title'),
        facts: [
          { label: texts('clocks.policy.reading'), value: texts(`clocks.policy.${reading}`) },
          { label: texts('clocks.policy.after'), value: texts(`clocks.policy.${afterLock}`) },
        ],
      },
      {
        kind: 'facts',
        title: texts('companyRules.title'),
        facts: [
          { label: texts('companyRules.fewestApprovals'), value: own('count', { count: rules.fewestApprovals }) },
          {
            label: texts('companyRules.mostSteps'),
            value: rules.mostSteps === null ? own('none') : own('count', { count: rules.mostSteps }),
          },
          { label: texts('companyRules.forbidSelfApproval'), value: yesNo(rules.forbidSelfApproval) },
          { label: texts('companyRules.discourageNamedPeople'), value: yesNo(rules.discourageNamedPeople) },
          {
            label: texts('companyRules.tiers'),
            value: listed(
              rules.amountTiers.map(({ from, approvers, fewestApprovals: least }) =>
                texts('companyRules.tierLine', { from, approvers, least }),
              ),
            ),
          },
        ],
      },
      ...(exclusions.length === 0
        ? []
        : [
            {
              kind: 'facts' as const,
              title: texts('triage.exclusions.title'),
              facts: EXCLUSION_FIELDS.flatMap((field) => {
                const values = exclusions
                  .filter((one) => one.field === field)
                  .map(({ value, note }) => (note === '' ? value : own('companyDay', { day: value, name: note })));
                return values.length === 0 ? [] : [{ label: texts(`triage.exclusions.field.${field}`), value: values.join(separator) }];
              }),
            },
          ]),
    ],
  };
}

function calendarChapter({ file, own, texts, day }: BookContext): BookChapter {
  const { weekend, yearlyClosures, companyDays, workingDays } = getCalendarSettings(file);
  const list = getHolidayList(file);
  const separator = texts('reason.separator');
  const year = String(getLastHolidayYear(mergeHolidayList(getNationalHolidays(), list)));
  const listed = (lines: readonly string[]): string => (lines.length === 0 ? own('none') : lines.join('\n'));
  const { firstYear, lastYear } = list ?? { firstYear: 0, lastYear: 0 };
  return {
    title: own('chapter.calendar'),
    lead: '',
    blocks: [
      {
        kind: 'facts',
        title: '',
        facts: [
          {
            label: texts('calendarScreen.settings.weekend'),
            value: weekend.length === 0 ? own('none') : weekend.map((at) => texts.phrase(`calendarScreen.weekday.${at}`)).join(separator),
          },
          {
            label: texts('calendarScreen.settings.yearly'),
            value: listed(yearlyClosures.map(({ name, from, to }) => own('closure', { name, from, to }))),
          },
          {
            label: texts('calendarScreen.settings.companyDays'),
            value: listed(companyDays.map(({ date, name }) => own('companyDay', { day: day(date), name }))),
          },
          { label: texts('calendarScreen.settings.workingDays'), value: listed(workingDays.map(day)) },
          {
            label: texts('calendarScreen.holidays.title'),
            value:
              list === null
                ? texts('calendarScreen.holidays.builtIn', { year })
                : texts('calendarScreen.holidays.imported', {
                    name: list.name,
                    first: String(firstYear),
                    last: String(lastYear),
                    days: Object.keys(list.holidays).length,
                    year,
                  }),
          },
        ],
      },
    ],
  };
}

import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import type { SetupRecord } from '#shared/domain/setup/marks.ts';
import type { CompanySession } from '../../company/session.ts';
import { evaluateSetup } from '../../company/setup/setup-guide.ts';

interface DemoMark {
  readonly step: SetupStepId;
  readonly kind: SetupRecord['kind'];
  readonly daysAgo: number;
}

const GENERAL_AFFAIRS = '総務部';
const SYSTEMS = '情報システム部';

/** Steps of the demo company that no check can verify and that are therefore recorded. */
const MARKS: readonly DemoMark[] = [
  { step: 'company-payment', kind: 'done', daysAgo: 63 },
  { step: 'administrators', kind: 'done', daysAgo: 62 },
  { step: 'group-payment', kind: 'done', daysAgo: 61 },
  { step: 'invoice-payment', kind: 'done', daysAgo: 40 },
  { step: 'integration-values', kind: 'done', daysAgo: 58 },
  { step: 'late-orders', kind: 'started', daysAgo: 4 },
];
const RESPONSIBLE: Readonly<Partial<Record<SetupStepId, string>>> = {
  'enhanced-checkout': GENERAL_AFFAIRS,
  'add-users': GENERAL_AFFAIRS,
  invitations: GENERAL_AFFAIRS,
  'work-emails': SYSTEMS,
  'invoice-code': SYSTEMS,
};

/** Sets the demo company's guide to the state of a company after some weeks: the account exists and most steps are done. */
export function initializeDemoGuide(session: CompanySession): void {
  const { setup } = session.file();
  const at = session.timestamp();
  const today = parseDayNumber(session.today()) ?? 0;
  setup.choose({ account: 'existing', otherIntegration: false }, at, session.operator);
  const { guide } = evaluateSetup(session);
  for (const { step, kind, daysAgo } of MARKS) {
    const saidBy = step === 'integration-values' ? SYSTEMS : GENERAL_AFFAIRS;
    const about = guide.steps.find(({ id }) => id === step)?.about ?? { objects: [], left: null };
    setup.mark(step, { kind, at, by: session.operator, saidBy, day: formatDayNumber(today - daysAgo), about });
  }
  for (const [step, responsible] of Object.entries(RESPONSIBLE)) setup.changeCard(step as SetupStepId, { responsible }, at);
}

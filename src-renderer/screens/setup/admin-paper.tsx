import { Mono, useFormat, useText } from '#renderer/ui/index.ts';
import type { SetupGuide, SetupStepView } from '#shared/contract/setup.ts';
import classes from './admin-paper.module.css';

/** Steps on Amazon's pages that apply to the company, in the manual's order. */
const stepsForAmazon = ({ steps }: SetupGuide): readonly SetupStepView[] =>
  steps.filter(({ side, state }) => side === 'amazon' && state.kind !== 'not-applicable' && state.kind !== 'declined');

/** Print only: steps, values and checkboxes for an Amazon administrator without this console. No secret is printed. */
export const AdminPaper = ({ guide, company }: { guide: SetupGuide; company: string }) => {
  const text = useText('setupScreen.paper');
  const screen = useText('setupScreen');
  const names = useText('setupGuide.step');
  const format = useFormat();
  return (
    <div className={classes.paper}>
      <h1>{text('title')}</h1>
      <p>{text('company', { company, date: format.date(guide.today) })}</p>
      <p>{text('lead')}</p>
      {stepsForAmazon(guide).map((step) => (
        <section key={step.id} className={classes.step}>
          <h2>
            {step.manual === null ? '' : `${step.manual.number} `}
            {names(`${step.id}.name`)}
            {step.optional ? `（${screen('optional')}）` : ''}
          </h2>
          <p>{names(`${step.id}.what`)}</p>
          {step.screens.length === 0 ? null : (
            <p lang="ja">
              {screen('way')}：{step.screens.join(' › ')}
            </p>
          )}
          {step.entries
            .filter(({ kind }) => kind !== 'secret')
            .map(({ field, value, of }) => (
              <p key={`${field} ${of}`} className={classes.entry}>
                <span lang="ja">{field}</span>：<Mono>{value === '' ? '＿＿＿＿＿＿＿＿' : value}</Mono>
              </p>
            ))}
          <p>{text('done')}</p>
        </section>
      ))}
      <p>{text('note')}</p>
    </div>
  );
};

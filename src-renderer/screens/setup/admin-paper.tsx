import { Mono, useFormat, useText } from '#renderer/ui/index.ts';
import type { SetupGuide, SetupStepView } from '#shared/contract/setup.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import { MANUAL_PAGE, NEO_AMAZON_HELP } from '#shared/domain/setup/help-links.ts';
import classes from './admin-paper.module.css';
import { isDone } from './view-model.ts';

/** Steps on Amazon's pages that apply to the company, in the manual's order. */
const stepsForAmazon = ({ steps }: SetupGuide): readonly SetupStepView[] =>
  steps.filter(({ side, state }) => side === 'amazon' && state.kind !== 'not-applicable' && state.kind !== 'declined');

/** Steps whose explanation in the guide mentions this console, which the reader of the paper does not have. */
const OWN_TEXTS = [
  'support',
  'group-add',
  'group-address',
  'purchasing-system',
  'enhanced-checkout',
  'late-orders',
  'safeguards',
  'grant-roles',
  'add-users',
  'invitations',
] as const;
/** Values that the administrator writes down for NEO's side: keys of labels below `setupScreen.paper.blank`. */
const BLANKS: Readonly<Partial<Record<SetupStepId, readonly string[]>>> = {
  'group-address': ['addresses'],
  'purchasing-system': ['registered', 'systemLogin', 'poRequestUrl'],
  'enhanced-checkout': ['active'],
  'late-orders': ['lateOrders'],
};

/** Print only: steps, values and checkboxes for an Amazon administrator without this console. No secret is printed. */
export const AdminPaper = ({ guide, company }: { guide: SetupGuide; company: string }) => {
  const text = useText('setupScreen.paper');
  const format = useFormat();
  return (
    <div className={classes.paper}>
      <p>{text('company', { company, date: format.date(guide.today) })}</p>
      <p>{text('lead')}</p>
      <p>{text('link', { ...MANUAL_PAGE })}</p>
      <p>
        <strong>{text('note')}</strong>
      </p>
      {stepsForAmazon(guide).map((step) => (
        <PaperStep key={step.id} step={step} />
      ))}
    </div>
  );
};

const PaperStep = ({ step }: { step: SetupStepView }) => {
  const text = useText('setupScreen.paper');
  const screen = useText('setupScreen');
  const names = useText('setupGuide.step');
  const { id, manual, state } = step;
  const hasOwnText = (OWN_TEXTS as readonly string[]).includes(id);
  return (
    <section className={classes.step}>
      <h2>
        <span aria-hidden>{isDone(step) ? '☑' : '□'}</span> {names(`${id}.name`)}
        <small>
          {manual === null ? screen('ours') : manual.number === '' ? '' : text('manual', { number: manual.number })}
          {step.optional ? `　${screen('optional')}` : ''}
        </small>
      </h2>
      <p>{hasOwnText ? text.phrase(`step.${id}`) : names(`${id}.what`)}</p>
      {step.screens.length === 0 ? null : <p>{text('way', { way: step.screens.join(' › ') })}</p>}
      <PaperValues step={step} />
      {step.links
        .filter(({ url }) => url !== MANUAL_PAGE.url && url !== NEO_AMAZON_HELP.url)
        .map(({ label, url }) => (
          <p key={label} className={classes.link}>
            {text('link', { label, url })}
          </p>
        ))}
      <PaperDone state={state} responsible={step.responsible} />
    </section>
  );
};

/** Printed values to enter, and blank lines for values to write down. */
const PaperValues = ({ step }: { step: SetupStepView }) => {
  const text = useText('setupScreen.paper');
  const entry = useText('setupScreen.entry');
  const values = step.entries.filter(({ kind }) => kind !== 'secret');
  const blanks = BLANKS[step.id] ?? [];
  if (values.length + blanks.length === 0) return null;
  return (
    <table className={classes.values}>
      <tbody>
        {values.map(({ field, value, kind, of, instead }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a field can appear once for each of several groups of one name.
          <tr key={at}>
            <th scope="row" lang="ja">
              {field}
              {of === '' || of === value ? '' : `（${of}）`}
            </th>
            <td>
              <Mono>{kind === 'wrong' ? instead : value}</Mono>
              {kind === 'example' ? `（${entry('example')}）` : ''}
            </td>
          </tr>
        ))}
        {blanks.map((key) => (
          <tr key={key}>
            <th scope="row">{text.phrase(`blank.${key}`)}</th>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const PaperDone = ({ state, responsible }: { state: SetupStepView['state']; responsible: string }) => {
  const text = useText('setupScreen.paper');
  const format = useFormat();
  switch (state.kind) {
    case 'recorded':
      return <p className={classes.done}>{text('recorded', { day: format.date(state.day), by: state.by === '' ? 'none' : state.by })}</p>;
    case 'checked':
      return <p className={classes.done}>{text('recorded', { day: format.date(state.at), by: 'none' })}</p>;
    default:
      return <p className={classes.done}>{text('done', { responsible: responsible === '' ? 'none' : responsible })}</p>;
  }
};

import { useShownCompany } from '#renderer/client/index.ts';
import { Mono, UnstyledButton, useFormat, useText } from '#renderer/ui/index.ts';
import type { ExclusionsAnswer } from './exclusion-lines.ts';
import classes from './exclusions.module.css';

interface ExclusionSideProps {
  readonly kept: ExclusionsAnswer;
  /** Effect of the edited list. */
  readonly effect: ExclusionsAnswer;
  readonly changed: boolean;
  readonly stale: boolean;
  readonly onSettings: () => void;
}

/** Beside the list: people excluded now and after saving, first names, and other matching rules. */
export const ExclusionPreview = ({ kept, effect, changed, stale, onSettings }: ExclusionSideProps) => {
  const text = useText('triageScreen.exclusions');
  const policy = useText('triage.policy');
  const format = useFormat();
  const shown = useShownCompany();
  const more = effect.people - effect.sample.length;
  return (
    <aside className={classes.side} aria-label={text('effect')}>
      <h2>{text('effect')}</h2>
      <p className={classes.big} role="status">
        <span>{format.count(effect.people)}</span> {text('peopleUnit', { count: effect.people })}
        {changed && effect.people !== kept.people ? <span className={classes.muted}>{text('now', { people: kept.people })}</span> : null}
      </p>
      {effect.sample.length === 0 ? (
        <p className={classes.muted}>{text('noPeople')}</p>
      ) : (
        <ul className={classes.people} data-stale={stale || undefined}>
          {effect.sample.map(({ name, loginId, workEmail, entry }) => (
            <li key={`${loginId} ${workEmail} ${name}`}>
              <span>{name === '' ? loginId : name}</span>
              <span className={classes.by}>{text('by', { value: effect.entries[entry]?.value ?? '' })}</span>
              {workEmail === '' ? null : <Mono>{workEmail}</Mono>}
            </li>
          ))}
        </ul>
      )}
      {more > 0 ? <p className={classes.muted}>{text('more', { people: more })}</p> : null}
      {shown ? (
        <>
          <h2>{policy('title')}</h2>
          <dl className={classes.policy}>
            <dt>{policy('caseComparison')}</dt>
            <dd>{policy(`case.${shown.matchingPolicy.caseComparison}`)}</dd>
            <dt>{policy('purchasingGroups')}</dt>
            <dd>{shown.matchingPolicy.purchasingGroups.join('、') || policy('notedGroups')}</dd>
            <dt>{text('domains')}</dt>
            <dd>{shown.companyDomains.join('、') || text('notSet')}</dd>
            <dt>{text('aliases')}</dt>
            <dd>{shown.aliasDomains.map(({ from, to }) => `${from} → ${to}`).join('、') || text('notSet')}</dd>
          </dl>
          <UnstyledButton className={classes.link} onClick={onSettings}>
            {text('settings')}
          </UnstyledButton>
        </>
      ) : null}
    </aside>
  );
};

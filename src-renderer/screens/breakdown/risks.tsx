import { navigate } from '#renderer/navigation/index.ts';
import { Muted, StateMark, UnstyledButton, useText } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import classes from './breakdown.module.css';
import { createRiskRows } from './view-model.ts';

/** Risks and notes that block no one. Hidden if there are none. */
export const Risks = ({ byCode }: { byCode: Readiness['byCode'] }) => {
  const text = useText('readiness');
  const finding = useText('finding');
  const rows = createRiskRows(byCode);
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{text('risks.title')}</h2>
      <ul className={classes.list}>
        {rows.map((row) => {
          const name = finding(`${row.code}.name`);
          return (
            <li key={row.code}>
              <UnstyledButton className={classes.item} onClick={() => navigate('matching', { codes: [row.code] })}>
                <StateMark state={row.severity} look="icon" />
                <span className={classes.itemName}>{name}</span>
                <Muted className={classes.gain}>{text('risks.findings', { findings: row.findings })}</Muted>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { Bar, Muted, StateMark, TextLink, UnstyledButton, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import type { FindingCode } from '#shared/domain/readiness/finding.ts';
import classes from './breakdown.module.css';
import { createReasonRows, createResponsibleSideRows } from './view-model.ts';

/** Number of reasons shown initially; further ones are collapsed. */
const FIRST = 8;

/** Reasons by number of people, with the responsible side and links to these people. */
export const Reasons = ({ reasons }: { reasons: Readiness['reasons'] }) => {
  const text = useText('readiness');
  const finding = useText('finding');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const rows = createReasonRows(reasons);
  const shown = all ? rows : rows.slice(0, FIRST);
  const open = (code: FindingCode): void => navigate('matching', { codes: [code], firstGateOnly: true });
  if (rows.length === 0) {
    return (
      <section>
        <h2>{text('reasons.title')}</h2>
        <Muted component="p" size="md" mt="sm">
          <StateMark state="ready" label={text('reasons.none')} />
        </Muted>
      </section>
    );
  }
  return (
    <section>
      <Movers reasons={reasons} />
      <table className={classes.ranked}>
        <caption>
          <h2>{text('reasons.title')}</h2>
          <span>{text('reasons.note')}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{text('reasons.reason')}</th>
            <th scope="col" className={classes.number}>
              {text('reasons.people')}
            </th>
            <th scope="col" className={classes.barCell} aria-hidden />
            <th scope="col">{text('reasons.move')}</th>
            <th scope="col" className={classes.linkCell}>
              <VisuallyHidden>{text('reasons.who')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const name = finding(`${row.code}.name`);
            return (
              <tr key={row.code} className={classes.linked} onClick={() => open(row.code)}>
                <th scope="row">
                  <span className={classes.reason}>
                    {name}
                    <span className={classes.explanation}>{finding(`${row.code}.explanation`)}</span>
                  </span>
                </th>
                <td className={classes.number}>{format.count(row.people)}</td>
                <td className={classes.barCell}>
                  <Bar value={row.bar} of={1} bare />
                </td>
                <td className={classes.move}>
                  {row.owners.map(({ side, people }) => (
                    <div key={side}>
                      {row.owners.length === 1 ? text(`move.${side}`) : text('reasons.share', { owner: text(`move.${side}`), people })}
                    </div>
                  ))}
                </td>
                <td className={classes.linkCell}>
                  <TextLink
                    className={classes.link}
                    aria-label={text('reasons.openOf', { reason: name, people: row.people })}
                    onClick={(event) => {
                      event.stopPropagation();
                      open(row.code);
                    }}
                    after={<IconArrowRight size={14} aria-hidden />}
                  >
                    {text('reasons.open', { people: row.people })}
                  </TextLink>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length > FIRST ? (
        <TextLink size="sm" className={classes.fold} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? text('reasons.fewer') : text('reasons.more', { reasons: rows.length - FIRST })}
        </TextLink>
      ) : null}
    </section>
  );
};

/** People who cannot order by responsible side, with links. */
const Movers = ({ reasons }: { reasons: Readiness['reasons'] }) => {
  const text = useText('readiness');
  return (
    <>
      <h2 id="movers">{text('reasons.byMove')}</h2>
      <ul className={classes.movers} aria-labelledby="movers">
        {createResponsibleSideRows(reasons).map(({ side, people, bar }) => (
          <li key={side}>
            <UnstyledButton className={classes.mover} onClick={() => navigate('matching', { sides: [side], firstGateOnly: true })}>
              <span>{text(`move.${side}`)}</span>
              <b>{text('reasons.number', { people })}</b>
              <Bar value={bar} of={1} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
};

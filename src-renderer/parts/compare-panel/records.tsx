import type { ReactNode } from 'react';
import { Mono, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import classes from './compare-panel.module.css';

type Answer = CallOutput<'matching.finding'>;
type Line = readonly [label: string, value: ReactNode];

const Record = ({ title, lines, missing }: { title: string; lines: readonly Line[] | null; missing: string }) => (
  <section className={classes.section}>
    <h4 className={classes.heading}>{title}</h4>
    {lines === null ? (
      <p className={classes.faint}>{missing}</p>
    ) : (
      <dl className={classes.record}>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === '' ? <span className={classes.faint}>—</span> : value}</dd>
          </div>
        ))}
      </dl>
    )}
  </section>
);

const address = (value: string): ReactNode => (value === '' ? '' : <Mono>{value}</Mono>);

/** The person as recorded in NEO; empty addresses other than the work e-mail are omitted. */
export const PersonRecord = ({ person }: { person: Answer['person'] }) => {
  const text = useText('matching');
  const lines: Line[] | null = person && [
    [text('person.name'), person.kana === '' ? person.name : `${person.name}（${person.kana}）`],
    [text('person.loginId'), address(person.loginId)],
    [text('person.employeeCode'), address(person.employeeCode)],
    [text('person.organizations'), person.organizations.join('、')],
    [text('person.title'), person.title],
    [text('person.state'), text(`personState.${person.state}`)],
    [text('person.workEmail'), address(person.workEmail)],
    ...(['mobileEmail', 'homeEmail', 'otherEmail'] as const).flatMap((field): Line[] =>
      person[field] === '' ? [] : [[text(`person.${field}`), address(person[field])]],
    ),
  ];
  return <Record title={text('person.neo')} lines={lines} missing={text('person.missing')} />;
};

/** The account as recorded in Amazon's export. */
export const AccountRecord = ({ account }: { account: Answer['account'] }) => {
  const text = useText('matching');
  const format = useFormat();
  const lines: Line[] | null = account && [
    [text('account.name'), account.name],
    [text('account.email'), address(account.email)],
    [text('account.state'), text(`accountState.${account.state}`)],
    [text('account.punchout'), text(`punchout.${account.punchout === null ? 'unknown' : account.punchout ? 'yes' : 'no'}`)],
    [text('account.groups'), account.groups.join('、')],
    ...(account.invitedOn === null ? [] : [[text('account.invitedOn'), format.date(account.invitedOn)] as const]),
  ];
  return <Record title={text('account.title')} lines={lines} missing={text('account.missing')} />;
};

/** The person as recorded in the company directory. */
export const DirectoryRecord = ({ directory: { found, person } }: { directory: NonNullable<Answer['directory']> }) => {
  const text = useText('matching.directory');
  const lines: Line[] | null = person && [
    [text('name'), person.name],
    [text('mail'), address(person.mail)],
    [text('signIn'), address(person.principalName || person.accountName)],
    [text('employeeId'), address(person.employeeId)],
    [text('state'), text(`states.${person.state}`)],
    ...(person.group === '' ? [] : [[text('group'), person.group] as const]),
  ];
  return <Record title={text('title')} lines={lines} missing={text(found === 'absent' ? 'missing' : 'unsure')} />;
};

import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Company } from '#shared/contract/companies/companies.ts';
import { useClient, useShowCompany } from '../../client/index.ts';
import { enterCompany } from '../../navigation/index.ts';
import { Button, ErrorState, KindChip, Mono, Muted, StateMark, useFailureText, useFormat, useText } from '../../ui/index.ts';
import classes from './welcome.module.css';
import { endWelcome } from './welcome-state.ts';

interface CompaniesProps {
  readonly companies: readonly Company[];
  readonly unreadable: CallOutput<'companies.list'>['unreadable'];
}

/** Companies on this machine, including unreadable ones. */
export const Companies = ({ companies, unreadable }: CompaniesProps) => {
  const text = useText('welcome');
  const format = useFormat();
  const words = useFailureText();
  const client = useClient();
  const showCompany = useShowCompany();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [opening, setOpening] = useState<string | null>(null);
  const open = async (id: string): Promise<void> => {
    setOpening(id);
    const result = await showCompany(id);
    setOpening(null);
    if (!result.ok) return setFailure(result.error);
    enterCompany(id);
    endWelcome();
  };
  return (
    <section aria-labelledby="companies">
      <Muted id="companies" component="h2" className={classes.heading}>
        {text(client.host === 'server' ? 'companiesOnServer' : 'companies')}
      </Muted>
      <ul className={classes.ways}>
        {companies.map((company) => (
          <li key={company.id} className={classes.company}>
            <h3>{company.name}</h3>
            <KindChip kind={company.kind} />
            <Muted className={classes.created}>{text('created', { date: format.date(company.createdAt) })}</Muted>
            <Button
              variant="default"
              loading={opening === company.id}
              onClick={() => void open(company.id)}
              aria-label={text('openNamed', { name: company.name })}
            >
              {text('open')}
            </Button>
          </li>
        ))}
        {unreadable.map(({ file, code }) => (
          <Muted key={file} component="li" className={classes.unreadable}>
            <StateMark state="block" label={words({ code, params: {} }).what} />
            <p>{words({ code, params: {} }).next}</p>
            <Mono>{file}</Mono>
          </Muted>
        ))}
      </ul>
      {failure === null ? null : <ErrorState failure={failure} />}
    </section>
  );
};

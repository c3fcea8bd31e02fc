import { useState } from 'react';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Profile } from '#shared/contract/profiles.ts';
import type { Failure } from '#shared/contract/result.ts';
import { showCompany, useClient } from '../../client/index.ts';
import { enterCompany } from '../../navigation/index.ts';
import { Button, ErrorState, KindChip, Mono, Muted, StateMark, useFailureText, useFormat, useText } from '../../ui/index.ts';
import classes from './welcome.module.css';
import { endWelcome } from './welcome-state.ts';

interface CompaniesProps {
  readonly profiles: readonly Profile[];
  readonly unreadable: CallOutput<'profiles.list'>['unreadable'];
}

/** The companies on this machine, also those whose file cannot be opened. */
export const Companies = ({ profiles, unreadable }: CompaniesProps) => {
  const text = useText('welcome');
  const format = useFormat();
  const words = useFailureText();
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [opening, setOpening] = useState<string | null>(null);
  const open = async (id: string): Promise<void> => {
    setOpening(id);
    const result = await showCompany(client, id);
    setOpening(null);
    if (!result.ok) return setFailure(result.error);
    enterCompany(id);
    endWelcome();
  };
  return (
    <section aria-labelledby="companies">
      <Muted id="companies" component="h2" className={classes.heading}>
        {text('companies')}
      </Muted>
      <ul className={classes.ways}>
        {profiles.map((profile) => (
          <li key={profile.id} className={classes.company}>
            <h3>{profile.name}</h3>
            <KindChip kind={profile.kind} />
            <Muted className={classes.created}>{text('created', { date: format.date(profile.createdAt) })}</Muted>
            <Button
              variant="default"
              loading={opening === profile.id}
              onClick={() => void open(profile.id)}
              aria-label={text('openNamed', { name: profile.name })}
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

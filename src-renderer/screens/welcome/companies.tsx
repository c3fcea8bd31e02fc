import { useState } from 'react';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { Profile } from '#shared/contract/profiles.ts';
import type { Failure } from '#shared/contract/result.ts';
import { restartNavigation } from '../../app/navigation.ts';
import { refreshConsole, useClient } from '../../client/index.ts';
import { Button, ErrorState, KindChip, Mono, StateMark, useFailureText, useFormat, useText } from '../../ui/index.ts';
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
    const result = await client.call('profiles.open', { id });
    setOpening(null);
    if (!result.ok) return setFailure(result.error);
    await refreshConsole(client);
    restartNavigation();
    endWelcome();
  };
  return (
    <section aria-labelledby="companies">
      <h2 id="companies" className={classes.heading}>
        {text('companies')}
      </h2>
      <ul className={classes.ways}>
        {profiles.map((profile) => (
          <li key={profile.id} className={classes.company}>
            <h3>{profile.name}</h3>
            <KindChip kind={profile.kind} />
            <span className={classes.created}>{text('created', { date: format.date(profile.createdAt) })}</span>
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
          <li key={file} className={classes.unreadable}>
            <StateMark state="block" label={words({ code, params: {} }).what} />
            <p>{words({ code, params: {} }).next}</p>
            <Mono>{file}</Mono>
          </li>
        ))}
      </ul>
      {failure === null ? null : <ErrorState failure={failure} />}
    </section>
  );
};

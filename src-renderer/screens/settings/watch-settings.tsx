import { useState } from 'react';
import type { CompanyDetails } from '#shared/contract/companies.ts';
import { Button, CodeBlock, CopyButton, Muted, Row, Stack, useText } from '../../ui/index.ts';
import { Choice } from './choice.tsx';
import { SCHEDULERS, type Scheduler, schedulerOf, TOLD_BY, type ToldBy, watchRecipe } from './watch-recipe.ts';

interface WatchSettingsProps {
  readonly company: CompanyDetails['company'];
  readonly platform: string;
  readonly dataFolder: string;
}

/** The command line that watches this company's lists, ready to be copied into what starts things on this machine. */
export const WatchSettings = ({ company, platform, dataFolder }: WatchSettingsProps) => {
  const text = useText('settings.watch');
  const [scheduler, setScheduler] = useState<Scheduler>(schedulerOf(platform));
  const [toldBy, setToldBy] = useState<ToldBy>('mail');
  const hasServer = company.serverAddress !== null && company.kind !== 'demo';
  const [fromServer, setFromServer] = useState(hasServer);
  const server = fromServer && hasServer ? { companyId: company.id, dataFolder } : null;
  const blocks = watchRecipe({ scheduler, toldBy, server, platform });
  return (
    <Stack gap="md">
      <Choice
        label={text('scheduler')}
        value={scheduler}
        values={SCHEDULERS}
        nameOf={(value) => text(`schedulers.${value}`)}
        onChange={setScheduler}
      />
      <Choice label={text('toldBy')} value={toldBy} values={TOLD_BY} nameOf={(value) => text(`ways.${value}`)} onChange={setToldBy} />
      {hasServer ? (
        <Choice
          label={text('neo')}
          value={fromServer ? 'server' : 'folder'}
          values={['server', 'folder'] as const}
          nameOf={(value) => text(`neoFrom.${value}`)}
          onChange={(value) => setFromServer(value === 'server')}
        />
      ) : null}
      <Muted component="p">{text('replace')}</Muted>
      {server !== null && scheduler === 'systemd' ? <Muted component="p">{text('user')}</Muted> : null}
      {blocks.map(({ id, text: block }) => (
        <div key={id}>
          <Row justify="space-between" mb="xs">
            <span>{text(`block.${id}`)}</span>
            <CopyButton value={`${block}\n`}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" aria-label={text('copyOf', { what: text(`block.${id}`) })} onClick={copy}>
                  {text(copied ? 'copied' : 'copy')}
                </Button>
              )}
            </CopyButton>
          </Row>
          <CodeBlock label={text(`block.${id}`)}>{block}</CodeBlock>
        </div>
      ))}
      <Muted component="p">{text(scheduler === 'windows' ? 'untried' : 'log')}</Muted>
    </Stack>
  );
};

import { useState } from 'react';
import type { CompanyDetails } from '#shared/contract/companies/companies.ts';
import { Button, CodeBlock, CopyButton, Muted, Row, Stack, useText } from '../../ui/index.ts';
import { ChoiceField } from './choice.tsx';
import {
  CHANNELS,
  type Channel,
  createWatchRecipe,
  getDefaultScheduler,
  getWatchFolder,
  listEnvironmentVariables,
  type RecipeBlock,
  SCHEDULERS,
  type Scheduler,
} from './watch-recipe.ts';

interface WatchSettingsProps {
  readonly company: CompanyDetails['company'];
  readonly platform: string;
  readonly dataFolder: string;
}

/** The command line that watches this company's lists, for the scheduler of this machine. */
export const WatchSettings = ({ company, platform, dataFolder }: WatchSettingsProps) => {
  const text = useText('settings.watch');
  const [scheduler, setScheduler] = useState<Scheduler>(getDefaultScheduler(platform));
  const [channel, setChannel] = useState<Channel>('mail');
  const hasServer = company.serverAddress !== null && company.kind !== 'demo';
  const [fromServer, setFromServer] = useState(hasServer);
  const server = fromServer && hasServer ? { companyId: company.id, dataFolder } : null;
  const plan = { scheduler, channel, server, platform };
  const blocks = createWatchRecipe(plan);
  const home = getWatchFolder(plan);
  const blockName = (id: RecipeBlock['id']): string => text(`block.${id}`, { scheduler });
  const slash = scheduler === 'windows' ? '\\' : '/';
  return (
    <Stack gap="md">
      <ChoiceField
        label={text('scheduler')}
        value={scheduler}
        values={SCHEDULERS}
        nameOf={(value) => text(`schedulers.${value}`)}
        onChange={setScheduler}
      />
      <ChoiceField
        label={text('channel')}
        value={channel}
        values={CHANNELS}
        nameOf={(value) => text(`ways.${value}`)}
        onChange={setChannel}
      />
      {hasServer ? (
        <ChoiceField
          label={text('neo')}
          value={fromServer ? 'server' : 'folder'}
          values={['server', 'folder'] as const}
          nameOf={(value) => text(`neoFrom.${value}`)}
          onChange={(value) => setFromServer(value === 'server')}
        />
      ) : null}
      <Muted component="p">{text('replace')}</Muted>
      <Muted component="p">{text('lists', { home, server: server === null ? 'no' : 'yes' })}</Muted>
      {server !== null && scheduler === 'systemd' ? <Muted component="p">{text('user')}</Muted> : null}
      {blocks.map(({ id, text: block }) => (
        <div key={id}>
          <Row justify="space-between" mb="xs">
            <span>{blockName(id)}</span>
            <CopyButton value={`${block}\n`}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" aria-label={text('copyOf', { what: blockName(id) })} onClick={copy}>
                  {text(copied ? 'copied' : 'copy')}
                </Button>
              )}
            </CopyButton>
          </Row>
          <CodeBlock label={blockName(id)}>{block}</CodeBlock>
        </div>
      ))}
      {scheduler === 'windows' ? (
        server === null ? null : (
          <Muted component="p">{text('secrets.windows')}</Muted>
        )
      ) : listEnvironmentVariables(plan).length === 0 ? null : (
        <Muted component="p">{text(`secrets.${scheduler}`)}</Muted>
      )}
      <Muted component="p">{text(`log.${scheduler}`, { file: `${home}${slash}watch.log` })}</Muted>
    </Stack>
  );
};

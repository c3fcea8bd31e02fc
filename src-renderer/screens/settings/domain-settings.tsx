import { IconArrowRight, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CompanyDetails } from '#shared/contract/companies/companies.ts';
import { useClient } from '../../client/index.ts';
import {
  ActionIcon,
  Button,
  ErrorState,
  FieldGroup,
  Form,
  Muted,
  Notice,
  Textarea,
  TextInput,
  useRefusalProps,
  useText,
} from '../../ui/index.ts';
import type { DomainsDraft } from './domains.ts';
import { findDomainProblems, listFilledAliases, parseDomains } from './domains.ts';
import classes from './settings.module.css';

const draftOf = ({ companyDomains, aliasDomains }: CompanyDetails): DomainsDraft => ({
  company: companyDomains.join('\n'),
  aliases: aliasDomains,
});

/** The company's domains and aliases, stored per company. */
export const DomainSettings = ({ shown }: { shown: CompanyDetails }) => {
  const text = useText('settings.domains');
  const refused = useRefusalProps();
  const client = useClient();
  /** Edits over the saved values, which another window may change. */
  const [typed, setTyped] = useState<Partial<DomainsDraft>>({});
  const draft = { ...draftOf(shown), ...typed };
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const problems = findDomainProblems(draft);
  const companyDomains = parseDomains(draft.company);
  const aliasDomains = listFilledAliases(draft);
  const changed = JSON.stringify([companyDomains, aliasDomains]) !== JSON.stringify([shown.companyDomains, shown.aliasDomains]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the saved ones are others, not when typing comes back to them.
  useEffect(() => {
    if (!changed) setTyped({});
  }, [shown]);
  const change = (part: Partial<DomainsDraft>): void => {
    setSaved(false);
    setTyped((now) => ({ ...now, ...part }));
  };
  const setAlias = (at: number, part: { from?: string; to?: string }): void =>
    change({ aliases: draft.aliases.map((alias, index) => (index === at ? { ...alias, ...part } : alias)) });

  const save = async (): Promise<void> => {
    setBusy(true);
    const result = await client.call('companies.changeDomains', { companyDomains, aliasDomains });
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    setFailure(null);
    setSaved(true);
  };
  return (
    <Form onSubmit={() => void save()}>
      <Textarea
        label={text('company')}
        description={text('companyHint')}
        placeholder={'example.co.jp'}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        value={draft.company}
        onChange={(event) => change({ company: event.currentTarget.value })}
      />
      <FieldGroup legend={text('aliases')}>
        <Muted component="p">{text('aliasesHint')}</Muted>
        {draft.aliases.map((alias, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the list.
          <div className={classes.alias} key={at}>
            <TextInput
              aria-label={text('from', { row: at + 1 })}
              placeholder="old.example.co.jp"
              spellCheck={false}
              value={alias.from}
              onChange={(event) => setAlias(at, { from: event.currentTarget.value })}
            />
            <IconArrowRight size={16} aria-hidden />
            <TextInput
              aria-label={text('to', { row: at + 1 })}
              placeholder="example.co.jp"
              spellCheck={false}
              value={alias.to}
              onChange={(event) => setAlias(at, { to: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={text('remove', { row: at + 1 })}
              onClick={() => change({ aliases: draft.aliases.filter((_, index) => index !== at) })}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => change({ aliases: [...draft.aliases, { from: '', to: '' }] })}
          >
            {text('add')}
          </Button>
        </div>
      </FieldGroup>
      {problems[0] === undefined ? null : (
        <Notice state="risk">{text(`problem.${problems[0].kind}`, { domain: problems[0].domain })}</Notice>
      )}
      {failure === null ? null : <ErrorState failure={failure} />}
      {saved ? <Notice state="ready">{text('saved')}</Notice> : null}
      <div>
        <Button type="submit" loading={busy} disabled={!changed || problems.length > 0} {...refused}>
          {text('save')}
        </Button>
      </div>
    </Form>
  );
};

import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useCall, useClient, useStoreAnswer } from '#renderer/client/index.ts';
import { Button, ErrorState, Notice, Row, SkeletonRows, Stack, useLanguage, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { RulesFields } from './fields.tsx';
import type { Rules } from './view-model.ts';

type News = { readonly key: 'saved' | 'taken' | 'standardAgain' } | { readonly key: 'written'; readonly name: string } | null;

/** The company's rules for routes, edited here or shared as a file. */
export const CompanyRulesSettings = () => {
  const text = useText('companyRules');
  const refused = useRefusalProps();
  const client = useClient();
  const keepAnswer = useStoreAnswer();
  const language = useLanguage();
  const { value, error, refetch } = useCall('companyRules.get', {});
  const [news, setNews] = useState<News>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  /** Counts how often fields were replaced by other rules. */
  const [replaced, setReplaced] = useState(0);
  /** Number of commands, and the latest of them that was answered. */
  const begun = useRef(0);
  const newest = useRef(0);
  if (value === undefined) return error === null ? <SkeletonRows rows={3} /> : <ErrorState failure={error} onRetry={refetch} />;

  const take = async (answer: Promise<Result<CallOutput<'companyRules.get'>>>, success: News): Promise<Rules | null> => {
    setBusy(true);
    setNews(null);
    begun.current += 1;
    const mine = begun.current;
    const result = await answer;
    // A later command was answered already: its rules include or replace these.
    if (mine < newest.current) return null;
    newest.current = mine;
    // Stored first, so that later changes by others are compared with this state.
    if (result.ok) await keepAnswer('companyRules.get', {}, result.value);
    setBusy(false);
    setFailure(result.ok ? null : result.error);
    if (!result.ok) return null;
    // Other windows may have saved in between.
    refetch();
    setNews(success);
    return result.value.rules;
  };
  const replace = async (answer: Promise<Result<CallOutput<'companyRules.get'>>>, success: News): Promise<void> => {
    if ((await take(answer, success)) !== null) setReplaced((times) => times + 1);
  };
  const edited = (): void => {
    setNews(null);
    setFailure(null);
  };
  const change = (rules: Rules, began: Rules): Promise<Rules | null> =>
    take(client.call('companyRules.change', { rules, began }), { key: 'saved' });
  const reset = (): Promise<void> => replace(client.call('companyRules.change', { rules: null }), { key: 'standardAgain' });
  const read = async (): Promise<void> => {
    const chosen = await client.pickFile('.json');
    if (!chosen.ok) return setFailure(chosen.error);
    if (chosen.value !== null) await replace(client.call('companyRules.import', { token: chosen.value.token }), { key: 'taken' });
  };
  const write = async (): Promise<void> => {
    setNews(null);
    const made = await client.call('companyRules.export', { language });
    if (!made.ok) return setFailure(made.error);
    const saved = await client.saveFile({ token: made.value.token, name: made.value.name });
    if (!saved.ok) return setFailure(saved.error);
    setFailure(null);
    if (saved.value.saved) setNews({ key: 'written', name: saved.value.name ?? made.value.name });
  };
  return (
    <Stack>
      <RulesFields key={replaced} rules={value.rules} busy={busy} onEdited={edited} onSave={change} />
      <div aria-live="polite">
        {news === null ? null : <Notice state="ready">{text(news.key, news.key === 'written' ? { name: news.name } : {})}</Notice>}
      </div>
      {failure === null ? null : <ErrorState failure={failure} />}
      <Row>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void write()}>
          {text('export')}
        </Button>
        <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={() => void read()} {...refused}>
          {text('import')}
        </Button>
        {value.standard ? null : (
          <Button variant="subtle" onClick={() => void reset()} {...refused}>
            {text('standard')}
          </Button>
        )}
      </Row>
    </Stack>
  );
};

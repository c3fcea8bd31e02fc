import { useEffect, useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CompanyDetails, MatchingPolicy } from '#shared/contract/companies/companies.ts';
import { AMAZON_USER_SOURCES } from '#shared/domain/integration/amazon-users.ts';
import { useClient } from '../../client/index.ts';
import { Button, ErrorState, Form, Notice, Radio, Row, Textarea, useRefusalProps, useText } from '../../ui/index.ts';

const CASES = ['exact', 'ignore'] as const;

const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

interface Edits {
  readonly comparison?: MatchingPolicy['caseComparison'];
  /** Amazon groups, one per line. */
  readonly groups?: string;
  readonly from?: MatchingPolicy['amazonUsersFrom'];
}

/** The company's decisions about matching that the vendors do not document. */
export const MatchingPolicySettings = ({ shown }: { shown: CompanyDetails }) => {
  const text = useText('triage.policy');
  const refused = useRefusalProps();
  const words = useText('settings.policy');
  const client = useClient();
  /** Edits over the saved values, which another window may change. */
  const [edits, setEdits] = useState<Edits>({});
  const { purchasingGroups, caseComparison, amazonUsersFrom } = shown.matchingPolicy;
  const { comparison = caseComparison, groups = purchasingGroups.join('\n'), from = amazonUsersFrom } = edits;
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const policy: MatchingPolicy = { purchasingGroups: linesOf(groups), caseComparison: comparison, amazonUsersFrom: from };
  const changed =
    from !== amazonUsersFrom ||
    comparison !== caseComparison ||
    JSON.stringify(policy.purchasingGroups) !== JSON.stringify(purchasingGroups);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the saved ones are others, not when typing comes back to them.
  useEffect(() => {
    if (!changed) setEdits({});
  }, [shown]);
  const edit = (part: Edits): void => {
    setSaved(false);
    setEdits((before) => ({ ...before, ...part }));
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    const result = await client.call('companies.changeMatchingPolicy', policy);
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    setFailure(null);
    setSaved(true);
  };
  return (
    <Form onSubmit={() => void save()}>
      <Radio.Group
        label={text('caseComparison')}
        description={text('caseHint')}
        value={comparison}
        onChange={(value) => edit({ comparison: CASES.find((each) => each === value) ?? 'exact' })}
      >
        <Row gap="sm xl" align="stretch" wrap="nowrap" pt="sm">
          {CASES.map((each) => (
            <Radio key={each} value={each} label={text(`case.${each}`)} />
          ))}
        </Row>
      </Radio.Group>
      <Textarea
        label={text('purchasingGroups')}
        description={text('purchasingGroupsHint')}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        value={groups}
        onChange={(event) => edit({ groups: event.currentTarget.value })}
      />
      <Radio.Group
        label={text('amazonUsersFrom')}
        description={text('fromHint')}
        value={from}
        onChange={(value) => edit({ from: AMAZON_USER_SOURCES.find((each) => each === value) ?? 'invitations' })}
      >
        <Row gap="sm xl" align="stretch" pt="sm">
          {AMAZON_USER_SOURCES.map((each) => (
            <Radio key={each} value={each} label={text(`from.${each}`)} />
          ))}
        </Row>
      </Radio.Group>
      {failure === null ? null : <ErrorState failure={failure} />}
      {saved ? <Notice state="ready">{words('saved')}</Notice> : null}
      <div>
        <Button type="submit" loading={busy} disabled={!changed} {...refused}>
          {words('save')}
        </Button>
      </div>
    </Form>
  );
};

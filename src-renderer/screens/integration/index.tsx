import type { ReactNode } from 'react';
import { SaveState } from '#renderer/ui/drafts/index.ts';
import { ErrorState, Screen, SkeletonRows, TitledSection, useText } from '#renderer/ui/index.ts';
import { type RecordEditState, type RecordSection, useRecord } from '../../parts/record-editor/use-record.ts';
import { AllowedUsersFields } from './allowed-users.tsx';
import { AmazonBusiness } from './amazon-business.tsx';
import { AmazonConnection } from './amazon-connection.tsx';
import { CommonFields } from './common-settings.tsx';
import { IntegrationFields } from './integration-fields.tsx';

/** 連携設定: the values from Amazon, allowed users, and initial values of an order, in the order of the manual (3-2, 3-3). */
export const IntegrationScreen = () => {
  const text = useText('integrationScreen');
  const business = useText('amazonBusiness');
  const integration = useRecord('integration', 'integration');
  const allowed = useRecord('allowed_users', 'allowed_users');
  const common = useRecord('common_settings', 'common_settings');
  const records = [integration, allowed, common];
  // Rendered together, because a part that appears later would move those below.
  if (records.some(({ body, failure }) => body === undefined && failure === null))
    return <Screen title={text('title')}>{records.some(({ loading }) => loading) ? <SkeletonRows rows={12} /> : null}</Screen>;
  return (
    <Screen title={text('title')} actions={<SaveState />}>
      <RecordPart title={text('integration.title')} hint={text('integration.hint')} work={integration}>
        <IntegrationFields work={integration} />
      </RecordPart>
      <RecordPart title={text('allowed.title')} hint={text('allowed.hint')} work={allowed}>
        <AllowedUsersFields work={allowed} />
      </RecordPart>
      <RecordPart title={text('common.title')} hint={text('common.hint')} work={common}>
        <CommonFields work={common} />
      </RecordPart>
      <TitledSection title={text('connection.title')} hint={text('connection.hint')}>
        <AmazonConnection />
      </TitledSection>
      <TitledSection title={business('title')} hint={business('hint')}>
        <AmazonBusiness />
      </TitledSection>
    </Screen>
  );
};

interface RecordPartProps<S extends RecordSection> {
  readonly title: string;
  readonly hint: string;
  readonly work: RecordEditState<S>;
  readonly children: ReactNode;
}

const RecordPart = <S extends RecordSection>({ title, hint, work, children }: RecordPartProps<S>) => (
  <TitledSection title={title} hint={hint}>
    {work.failure === null ? null : <ErrorState failure={work.failure} onRetry={work.retry} />}
    {work.body === undefined ? null : children}
  </TitledSection>
);

import type { ReactNode } from 'react';
import { SaveState } from '#renderer/ui/drafts/index.ts';
import { ErrorState, Screen, SkeletonRows, useText } from '#renderer/ui/index.ts';
import { type RecordSection, type RecordWork, useRecord } from '../../parts/record-editor/use-record.ts';
import { AllowedUsersFields } from './allowed-users.tsx';
import { AmazonConnection } from './amazon-connection.tsx';
import { CommonFields } from './common-settings.tsx';
import classes from './integration.module.css';
import { IntegrationFields } from './integration-fields.tsx';

/** 連携設定: the values from Amazon, who may order, and what an order starts with; in the order of the manual (3-2, 3-3). */
export const IntegrationScreen = () => {
  const text = useText('integrationScreen');
  const integration = useRecord('integration', 'integration');
  const allowed = useRecord('allowed_users', 'allowed_users');
  const common = useRecord('common_settings', 'common_settings');
  return (
    <Screen title={text('title')} actions={<SaveState />}>
      <Part title={text('integration.title')} hint={text('integration.hint')} work={integration}>
        <IntegrationFields work={integration} />
      </Part>
      <Part title={text('allowed.title')} hint={text('allowed.hint')} work={allowed}>
        <AllowedUsersFields work={allowed} />
      </Part>
      <Part title={text('common.title')} hint={text('common.hint')} work={common}>
        <CommonFields work={common} />
      </Part>
      <section className={classes.part}>
        <div>
          <h2>{text('connection.title')}</h2>
          <p className={classes.hint}>{text('connection.hint')}</p>
        </div>
        <AmazonConnection />
      </section>
    </Screen>
  );
};

interface PartProps<S extends RecordSection> {
  readonly title: string;
  readonly hint: string;
  readonly work: RecordWork<S>;
  readonly children: ReactNode;
}

const Part = <S extends RecordSection>({ title, hint, work, children }: PartProps<S>) => (
  <section className={classes.part}>
    <div>
      <h2>{title}</h2>
      <p className={classes.hint}>{hint}</p>
    </div>
    <div className={classes.body}>
      {work.failure === null ? null : <ErrorState failure={work.failure} onRetry={work.retry} />}
      {work.body === undefined ? work.loading ? <SkeletonRows rows={3} /> : null : children}
    </div>
  </section>
);

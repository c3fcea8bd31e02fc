import type { CallOutput } from '#shared/contract/calls.ts';
import { useShowCompany } from '../../client/index.ts';
import { SecretsPanel, Transfer } from '../../parts/secrets/index.ts';
import { TitledSection, useText } from '../../ui/index.ts';
import { CompanySettings } from './company.tsx';
import { CompanyRulesSettings } from './company-rules/index.tsx';
import { DomainSettings } from './domain-settings.tsx';
import { DraftsFile } from './drafts-file/index.tsx';
import { HandoverBook } from './handover-book.tsx';
import { ListLimitSettings } from './list-limit.tsx';
import { MatchingPolicySettings } from './matching-policy.tsx';
import { RetentionSettings } from './retention.tsx';
import { WatchSettings } from './watch-settings.tsx';

export interface CompanySectionProps {
  readonly shown: NonNullable<CallOutput<'companies.current'>>;
}

/** Name of the company and its e-mail domains. */
export const CompanySection = ({ shown }: CompanySectionProps) => {
  const text = useText('settings');
  const { company } = shown;
  return (
    <>
      <TitledSection title={text('company.title')} hint={text('company.hint')}>
        <CompanySettings key={`${company.id} ${company.name}`} company={company} />
      </TitledSection>
      <TitledSection title={text('domains.title')} hint={text('domains.hint', { name: company.name })}>
        <DomainSettings key={company.id} shown={shown} />
      </TitledSection>
    </>
  );
};

/** Rules of matching, the guard on lists that shrink, and how long runs are kept. */
export const MatchingSection = ({ shown }: CompanySectionProps) => {
  const text = useText('settings');
  const policy = useText('triage.policy');
  const { id } = shown.company;
  return (
    <>
      <TitledSection title={policy('title')} hint={text('policy.hint')}>
        <MatchingPolicySettings key={id} shown={shown} />
      </TitledSection>
      <TitledSection title={text('listLimit.title')} hint={text('listLimit.hint')}>
        <ListLimitSettings key={id} />
      </TitledSection>
      <TitledSection title={text('retention.title')} hint={text('retention.hint')}>
        <RetentionSettings key={id} />
      </TitledSection>
    </>
  );
};

export const RulesSection = ({ shown }: CompanySectionProps) => {
  const rules = useText('companyRules');
  return (
    <TitledSection title={rules('title')} hint={rules('hint')}>
      <CompanyRulesSettings key={shown.company.id} />
    </TitledSection>
  );
};

export const WatchSection = ({ shown }: CompanySectionProps) => {
  const text = useText('settings');
  return (
    <TitledSection title={text('watch.title')} hint={text('watch.hint')}>
      <WatchSettings key={shown.company.id} />
    </TitledSection>
  );
};

export const SecretsSection = ({ shown }: CompanySectionProps) => {
  const text = useText('settings');
  return (
    <TitledSection title={text('secrets.title')} hint={text('secrets.hint', { name: shown.company.name })}>
      <SecretsPanel key={shown.company.id} />
    </TitledSection>
  );
};

/** What a successor or another machine receives: the company in one file, the handover book, and the drafts. */
export const HandoverSection = ({ shown }: CompanySectionProps) => {
  const text = useText('settings');
  const drafts = useText('draftsFile');
  const book = useText('handoverPart');
  const showCompany = useShowCompany();
  return (
    <>
      <TitledSection title={text('transfer.title')} hint={text('transfer.hint')}>
        <Transfer onTaken={(id) => void showCompany(id)} />
      </TitledSection>
      <TitledSection title={book('title')} hint={book('hint')}>
        <HandoverBook key={shown.company.id} />
      </TitledSection>
      <TitledSection title={drafts('part')} hint={drafts('partHint')}>
        <DraftsFile key={shown.company.id} />
      </TitledSection>
    </>
  );
};

import { useCompanyId, useShownCompany } from '#renderer/client/index.ts';
import { navigate, useParams } from '#renderer/navigation/index.ts';
import { Button, EmptyState, Screen, useText } from '#renderer/ui/index.ts';
import { AllPeopleList } from './all-people-list.tsx';
import { PersonPage } from './person-page.tsx';

/** ユーザー: all people of NEO's list with the state of their next order, and one person's details. */
export const PeopleScreen = () => {
  const text = useText('people');
  const companyId = useCompanyId();
  const { personId } = useParams('people');
  const sources = useShownCompany()?.sources ?? null;
  const missing = (['neo', 'amazon'] as const).find((side) => !sources?.some((source) => source.side === side));
  if (missing !== undefined)
    return (
      <Screen title={text('title')}>
        <EmptyState
          title={text(`missing.${missing}`)}
          action={
            <Button onClick={() => navigate('import', { kind: missing === 'neo' ? 'neo-users' : 'amazon-users' })}>
              {text('missing.action')}
            </Button>
          }
        >
          {text('missing.text')}
        </EmptyState>
      </Screen>
    );
  return personId === undefined ? <AllPeopleList key={companyId} /> : <PersonPage key={`${companyId} ${personId}`} personId={personId} />;
};

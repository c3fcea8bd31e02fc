import { useCall } from '#renderer/client/index.ts';
import { PurchasingSystem } from '#renderer/parts/amazon-group/purchasing-system.tsx';
import { useRecord } from '#renderer/parts/record-editor/use-record.ts';
import { SecretField } from '#renderer/parts/secrets/index.ts';
import { SavedTextInput } from '#renderer/ui/drafts/index.ts';
import { Muted, Stack, useText } from '#renderer/ui/index.ts';
import { MAX_LISTED_OBJECTS } from '#shared/domain/setup/entries.ts';
import classes from './setup.module.css';

const FIELDS = ['systemLogin', 'poRequestUrl'] as const;
const MAX_LENGTHS = { systemLogin: 1_000, poRequestUrl: 2_048 };
const GROUPS = {
  section: 'amazon_groups',
  search: '',
  sort: { by: 'name', direction: 'ascending' },
  offset: 0,
  limit: MAX_LISTED_OBJECTS,
} as const;

/** Records the values of Amazon's page of the purchasing system while that page is open, as drafts of the integration and the groups. */
export const SystemValues = () => {
  const text = useText('setupScreen.system');
  const fields = useText('integrationScreen.integration');
  const { body, edit } = useRecord('integration', 'integration');
  const groups = useCall('drafts.list', GROUPS).value;
  if (body === null || body === undefined) return null;
  return (
    <Stack component="section" gap="md" className={classes.word} aria-labelledby="setup-system">
      <h3 id="setup-system">{text('title')}</h3>
      {groups?.rows
        .filter(({ state }) => state !== 'deleted')
        .map(({ id }) => (
          <GroupSystem key={id} id={id} />
        ))}
      {groups?.total === 0 ? <Muted component="p">{text('noGroups')}</Muted> : null}
      {FIELDS.map((field) => (
        <SavedTextInput
          key={field}
          data-mono
          label={fields(field)}
          maxLength={MAX_LENGTHS[field]}
          spellCheck={false}
          value={body[field]}
          onSave={(value, seen) => edit({ kind: 'set', fields: { [field]: value } }, { [field]: seen })}
        />
      ))}
      <SecretField name="catalog-password" label={fields('password')} hint={text('passwordHint')} />
    </Stack>
  );
};

const GroupSystem = ({ id }: { id: string }) => {
  const text = useText('setupScreen.system');
  const { body, edit } = useRecord('amazon_groups', id);
  if (body === null || body === undefined) return null;
  return (
    <div>
      <PurchasingSystem
        system={body.purchasingSystem}
        label={text('group', { name: body.name })}
        onChange={(purchasingSystem) => void edit({ kind: 'set', fields: { purchasingSystem } })}
      />
    </div>
  );
};

import type { CloudDirectory } from '#shared/domain/integration/cloud-directory.ts';
import { DEMO_ENTRA, DEMO_ENTRA_SECRET } from '#shared/domain/integration/demo-cloud.ts';
import { useShownCompany } from '../../client/index.ts';
import { getFieldId } from '../../parts/connection-test/field.ts';
import { Muted, Notice, TextInput, useText } from '../../ui/index.ts';
import type { DirectoryFieldsProps } from './directory-draft.ts';

const FIELDS = {
  entra: [
    { field: 'tenant', hint: 'tenantHint', id: 'directoryTenant' },
    { field: 'clientId', hint: 'clientIdHint', id: 'directoryClient' },
  ],
  google: [{ field: 'admin', hint: 'adminHint', id: 'directoryAdmin' }],
} as const;

const DEMO_ENTRA_VALUES = { tenant: DEMO_ENTRA.tenant, clientId: DEMO_ENTRA.clientId, secret: DEMO_ENTRA_SECRET };

interface CloudFieldsProps extends DirectoryFieldsProps {
  readonly kind: CloudDirectory['kind'];
}

/** Fields of a cloud directory, with the permission that its administrator must give. */
export const CloudFields = ({ kind, draft, edit, errorOf }: CloudFieldsProps) => {
  const text = useText('directorySource');
  const isDemo = useShownCompany()?.company.kind === 'demo';
  return (
    <>
      <p>{text(`permission.${kind}`)}</p>
      {FIELDS[kind].map(({ field, hint, id }) => (
        <TextInput
          key={field}
          id={getFieldId(id)}
          autoComplete="off"
          spellCheck={false}
          label={text(`field.${field}`)}
          description={text(`field.${hint}`)}
          maxLength={253}
          value={draft[field]}
          error={errorOf(field)}
          onChange={(event) => edit({ [field]: event.currentTarget.value })}
        />
      ))}
      <Muted component="p">{text(`untried.${kind}`)}</Muted>
      {isDemo ? <Notice state="unknown">{kind === 'entra' ? text('demo.entra', DEMO_ENTRA_VALUES) : text('demo.google')}</Notice> : null}
    </>
  );
};

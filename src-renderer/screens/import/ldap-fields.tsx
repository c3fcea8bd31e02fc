import { DIRECTORY_PROTECTIONS, type DirectoryServer } from '#shared/domain/integration/directory-server.ts';
import { getFieldId } from '../../parts/connection-test/field.ts';
import { Select, TextInput, useText } from '../../ui/index.ts';
import { type DirectoryFieldsProps, withProtection } from './directory-draft.ts';
import classes from './directory-source.module.css';

const TEXT_FIELDS = ['bindDn', 'baseDn', 'filter', 'codeAttribute'] as const;
const IDS = { host: 'directoryServer', baseDn: 'directoryBase', filter: 'directoryFilter' } as const;
const HINTS = { bindDn: 'bindDnHint', baseDn: 'baseDnHint', filter: 'filterHint' } as const;

/** Fields of an LDAP server. */
export const LdapFields = ({ draft, edit, errorOf }: DirectoryFieldsProps) => {
  const text = useText('directorySource');
  const common = { autoComplete: 'off', spellCheck: false } as const;
  return (
    <>
      <TextInput
        {...common}
        id={getFieldId(IDS.host)}
        label={text('field.host')}
        description={text('field.hostHint')}
        maxLength={253}
        value={draft.host}
        error={errorOf('host')}
        onChange={(event) => edit({ host: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <Select
          label={text('field.protection')}
          data={DIRECTORY_PROTECTIONS.map((value) => ({ value, label: text(`protections.${value}`) }))}
          value={draft.protection}
          onChange={(value) => edit(withProtection(draft, value as DirectoryServer['protection']))}
        />
        <TextInput
          {...common}
          label={text('field.port')}
          inputMode="numeric"
          maxLength={5}
          value={draft.port}
          error={errorOf('port')}
          onChange={(event) => edit({ port: event.currentTarget.value })}
        />
      </div>
      {TEXT_FIELDS.map((field) => (
        <TextInput
          key={field}
          {...common}
          {...(field in IDS && { id: getFieldId(IDS[field as keyof typeof IDS]) })}
          label={text(`field.${field}`)}
          description={field in HINTS ? text(`field.${HINTS[field as keyof typeof HINTS]}`) : undefined}
          maxLength={field === 'filter' ? 2_000 : 1_000}
          value={draft[field]}
          error={errorOf(field)}
          onChange={(event) => edit({ [field]: event.currentTarget.value })}
        />
      ))}
    </>
  );
};

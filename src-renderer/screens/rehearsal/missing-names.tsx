import { PlainList, useText } from '#renderer/ui/index.ts';
import type { DatedChangeView } from '#shared/contract/dated-changes.ts';

/** Whom and what a dated change names and NEO's lists do not have. */
export const MissingNames = ({ missing }: { readonly missing: DatedChangeView['missing'] }) => {
  const text = useText('rehearsalScreen.planned');
  return (
    <>
      <p>{text('missingTitle')}</p>
      <PlainList>
        {missing.map((one) => (
          <li key={`${one.kind} ${one.id}`}>{text('missing', { kind: one.kind, name: one.name, state: one.state })}</li>
        ))}
      </PlainList>
    </>
  );
};

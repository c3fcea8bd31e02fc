import { PlainList, useText } from '#renderer/ui/index.ts';
import type { DatedChangeView } from '#shared/contract/drafts/dated-changes.ts';

/** People and objects named by a dated change that NEO's lists lack. */
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

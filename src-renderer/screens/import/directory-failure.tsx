import type { Failure } from '#shared/contract/call/result.ts';
import { CONNECTION_REASONS, type ConnectionReasonId } from '#shared/domain/integration/connection-test/connection-test.ts';
import { useReasonText } from '../../parts/connection-test/layer-row.tsx';
import { ErrorState, useFailureText } from '../../ui/index.ts';

/** Why the directory was not read: the reason with its next step, and that the list was not changed. */
export const DirectoryFailure = ({ failure }: { readonly failure: Failure }) => {
  const say = useReasonText();
  const { why } = useFailureText()(failure);
  const id = String(failure.params['reason'] ?? '');
  if (!Object.hasOwn(CONNECTION_REASONS, id)) return <ErrorState failure={failure} />;
  const reason = { id: id as ConnectionReasonId, field: null, params: failure.params };
  const words = {
    what: say(reason, 'what'),
    why: [say(reason, 'why'), why].filter((text) => text !== '').join(' '),
    next: say(reason, 'next'),
  };
  return <ErrorState failure={failure} words={words} />;
};

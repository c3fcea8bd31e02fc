import type { Failure } from '#shared/contract/call/result.ts';
import { CONNECTION_REASONS, type ConnectionReasonId } from '#shared/domain/integration/connection-test/connection-test.ts';
import { ErrorState, useFailureText } from '../../ui/index.ts';
import { useReasonText } from './layer-row.tsx';

/** Why a connection failed: its named reason with the next step, and what the failure means for the stored data. */
export const ReasonFailure = ({ failure }: { readonly failure: Failure }) => {
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

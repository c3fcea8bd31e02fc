import { useText } from '#renderer/ui/index.ts';
import { formatRouteDescription, type RoutePart } from '#shared/domain/routes/describe.ts';

/** A whole route on one line: 申請者 → 課長（承認・組織内承認者・1人以上）→ … */
export const RouteSentence = ({ line }: { readonly line: readonly RoutePart[] }) => {
  const text = useText('');
  return <>{formatRouteDescription(line, (key, params) => text.phrase(key, params))}</>;
};

import { useText } from '#renderer/ui/index.ts';
import type { RouteNames } from '#shared/domain/routes/describe.ts';
import { routeSentence } from '#shared/domain/routes/describe.ts';
import type { Route } from '#shared/domain/routes/route.ts';

/** The whole route as one line: 申請者 → 課長（承認・組織内承認者・1人以上）→ … */
export const RouteSentence = ({ route, names }: { readonly route: Route; readonly names: RouteNames }) => {
  const text = useText('');
  return <>{routeSentence(route, names, (key, params) => text(key, params ?? {}))}</>;
};

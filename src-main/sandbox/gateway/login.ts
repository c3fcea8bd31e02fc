import { isSameSecret } from '../same-secret.ts';
import { createRefusal } from './refusal.ts';

/** User of the login API. */
export interface Login {
  readonly loginId: string;
  readonly password: string;
}

/** Processes one call of NEO's login API. Source: docs/domain/neo.md#api. */
export function answerLogin(
  { login, accessKey }: { readonly login: Login; readonly accessKey: string },
  parameters: URLSearchParams,
): Readonly<Record<string, unknown>> {
  if (parameters.get('action') !== 'login') return createRefusal(-10, 'アクションが正しくありません。', 'action');
  const isRight =
    isSameSecret(parameters.get('login_id') ?? '', login.loginId) && isSameSecret(parameters.get('password') ?? '', login.password);
  if (!isRight) return createRefusal(-1, 'ログインIDまたはパスワードが正しくありません。');
  return { status: 'ok', access_key: accessKey, user_id: '1', name: '管理者', default_group_id: '1' };
}

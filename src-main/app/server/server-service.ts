import { type ServerAccess, withGroupware } from '../../company/server/server-access.ts';

/** Determines the kind of server and the path of its module. */
export async function describeServer(
  access: ServerAccess,
  signal: AbortSignal,
): Promise<{ readonly kind: 'gateway' | 'stock-neo'; readonly address: string }> {
  return withGroupware(access, signal, async (groupware) => {
    const { kind } = await groupware.describe();
    signal.throwIfAborted();
    return { kind, address: groupware.address };
  });
}

import { toServerDestinationId } from '../../company/connections/secret-destination-ids.ts';
import type { TestBasicCredentials } from '../../groupware/layer-question.ts';
import type { CompanyContext } from '../context.ts';

/** Returns HTTP Basic credentials for a test, only if they were stored for this address. */
export async function getBasicCredentials(
  context: Pick<CompanyContext, 'networkService' | 'secretService'>,
  address: string,
): Promise<TestBasicCredentials> {
  const user = await context.networkService.basicUser();
  const place = toServerDestinationId(address);
  // Without a user, or for an invalid address, there are no credentials.
  if (user === '' || place === null) return { kind: 'none' };
  const { value, elsewhere } = await context.secretService.forTest('http-basic-password', place);
  return elsewhere === null ? { kind: 'basic', user, password: value ?? '' } : { kind: 'of-another-server' };
}

import { serverPlace } from '../../company/secret-places.ts';
import type { TestBasic } from '../../groupware/layer-question.ts';
import type { CompanyContext } from '../context.ts';

/** The HTTP Basic credentials that may go to an address: those that were stored for it, and no others. */
export async function basicFor(context: Pick<CompanyContext, 'networkService' | 'secretService'>, address: string): Promise<TestBasic> {
  const user = await context.networkService.basicUser();
  const place = serverPlace(address);
  // No way leads to what is no address.
  if (user === '' || place === null) return { kind: 'none' };
  const { value, elsewhere } = await context.secretService.forTest('http-basic-password', place);
  return elsewhere === null ? { kind: 'basic', user, password: value ?? '' } : { kind: 'of-another-server' };
}

import { askDemoAmazon } from '../../amazon/ask-demo.ts';
import type { CompanyContext } from '../context.ts';
import { DEMO_PLACE } from '../secret-places.ts';
import type { HandlersOf } from './handlers.ts';

export const orderRehearsalHandlers = ({
  engine,
  secretDesk,
  registerSecret,
  findingsOf,
}: CompanyContext): HandlersOf<'orderRehearsal'> => ({
  async 'orderRehearsal.run'({ personId }) {
    const rehearsed = await engine.rehearseOrder(personId);
    await findingsOf(rehearsed.revision);
    return rehearsed;
  },
  async 'orderRehearsal.ask'({ personId }, { signal }) {
    const { integration, demo } = await engine.amazonAccess();
    if (demo === null) return { asked: false };
    const { evidence } = await engine.rehearseOrder(personId);
    const sharedSecret = (await secretDesk.read('catalog-password', DEMO_PLACE)) ?? demo.sharedSecret;
    registerSecret(sharedSecret);
    const { systemLogin } = integration;
    const { failed, warned, facts } = await askDemoAmazon({
      origin: demo.origin,
      sharedSecret,
      systemLogin,
      workEmail: evidence.workEmail,
      signal,
    });
    const plain = (reasons: typeof failed) => reasons.map((reason) => ({ ...reason, params: { ...reason.params } }));
    return { asked: true, accepted: failed.length === 0, failed: plain(failed), warned: plain(warned), facts: { ...facts } };
  },
});

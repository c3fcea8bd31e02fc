import { askDemoAmazon } from '../../amazon/ask-demo.ts';
import type { CompanyContext } from '../context.ts';
import { DEMO_PLACE } from '../secret-places.ts';
import type { HandlersOf } from './handlers.ts';

export const peopleHandlers = ({ engine, secretDesk, registerSecret, findingsOf }: CompanyContext): HandlersOf<'people'> => ({
  async 'people.list'(question) {
    const people = await engine.listPeople(question);
    await findingsOf(people.revision);
    return people;
  },
  async 'people.look'({ personId }) {
    const view = await engine.lookAtPerson(personId);
    await findingsOf(view.revision);
    return view;
  },
  async 'people.askAmazon'({ personId }, { signal }) {
    const { integration, demo } = await engine.amazonAccess();
    if (demo === null) return { asked: false };
    const { evidence } = await engine.lookAtPerson(personId);
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

import { askDemoAmazon } from '../../amazon/ask-demo.ts';
import { amazonAccessOf } from '../../company/connections/amazon-access.ts';
import { DEMO_PLACE } from '../../company/connections/secret-places.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { personService } from './person-service.ts';

export const peopleProcedures = ({ session, secretService, registerSecret }: CompanyContext): ProceduresOf<'people'> => {
  const person = personService(session);
  return {
    'people.list': person.listPeople,
    'people.look': ({ personId }) => person.lookAtPerson(personId),
    async 'people.askAmazon'({ personId }, { signal }) {
      const { integration, demo } = await amazonAccessOf(session);
      if (demo === null) return { asked: false };
      const { evidence } = await person.lookAtPerson(personId);
      const sharedSecret = (await secretService.read('catalog-password', DEMO_PLACE)) ?? demo.sharedSecret;
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
  };
};

import { requestDemoPunchout } from '../../amazon/ask-demo.ts';
import { getAmazonAccess } from '../../company/connections/amazon-access.ts';
import { DEMO_DESTINATION_ID } from '../../company/connections/secret-destination-ids.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createPersonService } from './person-service.ts';

export const createPeopleProcedures = ({ session, secretService, registerSecret }: CompanyContext): ProceduresOf<'people'> => {
  const person = createPersonService(session);
  return {
    'people.list': person.listPeople,
    'people.look': ({ personId }) => person.lookAtPerson(personId),
    async 'people.askAmazon'({ personId }, { signal }) {
      const { integration, demo } = await getAmazonAccess(session);
      if (demo === null) return { asked: false };
      const { evidence } = await person.lookAtPerson(personId);
      const sharedSecret = (await secretService.read('catalog-password', DEMO_DESTINATION_ID)) ?? demo.sharedSecret;
      registerSecret(sharedSecret);
      const { systemLogin } = integration;
      const { failed, warned, facts } = await requestDemoPunchout({
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

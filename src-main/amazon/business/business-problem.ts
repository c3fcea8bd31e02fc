import type { BusinessReason } from '#shared/domain/integration/connection-test/connection-reasons-business.ts';
import { NamedProblem } from '../../network/named-problem.ts';

/** A named failure of the Amazon Business API. */
export class BusinessProblem extends NamedProblem<BusinessReason> {}

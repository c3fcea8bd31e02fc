import type { CompanyCallName, ConsoleCallName } from '#shared/contract/calls.ts';
import type { CompanyProcedures, ConsoleProcedures } from './dispatcher.ts';

/** The procedures of one contract namespace: of its calls about a company. */
export type ProceduresOf<Namespace extends string> = Pick<CompanyProcedures, Extract<CompanyCallName, `${Namespace}.${string}`>>;
/** The same of its calls about the console. */
export type ConsoleProceduresOf<Namespace extends string> = Pick<ConsoleProcedures, Extract<ConsoleCallName, `${Namespace}.${string}`>>;

import type { CompanyCallName, ConsoleCallName } from '#shared/contract/calls.ts';
import type { CompanyProcedures, ConsoleProcedures } from './dispatcher.ts';

/** The procedures of one contract namespace for calls about a company. */
export type ProceduresOf<Namespace extends string> = Pick<CompanyProcedures, Extract<CompanyCallName, `${Namespace}.${string}`>>;
/** The same for calls about the console. */
export type ConsoleProceduresOf<Namespace extends string> = Pick<ConsoleProcedures, Extract<ConsoleCallName, `${Namespace}.${string}`>>;

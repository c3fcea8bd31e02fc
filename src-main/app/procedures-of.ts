import type { CompanyCallName, ConsoleCallName } from '#shared/contract/calls.ts';
import type { CompanyProcedures, ConsoleProcedures } from './dispatcher.ts';

/** The procedures of one contract namespace that belong to a company. */
export type ProceduresOf<Namespace extends string> = Pick<CompanyProcedures, Extract<CompanyCallName, `${Namespace}.${string}`>>;
/** The procedures of one contract namespace that belong to no company. */
export type ConsoleProceduresOf<Namespace extends string> = Pick<ConsoleProcedures, Extract<ConsoleCallName, `${Namespace}.${string}`>>;

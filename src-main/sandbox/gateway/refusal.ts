/** Creates a refusal in NEO's form. Source: docs/domain/neo.md#api. */
export const createRefusal = (errorno: number | string, errormessage: string, errmsgadd = ''): Readonly<Record<string, unknown>> => ({
  status: 'ng',
  errorno,
  errormessage,
  errmsgadd,
});

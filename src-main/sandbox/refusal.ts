/** A refusal in NEO's form. Source: handbook neo.md 5. */
export const refuse = (errorno: number, errormessage: string, errmsgadd = ''): Readonly<Record<string, unknown>> => ({
  status: 'ng',
  errorno,
  errormessage,
  errmsgadd,
});
